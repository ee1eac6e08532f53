"""A region as in production: four processes, a PostgreSQL for their data, and a bus on a server of its own."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import Any

import asyncpg
import orjson

from doorstroom.adoption import adopt_files, shipped_covenant
from doorstroom.editions import SERVICES
from doorstroom.folder import Addresses, DataFolder
from doorstroom.processes import environment
from doorstroom.servers import BUS_TABLES, bus_settings
from doorstroom_common.bus import Bus, BusUnavailable, create_bus, ensure_topics
from doorstroom_common.database.foundation import WORKER
from doorstroom_common.database.migrations import migrate
from doorstroom_common.database.provision import Provisioned, provision
from doorstroom_common.http import LocalIssuer
from doorstroom_common.local import LocalPostgres
from doorstroom_common.testing.postgres import FORGETFUL
from doorstroom_common.testing.proxy import Proxy
from tests.faults.bus_server import BusKind, KafkaBusServer, PostgresBusServer
from tests.faults.service_process import ServiceProcess

READERS = {
    "matching.facts": ("vacancies", "secondments", "candidates"),
    "notification.facts": ("vacancies", "secondments", "matches", "candidates"),
}
MOVING = (
    "SELECT (SELECT count(*) FROM outbox) + (SELECT count(*) FROM work)"
    " + (SELECT count(*) FROM timer WHERE due_at < now())"
)
SETTLE_SECONDS = 90.0
AnyBusServer = PostgresBusServer | KafkaBusServer

# Who applied what, in the order of the commits: written by the database itself, whatever the service believes.
NOTE_APPLIED = """
CREATE TABLE applied (seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, need_id uuid, version int);
GRANT SELECT, INSERT ON applied TO doorstroom_worker;
CREATE FUNCTION note_applied() RETURNS trigger LANGUAGE plpgsql AS
    'BEGIN INSERT INTO applied (need_id, version) VALUES (NEW.need_id, NEW.version); RETURN NEW; END';
CREATE TRIGGER noted AFTER INSERT OR UPDATE ON need_copy FOR EACH ROW EXECUTE FUNCTION note_applied();
"""


class FaultyRegion:
    """What the tests hold: the processes by name, the bus's server, and looks into the databases."""

    def __init__(
        self, folder: DataFolder, addresses: Addresses, server: AnyBusServer, bus: Bus, superuser: Callable[[str], str]
    ) -> None:
        self.folder = folder
        self.addresses = addresses
        self.superuser = superuser
        self.server = server
        self.bus = bus
        self.issuer = LocalIssuer.open(folder.keys)
        self.services = {name: self._process(name) for name in SERVICES}

    def _process(self, name: str) -> ServiceProcess:
        log = self.folder.root / f"{name}.log"
        return ServiceProcess(name, environment(name, self.folder, self.addresses), log)

    @asynccontextmanager
    async def another(self, name: str, ends_at: tuple[str, str] | None = None) -> AsyncIterator[ServiceProcess]:
        """One more process of a service, on a port of its own; it ends with the block unless it succeeds the first."""
        process = self._process(name)
        try:
            process.start(ends_at)
            await process.until_ready()
            yield process
        finally:
            if process is not self.services[name]:
                await process.close()

    async def succeed(self, process: ServiceProcess) -> None:
        """From now on this one is the service: the one before is dead."""
        assert not self.services[process.name].alive
        await self.services[process.name].close()
        self.services[process.name] = process

    async def whole(self) -> None:
        """The bus answers, and every service runs and is ready, whatever the last test left behind."""
        await self.server.mend()
        for service in self.services.values():
            if not service.alive:
                service.start()
        await asyncio.gather(*(service.until_ready() for service in self.services.values()))

    async def close(self) -> None:
        for service in self.services.values():
            await service.close()

    async def replace(self, name: str, ends_at: tuple[str, str] | None = None) -> None:
        """Ask a service to end, see that it does so in good order, and start it again."""
        service = self.services[name]
        service.terminate()
        assert await service.ended() == 0
        service.start(ends_at)
        if ends_at is None:
            await service.until_ready()

    async def settle(self, seconds: float = SETTLE_SECONDS) -> None:
        """Wait until nothing moves in vacancy, matching and notification."""
        deadline = asyncio.get_running_loop().time() + seconds
        while left := await self._moving():
            assert asyncio.get_running_loop().time() < deadline, f"not settled within {seconds} s: {left}"
            await asyncio.sleep(0.1)

    async def behind(self, group: str) -> int:
        """How many messages the group has not committed."""
        topics = READERS[group.removesuffix(".afresh")]
        ends, done = await asyncio.gather(self.bus.end_offsets(topics), self.bus.committed(group, topics))
        return sum(end - done.get(where, 0) for where, end in ends.items())

    def caught_up(self, group: str) -> Callable[[], Awaitable[bool]]:
        async def reached() -> bool:
            return await self.behind(group) == 0

        return reached

    def grown(self, topic: str, beyond: int) -> Callable[[], Awaitable[bool]]:
        """More is stored on the topic than `beyond`, whatever the proxy lets through."""

        async def stored() -> bool:
            return await self.server.stored(topic) > beyond

        return stored

    async def suppressed(self) -> float:
        """How many second deliveries the running notification service has found and dropped."""
        return await self.services["notification"].metric("doorstroom_events_total", outcome="duplicate")

    async def count(self, service: str, table: str) -> int:
        (row,) = await self.rows(service, f"SELECT count(*) FROM {table}")
        count: int = row[0]
        return count

    async def rows(self, service: str, query: str, *arguments: Any) -> Sequence[asyncpg.Record]:
        """Rows of a service's database, past all roles."""
        connection = await asyncpg.connect(self.superuser(service))
        try:
            return await connection.fetch(query, *arguments)
        finally:
            await connection.close()

    async def _moving(self) -> dict[str, object]:
        try:
            for _ in range(2):  # what was read in between has left its work there
                found: dict[str, object] = {group: await self.behind(group) for group in READERS}
                for name in SERVICES:
                    found[name] = (await self.rows(name, MOVING))[0][0]
                if left := {what: count for what, count in found.items() if count}:
                    return left
        except BusUnavailable as error:
            return {"bus": str(error)}
        return {}


@asynccontextmanager
async def running_region(kind: BusKind, root: Path) -> AsyncIterator[FaultyRegion]:
    """Start everything, adopt the covenant of the invented region, and wait until all four are ready."""
    folder = DataFolder(root).create()
    (folder.keys / "jwks.json").write_bytes(orjson.dumps(LocalIssuer.open(folder.keys).jwks()))
    async with AsyncExitStack() as stack:
        proxy = await stack.enter_async_context(Proxy())
        server = (PostgresBusServer if kind == "postgres" else KafkaBusServer)(root / "bus", proxy)
        starting = asyncio.create_task(server.mend())
        postgres = await asyncio.to_thread(LocalPostgres.start, folder.postgres, options=FORGETFUL)
        stack.callback(postgres.stop, "immediate")
        databases = {name: await provision(postgres.dsn("postgres"), name) for name in SERVICES}
        for name, service in SERVICES.items():
            await asyncio.to_thread(migrate, databases[name].owner_dsn, service.migrations)
        await starting
        stack.callback(server.close)
        addresses = await _with_bus(server, databases)
        folder.keep(addresses)
        await asyncio.to_thread(adopt_files, addresses, [shipped_covenant("demo")], _silence)
        bus = create_bus(bus_settings(addresses), "looks")
        await bus.start()
        stack.push_async_callback(bus.stop)
        region = FaultyRegion(folder, addresses, server, bus, postgres.dsn)
        for statement in NOTE_APPLIED.strip().split(";\n"):
            await region.rows("notification", statement)
        stack.push_async_callback(region.close)
        await region.whole()
        yield region


async def _with_bus(server: AnyBusServer, databases: dict[str, Provisioned]) -> Addresses:
    if not isinstance(server, PostgresBusServer):
        addresses = Addresses(databases, "kafka", f"127.0.0.1:{server.proxy.port}")
        await ensure_topics(bus_settings(addresses, owner=True))
        return addresses
    addresses = Addresses({**databases, "bus": await server.provisioned()}, "postgres", None)
    await ensure_topics(bus_settings(addresses, owner=True))
    await server.value(f"GRANT SELECT, INSERT, UPDATE, DELETE ON {BUS_TABLES} TO {WORKER}")
    return addresses


def _silence(_: str) -> None:
    pass
