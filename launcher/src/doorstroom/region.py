"""One region in one process: four services, one port, a bus, and the launcher as issuer of tokens."""

from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from typing import Any

from pydantic import SecretStr

from doorstroom.editions import SERVICES
from doorstroom.folder import Addresses, DataFolder
from doorstroom.servers import bus_settings
from doorstroom_common.bus import create_bus
from doorstroom_common.clock import Clock
from doorstroom_common.http import Dispatcher, LocalIssuer, Verifier
from doorstroom_common.observability import Telemetry
from doorstroom_common.service import Service
from doorstroom_common.settings import DatabaseSettings, RateSettings, ServiceSettings

VERSION = "1.0.0"
POOL_SIZE = 6
"""Connections per role and service; eight pools stay below PostgreSQL's hundred."""


@dataclass(frozen=True, slots=True)
class Region:
    """A running region: its ASGI app, its services by name, and the issuer whose tokens they accept."""

    app: Dispatcher
    services: Mapping[str, Service]
    issuer: LocalIssuer

    def leave(self) -> None:
        """It is about to stop: who only waits for news is let go."""
        for service in self.services.values():
            service.leave()

    async def unsettled(self) -> dict[str, dict[str, int]]:
        """What still moves, by service; empty when the region is at rest. Two looks, since events cross over."""
        for _ in range(2):
            left = {name: await service.unsettled() for name, service in self.services.items()}
            if any(left.values()):
                return {name: counts for name, counts in left.items() if counts}
        return {}

    async def at_rest(self) -> bool:
        """Whether nothing moves, at less cost than what moves: the first service that is busy is enough to know."""
        for _ in range(2):
            for service in self.services.values():
                if await service.unsettled():
                    return False
        return True

    async def readiness(self) -> dict[str, list[str]]:
        reasons = {name: list(await service.readiness()) for name, service in self.services.items()}
        return {name: why for name, why in reasons.items() if why}


@asynccontextmanager
async def region(
    folder: DataFolder, addresses: Addresses, clock: Clock, **settings: Mapping[str, Any]
) -> AsyncIterator[Region]:
    """Start the four services on the given servers. `settings` by service name go over the embedded ones."""
    issuer = LocalIssuer.open(folder.keys)
    async with AsyncExitStack() as stack:
        apps = {}
        for name, edition in SERVICES.items():
            made = service_settings(name, folder, addresses, settings.get(name, {}))
            bus = create_bus(made.bus, client=name)
            await bus.start()
            stack.push_async_callback(bus.stop)
            apps[name] = edition.create_app(
                made,
                clock=clock,
                bus=bus,
                telemetry=Telemetry.create(name, made.otlp_endpoint),
                verifier=Verifier([issuer.trusted()]),
            )
        services = {name: app.api.state.service for name, app in apps.items()}
        yield Region(Dispatcher(apps, VERSION), services, issuer)


def service_settings(
    name: str, folder: DataFolder, addresses: Addresses, overrides: Mapping[str, Any] | None = None
) -> ServiceSettings:
    """An embedded service's settings; what the environment sets under the service's prefix counts too."""
    dsns = addresses.services[name]
    return SERVICES[name].settings(
        database=DatabaseSettings(
            app_dsn=SecretStr(dsns.app_dsn),
            worker_dsn=SecretStr(dsns.worker_dsn),
            owner_dsn=SecretStr(dsns.owner_dsn),
            pool_size=POOL_SIZE,
        ),
        bus=bus_settings(addresses),
        rate=RateSettings(requests=0),
        **{**folder.settings_of(name), **(overrides or {})},
    )
