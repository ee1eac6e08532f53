"""The relay: reads the outbox in id order, publishes, deletes what the bus acknowledged.

The outbox holds only what is not yet acknowledged, so there is no cursor that could pass over a row whose
transaction commits late. A batch is published when the one before it was acknowledged. One relay per database is
active: it holds a session advisory lock, the others stand by and take over when the server drops the leader's
connection.
"""

import asyncio
import time
from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

import asyncpg

from doorstroom_common.bus.errors import BusUnavailable
from doorstroom_common.bus.protocols import Bus, Record
from doorstroom_common.components import Backoff, pause
from doorstroom_common.database.failures import LOST
from doorstroom_common.database.pool import Database
from doorstroom_common.database.signals import wait_any
from doorstroom_common.observability.logging import logger
from doorstroom_common.observability.metrics import Metrics

if TYPE_CHECKING:
    Connection = asyncpg.Connection[asyncpg.Record]

Rows = list[asyncpg.Record]

LOCK = 7_031_002
CHANNEL = "outbox"
BATCH = 2_000
STANDBY_SECONDS = 1.0
STEADY_SECONDS = 5.0
"""A connection that held so long is no reason to wait longer before the next."""
IDLE_SECONDS = 1.0
NOTIFY_SECONDS = 0.02
FEW = 100
GATHER_SECONDS = 0.01
"""After a batch of few the next is read so long after it at the earliest: the first event goes at once, under load many
share the cost of one publish."""

NEXT = """
WITH gone AS (DELETE FROM outbox WHERE id = ANY($1::bigint[]))
SELECT id, topic, key, value FROM outbox WHERE id <> ALL($1::bigint[] || $2::bigint[]) ORDER BY id LIMIT $3
"""
AGE = "SELECT coalesce(extract(epoch FROM clock_timestamp() - min(stored_at)), 0)::float8 FROM outbox"


class Relay:
    """Runs in every process of a service; publishes in the one that leads, passes the bell on in the others."""

    name = "relay"

    def __init__(self, database: Database, bus: Bus, metrics: Metrics, *, batch: int = BATCH) -> None:
        self._database = database
        self._bus = bus
        self._metrics = metrics
        self._batch = batch
        self._log = logger("relay")

    @property
    def problem(self) -> str | None:
        """Never unready: an outbox that waits for the bus costs the caller nothing."""
        return None

    async def run(self, stop: asyncio.Event) -> None:
        backoff = Backoff()
        while not stop.is_set():
            try:
                connection = await self._database.dedicated()
            except LOST:
                await backoff.wait(stop)
                continue
            since = time.monotonic()
            try:
                await self._serve(connection, stop)
            except LOST as error:
                self._log.warning("relay lost its database connection", reason=type(error).__name__)
                if time.monotonic() - since > STEADY_SECONDS:
                    backoff.reset()
                await backoff.wait(stop)
            finally:
                self._metrics.relay_leader.set(0)
                await _closed(connection)

    async def _serve(self, connection: "Connection", stop: asyncio.Event) -> None:
        while not stop.is_set():
            if await connection.fetchval("SELECT pg_try_advisory_lock($1)", LOCK):
                self._metrics.relay_leader.set(1)
                await self._lead(connection, stop)
                return
            await self._stand_by(connection, stop)

    async def _stand_by(self, connection: "Connection", stop: asyncio.Event) -> None:
        """Tell the leader, in another process, of what was stored here; at most one NOTIFY per 20 ms."""
        bell = self._database.signals.outbox
        await wait_any(bell, stop, timeout=STANDBY_SECONDS)
        if bell.is_set():
            bell.clear()
            await connection.execute(f"NOTIFY {CHANNEL}")
            await pause(NOTIFY_SECONDS, stop)

    async def _lead(self, connection: "Connection", stop: asyncio.Event) -> None:
        bell = self._database.signals.outbox
        await connection.add_listener(CHANNEL, lambda *_: bell.set())
        backoff = Backoff()
        done: list[int] = []  # acknowledged, and deleted by the next read
        ahead: Rows = []
        while True:
            bell.clear()
            read_at = time.monotonic()
            rows, ahead = ahead, []
            if not rows:
                rows, done = await connection.fetch(NEXT, done, [], self._batch), []
            if rows:
                acknowledged, done, ahead = await self._passed_on(connection, rows, done)
                if acknowledged:
                    backoff.reset()
                else:
                    self._metrics.outbox_age.set(await connection.fetchval(AGE))
                    await backoff.wait(stop)
            if stop.is_set():
                await connection.execute("DELETE FROM outbox WHERE id = ANY($1::bigint[])", done)
                return
            if not rows:
                self._metrics.outbox_age.set(0)
                await wait_any(bell, stop, timeout=IDLE_SECONDS)
            elif len(rows) < FEW:
                await pause(read_at + GATHER_SECONDS - time.monotonic(), stop)

    async def _passed_on(self, connection: "Connection", rows: Rows, done: list[int]) -> tuple[bool, list[int], Rows]:
        """Publish a batch; while the bus stores a full one, read the next.

        Returns whether it was acknowledged, which ids are still to be deleted, and the batch that was read ahead. That
        one is dropped and read again where this one was not acknowledged, so nothing overtakes it.
        """
        ids = [row["id"] for row in rows]
        if len(rows) < self._batch:
            acknowledged = await self._published(rows)
            return acknowledged, done + ids if acknowledged else done, []
        reading = asyncio.ensure_future(connection.fetch(NEXT, done, ids, self._batch))
        try:
            acknowledged = await self._published(rows)
        finally:
            await asyncio.wait([reading])
        following = reading.result()
        return (True, ids, following) if acknowledged else (False, [], [])

    async def _published(self, rows: Sequence[asyncpg.Record]) -> bool:
        try:
            await self._bus.publish([Record(row["topic"], row["key"], row["value"]) for row in rows])
        except BusUnavailable as error:
            self._metrics.publish_failures.inc()
            self._log.warning("bus unavailable, events wait in the outbox", waiting=len(rows), reason=str(error))
            return False
        self._metrics.published.inc(len(rows))
        return True


async def _closed(connection: "Connection") -> None:
    with suppress(*LOST):
        await connection.close(timeout=2)
