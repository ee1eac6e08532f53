"""A region in one process on real PostgreSQL, of which each service can stop and come back; its clock is the test's."""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import asyncpg
import httpx
from pydantic import SecretStr

from doorstroom.editions import SERVICES
from doorstroom_common.bus import create_bus, ensure_topics
from doorstroom_common.clock import SimulatedClock
from doorstroom_common.database import Database
from doorstroom_common.database.migrations import migrate
from doorstroom_common.database.provision import Provisioned
from doorstroom_common.http import HttpApp, LocalIssuer, Verifier
from doorstroom_common.observability import Telemetry
from doorstroom_common.service import Service
from doorstroom_common.settings import SYNTHETIC_OIN, BusSettings, DatabaseSettings
from doorstroom_common.testing.postgres import Databases, blocking
from doorstroom_vacancy.bootstrap import adopt

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
"""A Monday, ten in the morning in Amsterdam: after the moment at which stages change."""

POOL_SIZE = 4
SETTLE_SECONDS = 30.0
LOOK_AGAIN = 0.01
SCOPES = (
    "vacancies:read", "vacancies:write", "reactions:write", "candidates:read", "candidates:write", "matches:read",
    "matches:write", "recruiters:write", "alerts:read", "covenants:read",
)  # fmt: skip


class World:
    """Four services by name; requests find them as behind one port, whichever of them runs."""

    def __init__(self, services: Mapping[str, Provisioned], bus: BusSettings, clock: SimulatedClock) -> None:
        self.clock = clock
        self.databases = services
        self.issuer = LocalIssuer.open(KEYS)
        self._bus = bus
        self._running: dict[str, _Running] = {}
        self._tokens: dict[tuple[str, ...], str] = {}
        transport = httpx.ASGITransport(app=self._dispatch)
        self.http = httpx.AsyncClient(transport=transport, base_url="http://region.test")

    async def start(self, name: str) -> None:
        """Start a service and wait until it is ready."""
        own: dict[str, Any] = {"mail_folder": KEYS / "mail"} if name == "notification" else {}
        settings = SERVICES[name].settings(
            database=DatabaseSettings(
                app_dsn=SecretStr(self.databases[name].app_dsn),
                worker_dsn=SecretStr(self.databases[name].worker_dsn),
                pool_size=POOL_SIZE,
            ),
            bus=self._bus,
            **own,
        )
        bus = create_bus(settings.bus, client=name)
        await bus.start()
        verifier = Verifier([self.issuer.trusted()])
        app = SERVICES[name].create_app(settings, clock=self.clock, bus=bus, telemetry=Telemetry(), verifier=verifier)
        running = _Running(app, bus.stop)
        await running.lifespan.__aenter__()
        self._running[name] = running
        async with asyncio.timeout(SETTLE_SECONDS):
            while await running.service.readiness():
                await asyncio.sleep(LOOK_AGAIN)

    async def stop(self, name: str) -> None:
        """Let it end in good order; what comes for it meanwhile waits on the bus."""
        running = self._running.pop(name)
        await running.lifespan.__aexit__(None, None, None)
        await running.stop_bus()

    async def close(self) -> None:
        for name in list(self._running):
            await self.stop(name)
        await self.http.aclose()

    def database(self, name: str) -> Database:
        return self._running[name].service.database

    async def settle(self) -> None:
        """At rest: twice nothing to publish, no work, no timer due, nothing unread in any service that runs."""
        quiet = 0
        async with asyncio.timeout(SETTLE_SECONDS):
            while quiet < 2:
                left = [await running.service.unsettled() for running in self._running.values()]
                quiet = 0 if any(left) else quiet + 1
                if not quiet:
                    await asyncio.sleep(LOOK_AGAIN)

    async def set_aside(self) -> list[str]:
        """What a service could not apply: there should never be anything."""
        found = []
        for name, dsns in self.databases.items():
            connection = await asyncpg.connect(dsns.worker_dsn)
            rows = await connection.fetch("SELECT reason, error FROM dead_letter WHERE settled_at IS NULL")
            await connection.close()
            found += [f"{name}: {row['reason']} {row['error']}" for row in rows]
        return found

    def as_organisation(self, name: str) -> dict[str, str]:
        return self._bearer("organisation", name)

    def as_person(self, name: str) -> dict[str, str]:
        """Who signs in with a verified private address, whoever they work for."""
        return self._bearer("person", name)

    def as_co_ordinator(self, covenant_id: str) -> dict[str, str]:
        return self._bearer("co-ordinator", covenant_id)

    def _bearer(self, kind: str, name: str) -> dict[str, str]:
        if (kind, name) not in self._tokens:
            claims: dict[str, dict[str, Any]] = {
                "organisation": {"organisation": name},
                "person": {"person": name, "email": f"{name}@thuis.example"},
                "co-ordinator": {"person": kind, "roles": [kind], "covenants": [name]},
            }
            self._tokens[kind, name] = self.issuer.token(scopes=SCOPES, **claims[kind])
        return {"Authorization": f"Bearer {self._tokens[kind, name]}"}

    async def _dispatch(self, scope: Any, receive: Any, send: Any) -> None:
        name = scope["path"].split("/")[1]
        await self._running[name].app(scope, receive, send)


class _Running:
    def __init__(self, app: HttpApp, stop_bus: Any) -> None:
        self.app = app
        self.service: Service = app.api.state.service
        self.lifespan: AbstractAsyncContextManager[Any] = app.lifespan()
        self.stop_bus = stop_bus


KEYS = Path(mkdtemp(prefix="doorstroom-stateful-"))


@asynccontextmanager
async def world(databases: Databases, covenant: str, names: Sequence[str] = tuple(SERVICES)) -> AsyncIterator[World]:
    """On fresh databases, with one covenant adopted; the databases go with it."""
    services = {
        name: databases.fresh_service(name, lambda dsn, name=name: migrate(dsn, SERVICES[name].migrations))  # type: ignore[misc]
        for name in names
    }
    bus = databases.fresh("bus", lambda dsn: blocking(ensure_topics(BusSettings(dsn=SecretStr(dsn)))))
    made = World(services, BusSettings(dsn=SecretStr(bus)), SimulatedClock(START))
    try:
        for name in names:
            if name == "vacancy":
                await _adopt(services[name], covenant, made.clock)
            await made.start(name)
        await made.settle()
        yield made
    finally:
        await made.close()
        databases.drop_all()


async def _adopt(vacancy: Provisioned, covenant: str, clock: SimulatedClock) -> None:
    settings = DatabaseSettings(app_dsn=SecretStr(vacancy.app_dsn), worker_dsn=SecretStr(vacancy.worker_dsn))
    database = Database(settings)
    await database.open()
    await adopt(database, clock, SYNTHETIC_OIN, covenant, "covenant of the test")
    await database.close()
