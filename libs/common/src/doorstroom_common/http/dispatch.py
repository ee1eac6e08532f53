"""Several services behind one port, each as if it were alone.

No `mount()`: that runs no lifespan of a mounted application and changes the addresses in its OpenAPI document.
"""

from collections.abc import AsyncIterator, Mapping
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from typing import Protocol

from starlette.types import Receive, Scope, Send

from doorstroom_common.http.headers import Edge, Limits
from doorstroom_common.http.problems import problem


class Service(Protocol):
    """What the dispatcher needs of a service: ASGI, and its lifespan to be run from outside."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None: ...

    def lifespan(self) -> AbstractAsyncContextManager[object]: ...


class Dispatcher:
    """Picks the service by the first segment of the path and hands the request on as it is."""

    def __init__(self, services: Mapping[str, Service], version: str) -> None:
        self._services = dict(services)
        self._nobody = Edge(_not_found, version, Limits())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._live(receive, send)
            return
        segment = scope["path"].lstrip("/").partition("/")[0] if scope["path"].startswith("/") else ""
        service = self._services.get(segment)
        await (service or self._nobody)(scope, receive, send)

    @asynccontextmanager
    async def lifespan(self) -> AsyncIterator[None]:
        """All services' lifespans, entered in order and left in reverse; one that fails to start undoes the others."""
        async with AsyncExitStack() as stack:
            for service in self._services.values():
                await stack.enter_async_context(service.lifespan())
            yield

    async def _live(self, receive: Receive, send: Send) -> None:
        await receive()
        phase = "startup"
        try:
            async with self.lifespan():
                await send({"type": "lifespan.startup.complete"})
                phase = "shutdown"
                await receive()
        except BaseException as error:
            await send({"type": f"lifespan.{phase}.failed", "message": str(error)})
            raise
        await send({"type": "lifespan.shutdown.complete"})


async def _not_found(scope: Scope, receive: Receive, send: Send) -> None:
    await problem(scope, 404)(scope, receive, send)
