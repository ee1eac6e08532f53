"""A region in one process whose services are stopped and started one at a time, while the others go on."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any

from starlette.types import Receive, Scope, Send

from doorstroom.editions import SERVICES
from doorstroom.folder import Addresses, DataFolder
from doorstroom.region import VERSION, Region, service_settings
from doorstroom_common.bus import create_bus
from doorstroom_common.clock import Clock
from doorstroom_common.http import Dispatcher, LocalIssuer, Verifier
from doorstroom_common.observability import Telemetry
from doorstroom_common.service import Service


class Restarting:
    """An ASGI app over whichever services run now; `region` always holds those."""

    def __init__(self, folder: DataFolder, addresses: Addresses, clock: Clock) -> None:
        self._folder, self._addresses, self._clock = folder, addresses, clock
        self._apps: dict[str, Any] = {}
        self._lives: dict[str, AsyncExitStack] = {}
        self._services: dict[str, Service] = {}
        self.restarts = 0
        issuer = LocalIssuer.open(folder.keys)
        self.region = Region(Dispatcher({}, VERSION), self._services, issuer)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await Dispatcher(self._apps, VERSION)(scope, receive, send)

    async def restart(self, name: str) -> None:
        """In good order, and in the middle of whatever the others are doing."""
        await self._lives[name].aclose()
        await self._start(name)
        self.restarts += 1

    async def _start(self, name: str) -> None:
        settings, life = service_settings(name, self._folder, self._addresses), AsyncExitStack()
        bus = create_bus(settings.bus, client=name)
        await bus.start()
        life.push_async_callback(bus.stop)
        app = SERVICES[name].create_app(
            settings,
            clock=self._clock,
            bus=bus,
            telemetry=Telemetry.create(name, None),
            verifier=Verifier([self.region.issuer.trusted()]),
        )
        await life.enter_async_context(app.lifespan())
        self._apps[name], self._lives[name], self._services[name] = app, life, app.api.state.service
        await self._services[name].prepared.wait()

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        try:
            for name in SERVICES:
                await self._start(name)
            yield
        finally:
            for life in self._lives.values():
                await life.aclose()
