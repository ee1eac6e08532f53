"""The servers that are measured over HTTP, each in a process of its own, run by uvicorn as the product is run.

`echo` is the floor: FastAPI reads the same body into the same model and gives it back. `vacancy` is the service itself,
with its relay, timers and consumers at work. `unbound` is the same on whose behalf nobody asks, as the owner of tables
that do not bind it, so that no policy is looked at; `open_door` besides gives every caller one principal, so that a row
can be measured without the verification of tokens. These are verifiers of this benchmark, not switches in the product.
`region` is the embedded edition with its four services. `session` lists vacancies through a SQLModel session.
"""

import asyncio
import contextlib
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, Literal

import httpx
import orjson
import uvicorn
from fastapi import FastAPI

from bench.rivals.session import by_session
from doorstroom.editions import SERVICES
from doorstroom.folder import Addresses, DataFolder
from doorstroom.region import region, service_settings
from doorstroom_common.bus import create_bus
from doorstroom_common.clock import SystemClock
from doorstroom_common.database import NOBODY, Behalf
from doorstroom_common.http import LocalIssuer, Principal, Verifier
from doorstroom_common.observability import Telemetry
from doorstroom_common.observability.logging import configure_logging
from doorstroom_common.run import configuration, loop_factory, serve_until
from doorstroom_common.settings import ServiceSettings
from doorstroom_vacancy.entrypoints.forms import NewVacancy
from doorstroom_vacancy.main import create_app

Kind = Literal["echo", "vacancy", "unbound", "open_door", "region", "session"]
START_SECONDS = 30.0
ORGANISATION = "waterrijk"
SCOPES = ("vacancies:read", "vacancies:write")


class Nameless(Principal):
    """Tells the database nothing."""

    __slots__ = ()

    @property
    def behalf(self) -> Behalf:
        return NOBODY


class Unbound(Verifier):
    """Verifies as the product does."""

    async def verify(self, token: str) -> Principal:
        found = await super().verify(token)
        return Nameless(**{field.name: getattr(found, field.name) for field in fields(found)})


class OpenDoor(Verifier):
    """Anybody is the HR system of one organisation."""

    def __init__(self) -> None:
        super().__init__(())
        self._principal = Nameless(
            "organisation", ORGANISATION, None, None, frozenset(), frozenset(SCOPES), "bench"
        )  # fmt: skip

    async def verify(self, token: str) -> Principal:  # noqa: ARG002 - as every verifier
        return self._principal


@dataclass(frozen=True, slots=True)
class Served:
    """Where a server listens, and its process."""

    port: int
    pid: int

    def cpu_seconds(self) -> float | None:
        """Processor time so far, which others on the machine hardly change; None where the system does not tell."""
        try:
            return int(Path(f"/proc/{self.pid}/schedstat").read_text(encoding="ascii").split()[0]) / 1e9
        except OSError:
            return None


@contextmanager
def serving(kind: Kind, folder: DataFolder) -> Iterator["Served"]:
    """A server as a process of its own, from the moment that it answers."""
    port = free_port()
    order = {"kind": kind, "folder": str(folder.root), "port": port}
    command = [sys.executable, "-m", "bench.serving", orjson.dumps(order).decode()]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)  # its log, which it writes as the product does
    try:
        for name in SERVICES if kind == "region" else ("vacancy",):
            _wait(port, f"/{name}/health/ready", process)
        yield Served(port, process.pid)
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


def echo() -> FastAPI:
    """The floor."""
    app = FastAPI(openapi_url=None)

    @app.post("/vacancy/v1/vacancies", status_code=201)
    async def create(body: NewVacancy) -> NewVacancy:
        return body

    @app.get("/vacancy/health/ready")
    async def health() -> None:
        return

    return app


def _addresses(folder: DataFolder) -> Addresses:
    addresses = folder.addresses()
    assert addresses is not None
    return addresses


async def _vacancy(folder: DataFolder, verifier: Verifier, port: int, *, bound: bool) -> None:
    settings: Any = service_settings("vacancy", folder, _addresses(folder))
    if not bound:
        database = settings.database.model_copy(update={"app_dsn": settings.database.owner_dsn})
        settings = settings.model_copy(update={"database": database})
    bus = create_bus(settings.bus, client="vacancy")
    await bus.start()
    app = create_app(
        settings, clock=SystemClock(), bus=bus, telemetry=_telemetry(settings), verifier=verifier
    )  # fmt: skip
    await _serve(app, port, app.api.state.service.failed.wait, bus.stop)


async def _region(folder: DataFolder, port: int) -> None:
    async with region(folder, _addresses(folder), SystemClock()) as made:
        await _serve(made.app, port, asyncio.Event().wait)


def _telemetry(settings: ServiceSettings) -> Telemetry:
    return Telemetry.create("vacancy", settings.otlp_endpoint)


async def _serve(app: object, port: int, failed: Any, last: Any = None) -> None:
    await serve_until(uvicorn.Server(configuration(app, host="127.0.0.1", port=port)), failed, last)


async def _main(kind: Kind, folder: DataFolder, port: int) -> None:
    if kind == "region":
        await _region(folder, port)
    elif kind == "session":
        await _serve(by_session(_addresses(folder).services["vacancy"].owner_dsn), port, asyncio.Event().wait)
    elif kind == "echo":
        await _serve(echo(), port, asyncio.Event().wait)
    else:
        known = (Unbound if kind == "unbound" else Verifier)([LocalIssuer.open(folder.keys).trusted()])
        await _vacancy(folder, OpenDoor() if kind == "open_door" else known, port, bound=kind == "vacancy")


def _wait(port: int, path: str, process: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        with contextlib.suppress(httpx.HTTPError):
            if httpx.get(f"http://127.0.0.1:{port}{path}", timeout=2).is_success:
                return
        if process.poll() is not None:
            raise RuntimeError(f"the server ended with code {process.returncode}")
        time.sleep(0.05)
    raise RuntimeError(f"the server was not ready within {START_SECONDS:.0f} s")


if __name__ == "__main__":
    told = orjson.loads(sys.argv[1])
    configure_logging()
    with asyncio.Runner(loop_factory=loop_factory()) as runner:
        runner.run(_main(told["kind"], DataFolder(Path(told["folder"])), told["port"]))
