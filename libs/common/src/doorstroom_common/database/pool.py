"""The pools of one service's database, one per role, with a bound on every wait."""

import asyncio
from datetime import datetime
from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING, Any, Literal

import asyncpg
import orjson

from doorstroom_common.database.behalf import Behalf
from doorstroom_common.database.connections import Connections, Loan
from doorstroom_common.database.signals import Signals
from doorstroom_common.database.unit_of_work import StoredAnswer, UnitOfWork
from doorstroom_common.settings import DatabaseSettings

if TYPE_CHECKING:
    Connection = asyncpg.Connection[asyncpg.Record]

WORKERS = 8
TIMEOUTS = {
    "statement_timeout": "30s",
    "lock_timeout": "10s",
    "idle_in_transaction_session_timeout": "30s",
    "tcp_keepalives_idle": "10",
    "tcp_keepalives_interval": "5",
    "tcp_keepalives_count": "3",
    "jit": "off",
}


class Role(StrEnum):
    """Under which database role a unit of work runs: HTTP as `app`, everything in the background as `worker`."""

    APP = "app"
    WORKER = "worker"


class Database:
    """One service's own database. `open` before use; `close` is bounded, also with connections checked out."""

    def __init__(self, settings: DatabaseSettings) -> None:
        self._settings = settings
        self._pools: dict[Role, Connections] = {}
        self.signals = Signals()

    async def open(self) -> None:
        """Make the pools; they connect when first used, so a database that is away is no reason not to start."""
        most, seconds = self._settings.pool_size, self._settings.acquire_timeout_seconds
        for role, size in ((Role.APP, most), (Role.WORKER, min(most, WORKERS))):
            self._pools[role] = Connections(partial(self.dedicated, role), size, seconds)

    async def close(self) -> None:
        await asyncio.gather(*(pool.close() for pool in self._pools.values()))
        self._pools.clear()

    def unit_of_work(self, by: Behalf | Literal[Role.WORKER]) -> UnitOfWork:
        """A transaction that begins at its first read, or is one single statement when it only writes.

        HTTP says on whose behalf; what runs in the background acts for all.
        """
        if by is Role.WORKER:
            return UnitOfWork(lambda: self.connection(Role.WORKER), self.signals)
        return UnitOfWork(lambda: self.connection(Role.APP), self.signals, by)

    def connection(self, role: Role) -> Loan:
        """A pooled connection, on nobody's behalf.

        Entering raises `Unavailable` when none is to be had in time or the server is away.
        """
        return self._pools[role].lend()

    async def dedicated(self, role: Role = Role.WORKER) -> "Connection":
        """A connection of one's own, outside the pool, for locks and LISTEN; the caller closes it."""
        dsn = self._settings.worker_dsn if role is Role.WORKER else self._settings.app_dsn
        connection = await asyncpg.connect(
            dsn.get_secret_value(),
            timeout=self._settings.acquire_timeout_seconds,
            command_timeout=self._settings.command_timeout_seconds,
            statement_cache_size=1024,
            server_settings=TIMEOUTS,
        )
        try:
            await prepare_connection(connection)
        except BaseException:
            connection.terminate()
            raise
        return connection

    async def answered(self, caller: str, key: str) -> StoredAnswer | None:
        """What a caller's idempotency key was answered with before."""
        async with self.unit_of_work(Behalf.of(caller=caller)) as uow:
            return await uow.answered(caller, key)

    async def time(self) -> datetime:
        """The database's own time, which the business clock follows."""
        async with self.connection(Role.WORKER) as connection:
            reading: datetime = await connection.fetchval("SELECT clock_timestamp()")
            return reading


async def prepare_connection(connection: Any) -> None:
    """Jsonb as Python values, both ways."""
    await connection.set_type_codec(
        "jsonb", encoder=_encode_json, decoder=orjson.loads, schema="pg_catalog", format="text"
    )


def _encode_json(value: object) -> str:
    return orjson.dumps(value, option=orjson.OPT_UTC_Z).decode()
