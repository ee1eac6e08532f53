"""The pools of one service's database, one per role, with a bound on every wait."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any

import asyncpg
import orjson

from doorstroom_common.database.failures import LOST, unavailable_when_lost
from doorstroom_common.database.signals import Signals
from doorstroom_common.database.unit_of_work import UnitOfWork
from doorstroom_common.settings import DatabaseSettings

if TYPE_CHECKING:
    Pool = asyncpg.Pool[asyncpg.Record]
    Connection = asyncpg.Connection[asyncpg.Record]

CLOSE_SECONDS = 5.0
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


class PooledConnection(asyncpg.Connection):
    """No reset query at each release: nothing here sets session state, and it would cost a round trip."""

    def get_reset_query(self) -> str:
        return ""


class Role(StrEnum):
    """Under which database role a unit of work runs: HTTP as `app`, everything in the background as `worker`."""

    APP = "app"
    WORKER = "worker"


class Database:
    """One service's own database. `open` before use; `close` is bounded, also with connections checked out."""

    def __init__(self, settings: DatabaseSettings) -> None:
        self._settings = settings
        self._pools: dict[Role, Pool] = {}
        self.signals = Signals()

    async def open(self) -> None:
        """Make the pools; they connect when first used, so a database that is away is no reason not to start."""
        most = self._settings.pool_size
        pools = ((Role.APP, self._settings.app_dsn, most), (Role.WORKER, self._settings.worker_dsn, min(most, WORKERS)))
        for role, dsn, size in pools:
            self._pools[role] = await asyncpg.create_pool(
                dsn.get_secret_value(),
                min_size=0,
                max_size=size,
                command_timeout=self._settings.command_timeout_seconds,
                timeout=self._settings.acquire_timeout_seconds,
                max_inactive_connection_lifetime=300,
                statement_cache_size=1024,
                init=prepare_connection,
                connection_class=PooledConnection,
                server_settings=TIMEOUTS,
            )

    async def close(self) -> None:
        for pool in self._pools.values():
            try:
                await asyncio.wait_for(pool.close(), CLOSE_SECONDS)
            except TimeoutError:
                pool.terminate()
        self._pools.clear()

    def unit_of_work(self, role: Role = Role.APP) -> UnitOfWork:
        """A transaction that begins at its first read, or is one single statement when it only writes."""
        return UnitOfWork(lambda: self.connection(role), self.signals)

    @asynccontextmanager
    async def connection(self, role: Role = Role.APP) -> "AsyncIterator[Connection]":
        """A pooled connection; raises `Unavailable` when none is to be had in time or the server is away."""
        pool = self._pools[role]
        with unavailable_when_lost():
            connection = await pool.acquire(timeout=self._settings.acquire_timeout_seconds)
        try:
            yield connection  # type: ignore[misc]
        finally:
            with suppress(*LOST):
                await pool.release(connection, timeout=CLOSE_SECONDS)

    async def dedicated(self, role: Role = Role.WORKER) -> "Connection":
        """A connection of one's own, outside the pool, for locks and LISTEN; the caller closes it."""
        dsn = self._settings.worker_dsn if role is Role.WORKER else self._settings.app_dsn
        connection = await asyncpg.connect(
            dsn.get_secret_value(),
            timeout=self._settings.acquire_timeout_seconds,
            command_timeout=self._settings.command_timeout_seconds,
            statement_cache_size=256,
            server_settings={**TIMEOUTS, "idle_in_transaction_session_timeout": "30s"},
        )
        await prepare_connection(connection)
        return connection

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
