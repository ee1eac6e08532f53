"""One service, really running, for its tests: real PostgreSQL for data and bus, and a clock that the test moves.

async with running(databases, VacancySettings, create_app, MIGRATIONS) as vacancy:
    answer = await vacancy.http.post("/vacancy/v1/vacancies", json=…, headers=vacancy.as_organisation("waterrijk", …))
    await vacancy.settle()
    assert await vacancy.events("vacancies") == […]
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any
from urllib.parse import quote, urlsplit, urlunsplit

import asyncpg
import httpx
import orjson
from pydantic import SecretStr

from doorstroom_common.bus.factory import create_bus, ensure_topics
from doorstroom_common.bus.protocols import Bus, Record
from doorstroom_common.clock import SimulatedClock
from doorstroom_common.cloudevent import CloudEvent, event_source, new_event
from doorstroom_common.covenant import covenant_hash, parse_covenant
from doorstroom_common.database.migrations import migrate_async
from doorstroom_common.database.provision import provision
from doorstroom_common.http import HttpApp, LocalIssuer, Verifier
from doorstroom_common.observability import Telemetry
from doorstroom_common.service import Service
from doorstroom_common.settings import SYNTHETIC_OIN, BusSettings, DatabaseSettings, ServiceSettings
from doorstroom_common.testing.contracts import examples
from doorstroom_common.testing.postgres import PASSWORDS, Databases, blocking

START = datetime(2026, 3, 2, 8, 30, tzinfo=UTC)
"""A Monday morning, 09:30 in Amsterdam: after the moment at which stages change."""

SETTLE_SECONDS = 20.0
PREPARED_SECONDS = 30.0

CreateApp = Callable[..., HttpApp]


@dataclass(slots=True)
class Running:
    """A service under test and everything that a test does to it."""

    service: Service
    http: httpx.AsyncClient
    clock: SimulatedClock
    bus: Bus
    issuer: LocalIssuer
    admin_dsn: str
    bus_dsn: str

    def as_organisation(self, organisation: str, *scopes: str) -> dict[str, str]:
        """The headers of an HR system that acts for `organisation`."""
        return _bearer(self.issuer.token(organisation=organisation, supplier="hr-suite", scopes=list(scopes)))

    def as_person(
        self, subject: str, *scopes: str, email: str | None = None, organisation: str | None = None,
        roles: Iterable[str] = (), covenants: Iterable[str] = (),
    ) -> dict[str, str]:  # fmt: skip
        """The headers of a person; with `organisation` and roles, of somebody who acts there."""
        token = self.issuer.token(
            person=subject, email=email, organisation=organisation, roles=roles, covenants=covenants, scopes=scopes
        )
        return _bearer(token)

    async def settle(self, seconds: float = SETTLE_SECONDS) -> None:
        """Wait until nothing moves: no event unpublished, no work, no timer due, no message unread."""
        deadline = asyncio.get_running_loop().time() + seconds
        while left := await self.service.unsettled():
            if asyncio.get_running_loop().time() > deadline:
                raise AssertionError(f"not settled within {seconds} s: {left}")
            await asyncio.sleep(0.01)

    async def advance(self, by: timedelta) -> None:
        """Move the clock and let everything that falls due happen."""
        self.clock.advance(by)
        await self.settle()

    async def publish(self, event: CloudEvent | Mapping[str, Any]) -> None:
        """Put another service's event on the bus, as it would be published."""
        message = event.to_bytes() if isinstance(event, CloudEvent) else orjson.dumps(event)
        read = CloudEvent.from_bytes(message)
        await self.bus.publish([Record(read.topic, read.subject, message)])

    async def publish_example(self, event_type: str, name: str = "rich", **data: Any) -> CloudEvent:
        """Publish a contract's example with some of its data changed."""
        event = CloudEvent.from_bytes(orjson.dumps(examples(event_type)[name]))
        changed = new_event(
            source=event.source,
            type=event.type,
            subject=event.subject,
            time=self.clock.now(),
            version=data.get("version", event.version),
            data={**event.data, **data},
        )
        await self.publish(changed)
        return changed

    async def adopt(self, text: str) -> None:
        """Publish `covenant-adopted` for a covenant's text, as the vacancy service does."""
        await self.publish(covenant_adopted(text, self.clock.now()))
        await self.settle()

    async def events(self, topic: str) -> list[dict[str, Any]]:
        """Everything on a topic of the bus, in order of partition and position."""
        rows = await self.rows(
            "SELECT value FROM bus_log WHERE topic = $1 ORDER BY partition, position", topic, bus=True
        )
        return [orjson.loads(row["value"]) for row in rows if row["value"] is not None]

    async def rows(self, query: str, *values: Any, bus: bool = False) -> Sequence[asyncpg.Record]:
        """Read the service's database, or the bus, past all roles."""
        connection = await asyncpg.connect(self.bus_dsn if bus else self.admin_dsn)
        try:
            rows: Sequence[asyncpg.Record] = await connection.fetch(query, *values)
            return rows
        finally:
            await connection.close()


@asynccontextmanager
async def running(
    databases: Databases,
    settings_type: type[ServiceSettings],
    create_app: CreateApp,
    migrations: Path,
    *,
    covenant: str | None = None,
    start: datetime = START,
    **settings: Any,
) -> AsyncIterator[Running]:
    """Start a service on fresh databases. With `covenant`, its text is adopted before the block begins.

    With `auth` among the settings the service trusts those issuers, and tokens of `issuer` are as strange as any.
    """
    made, admin_dsn, bus_dsn = fresh(databases, settings_type, migrations, **settings)
    clock = SimulatedClock(start)
    issuer = _issuer()
    bus, ours = create_bus(made.bus), create_bus(made.bus)
    verifier = None if "auth" in settings else Verifier([issuer.trusted()])
    app = create_app(made, clock=clock, bus=bus, telemetry=Telemetry(), verifier=verifier)
    transport = httpx.ASGITransport(app=app)
    async with app.lifespan(), httpx.AsyncClient(transport=transport, base_url="http://doorstroom.test") as client:
        await bus.start()
        await ours.start()
        service = Running(app.api.state.service, client, clock, ours, issuer, admin_dsn, bus_dsn)
        try:
            await asyncio.wait_for(service.service.prepared.wait(), PREPARED_SECONDS)
            if covenant is not None:
                await service.adopt(covenant)
            yield service
        finally:
            await ours.stop()
    await bus.stop()


def fresh(
    databases: Databases, settings_type: type[ServiceSettings], migrations: Path, **settings: Any
) -> tuple[ServiceSettings, str, str]:
    """The settings of a service on databases of its own, and how these and the bus's are reached past all roles."""
    name = settings_type.__name__.removesuffix("Settings").lower()
    admin_dsn = databases.fresh(name, lambda dsn: _prepared(dsn, name, migrations))
    bus_dsn = databases.fresh("bus", lambda dsn: blocking(ensure_topics(BusSettings(dsn=SecretStr(dsn)))))
    app_dsn, worker_dsn = (SecretStr(_as(admin_dsn, name, role)) for role in ("app", "worker"))
    database = DatabaseSettings(app_dsn=app_dsn, worker_dsn=worker_dsn)
    return settings_type(database=database, bus=BusSettings(dsn=SecretStr(bus_dsn)), **settings), admin_dsn, bus_dsn


def covenant_adopted(text: str, at: datetime) -> CloudEvent:
    """The event by which a covenant travels."""
    covenant = parse_covenant(text, "test covenant")
    data = {
        "covenantId": covenant.id,
        "version": covenant.version,
        "hash": covenant_hash(text),
        "text": text,
        "validFrom": covenant.valid_from.isoformat(),
        "adoptedAt": at.isoformat().replace("+00:00", "Z"),
    }
    if covenant.valid_until:
        data["validUntil"] = covenant.valid_until.isoformat()
    return new_event(
        source=event_source(SYNTHETIC_OIN, "vacancy"), type="nl.covenants.covenant-adopted.v1", subject=covenant.id,
        time=at, version=covenant.version, data=data,
    )  # fmt: skip


@cache
def _issuer() -> LocalIssuer:
    return LocalIssuer.open(Path(mkdtemp(prefix="doorstroom-issuer-")))


def _prepared(dsn: str, name: str, migrations: Path) -> None:
    """Roles and tables of a template database."""
    database = urlsplit(dsn).path.lstrip("/")

    async def prepare() -> None:
        made = await provision(dsn, database, passwords=PASSWORDS, login=name)
        await migrate_async(made.owner_dsn, migrations)

    blocking(prepare())


def _as(admin_dsn: str, name: str, role: str) -> str:
    parts = urlsplit(admin_dsn)
    place = f"{name}_{role}:{quote(PASSWORDS[role])}@{parts.hostname}:{parts.port}"
    return urlunsplit((parts.scheme, place, parts.path, parts.query, ""))


def _bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}
