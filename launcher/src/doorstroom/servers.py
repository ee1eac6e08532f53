"""The real servers below an embedded region, started before its event loop: PostgreSQL, and Kafka where asked for."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager

import asyncpg
from pydantic import SecretStr

from doorstroom.editions import SERVICES
from doorstroom.folder import Addresses, BusKind, DataFolder
from doorstroom_common.bus import ensure_topics
from doorstroom_common.database.foundation import WORKER
from doorstroom_common.database.migrations import migrate
from doorstroom_common.database.provision import Provisioned, provision
from doorstroom_common.local import AlreadyRunning, LocalKafka, LocalPostgres
from doorstroom_common.settings import BusSettings

Progress = Callable[[str], None]
BUS_TABLES = "bus_log, bus_heads, bus_offsets"


@contextmanager
def servers(folder: DataFolder, bus: BusKind, say: Progress) -> Iterator[Addresses]:
    """Start what the region stands on, bring every database up to date, and stop it all at the end.

    Raises `AlreadyRunning` where another process has the folder, `LocalServerError` where a server does not start.
    """
    folder.create()
    with ExitStack() as stack:
        say("PostgreSQL")
        postgres = stack.enter_context(LocalPostgres.start(folder.postgres, progress=say))
        services = asyncio.run(_databases(postgres.dsn("postgres")))
        for name, service in SERVICES.items():
            say(f"tables of {name}")
            migrate(services[name].owner_dsn, service.migrations)
        bootstrap = None
        if bus == "kafka":
            say("Kafka")
            bootstrap = stack.enter_context(LocalKafka.start(folder.kafka, progress=say)).bootstrap
        addresses = Addresses(services, bus, bootstrap)
        asyncio.run(ensure_topics(bus_settings(addresses, owner=True)))
        if bus == "postgres":
            asyncio.run(_granted(postgres.dsn("bus")))
        folder.keep(addresses)
        yield addresses


@contextmanager
def reached(folder: DataFolder, say: Progress) -> Iterator[Addresses]:
    """The addresses of the folder's region, which is started for the occasion unless it runs already."""
    known = folder.addresses()
    if known is None:
        raise FileNotFoundError(f"there is no region in {folder.root}; `doorstroom up --data {folder.root}` makes one")
    try:
        with servers(folder, known.bus_kind, say) as addresses:
            yield addresses
    except AlreadyRunning:
        yield known


def bus_settings(addresses: Addresses, *, owner: bool = False) -> BusSettings:
    """The settings of the region's bus, for a service or for whoever makes its topics."""
    if addresses.bus_kind == "kafka":
        return BusSettings(kind="kafka", bootstrap_servers=addresses.bootstrap_servers)
    bus = addresses.services["bus"]
    return BusSettings(dsn=SecretStr(bus.owner_dsn if owner else bus.worker_dsn))


async def _databases(admin_dsn: str) -> dict[str, Provisioned]:
    return {name: await provision(admin_dsn, name) for name in (*SERVICES, "bus")}


async def _granted(admin_dsn: str) -> None:
    connection = await asyncpg.connect(admin_dsn)
    try:
        await connection.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON {BUS_TABLES} TO {WORKER}")
    finally:
        await connection.close()
