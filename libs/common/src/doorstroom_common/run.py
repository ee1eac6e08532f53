"""How a service runs as a process of its own: migrations first, then uvicorn, then a stop in good order."""

import asyncio
import gc
import signal
import threading
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from socket import socket

import uvicorn
from typing_extensions import override

from doorstroom_common.components import Fatal
from doorstroom_common.connections import BoundedConnection
from doorstroom_common.observability.logging import logger

GRACE_SECONDS = 20
"""How long requests in flight may take after SIGTERM; below the pod's grace period minus its preStop."""

COLLECT_AFTER = 20_000
"""So many containers made and not gone make the garbage collector look; Python's own 700 is for scripts."""


class Server(uvicorn.Server):
    """Calls `leave` before it waits for the requests in flight: who only waits for news may go at once."""

    def __init__(self, config: uvicorn.Config, leave: Callable[[], object]) -> None:
        super().__init__(config)
        self._leave = leave

    @override
    async def shutdown(self, sockets: list[socket] | None = None) -> None:
        self._leave()
        await super().shutdown(sockets)


def configuration(app: object, *, host: str, port: int) -> uvicorn.Config:
    """Uvicorn as we always run it: own logging, no server header, bounded connections and graceful shutdown."""
    return uvicorn.Config(
        app,  # type: ignore[arg-type]
        host=host,
        port=port,
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=GRACE_SECONDS,
        lifespan="on",
        http=BoundedConnection,
    )


async def serve_until(
    server: uvicorn.Server, failed: Callable[[], Awaitable[object]], last: Callable[[], Awaitable[object]] | None = None
) -> None:
    """Serve until SIGTERM or SIGINT; raises `Fatal`, after an orderly stop, when `failed` returns first.

    `last` is called when the lifespan has ended: the place to stop the bus, which the parts need to the end.
    """
    spare_what_stays()
    with _signals_end(server):
        watching = asyncio.ensure_future(failed())
        serving = asyncio.ensure_future(server.serve())
        await asyncio.wait((watching, serving), return_when=asyncio.FIRST_COMPLETED)
        fatal = watching.done() and not serving.done()
        server.should_exit = True
        try:
            await serving
        finally:
            watching.cancel()
            if last is not None:
                await last()
    if fatal:
        raise Fatal("a part of the service asked for a new process")


def spare_what_stays() -> None:
    """Keep the modules, models and routes, which stay for good, out of the rounds of the garbage collector.

    One round over them takes 0.1 to 0.2 s, in which nobody is answered, and comes again every few hundred requests.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(COLLECT_AFTER)


@contextmanager
def _signals_end(server: uvicorn.Server) -> Iterator[None]:
    """A signal ends the server and nothing else.

    When uvicorn has stopped it raises the signal it caught once more, for whoever listened before it. Were that the
    default, the process would end right there, before the bus was given back and with a signal for an exit code.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def end(*_: object) -> None:
        server.should_exit = True

    before = {number: signal.signal(number, end) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def run(
    app: object,
    *,
    failed: Callable[[], Awaitable[object]],
    leave: Callable[[], object],
    host: str = "127.0.0.1",
    port: int = 8080,
    last: Callable[[], Awaitable[object]] | None = None,
) -> int:
    """Run one service; returns the exit code. SIGTERM finishes requests in flight, then the parts stop."""
    server = Server(configuration(app, host=host, port=port), leave)
    try:
        with asyncio.Runner(loop_factory=loop_factory()) as runner:
            runner.run(serve_until(server, failed, last))
    except Fatal as error:
        logger("run").critical("stopped", reason=str(error))
        return 1
    except KeyboardInterrupt:
        return 128 + signal.SIGINT
    return 0


def loop_factory() -> Callable[[], asyncio.AbstractEventLoop] | None:
    """Uvloop where there is one."""
    try:
        import uvloop
    except ImportError:
        return None
    return uvloop.new_event_loop
