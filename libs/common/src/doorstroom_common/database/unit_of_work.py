"""One business transaction: what was read, what changes, which events follow, which answer was given.

Reads begin a transaction; writes, events and the answer to an idempotency key are collected and go to the server as
one data-modifying statement at `commit`. A unit that only writes is therefore one round trip.
"""

from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractAsyncContextManager
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self
from uuid import UUID

import asyncpg

from doorstroom_common.cloudevent import CloudEvent
from doorstroom_common.database.behalf import Behalf
from doorstroom_common.database.failures import unavailable_when_lost
from doorstroom_common.database.signals import Signals
from doorstroom_common.database.statements import Statement, composed, composed_arguments, sql
from doorstroom_common.errors import Unavailable
from doorstroom_common.observability.tracing import current_traceparent

if TYPE_CHECKING:
    Connection = asyncpg.Connection[asyncpg.Record]

OUTBOX_INSERT = sql(
    "INSERT INTO outbox (topic, key, value) SELECT * FROM unnest(:topics::text[], :keys::text[], :values::bytea[])"
    " WHERE EXISTS (SELECT FROM part_0)"
)
OUTBOX_ALONE = sql(
    "INSERT INTO outbox (topic, key, value) SELECT * FROM unnest(:topics::text[], :keys::text[], :values::bytea[])"
)
ANSWER_INSERT = sql(
    "INSERT INTO idempotency (caller, key, request_hash, status, headers, body)"
    " VALUES (:caller, :key, :request_hash, :status, :headers, :body)"
)
ANSWER_SELECT = sql("SELECT * FROM idempotency WHERE caller = :caller AND key = :key")
SCHEDULE = sql(
    "INSERT INTO timer (kind, key, due_at) VALUES (:kind, :key, :due_at)"
    " ON CONFLICT (kind, key) DO UPDATE SET due_at = excluded.due_at"
)
SCHEDULE_ALL = sql(
    "INSERT INTO timer (kind, key, due_at) SELECT :kind, unnest(:keys::text[]), :due_at"
    " ON CONFLICT (kind, key) DO UPDATE SET due_at = excluded.due_at"
)
UNSCHEDULE = sql("DELETE FROM timer WHERE kind = :kind AND key = :key")
UNSCHEDULE_ALL = sql("DELETE FROM timer WHERE kind = ANY(:kinds::text[]) AND key = ANY(:keys::text[])")
ENQUEUE = sql("INSERT INTO work (kind, key) VALUES (:kind, :key) ON CONFLICT (kind, key) DO UPDATE SET key = work.key")
ENQUEUE_ALL = sql(
    "INSERT INTO work (kind, key) SELECT :kind, unnest(:keys::text[])"
    " ON CONFLICT (kind, key) DO UPDATE SET key = work.key"
)


@dataclass(frozen=True, slots=True)
class StoredAnswer:
    """What was answered to an idempotency key, kept with the change it belongs to."""

    caller: str
    key: str
    request_hash: str
    status: int
    headers: Mapping[str, str]
    body: bytes


class IdempotencyConflict(Exception):
    """The key was used before: nothing of this unit was stored; `stored` is the answer given then."""

    def __init__(self, stored: StoredAnswer) -> None:
        super().__init__("idempotency key used before")
        self.stored = stored


class UnitOfWork:
    """Use as `async with`; without `commit` nothing is kept. Not to be shared between tasks."""

    def __init__(
        self,
        connect: "Callable[[], AbstractAsyncContextManager[Connection]]",
        signals: Signals,
        behalf: Behalf | None = None,
    ) -> None:
        self._connect = connect
        self._signals = signals
        self._behalf = behalf
        self._holder: AbstractAsyncContextManager[Connection] | None = None
        self._connection: Connection | None = None
        self._writes: list[tuple[Statement, Mapping[str, Any]]] = []
        self._beside: list[tuple[Statement, Mapping[str, Any]]] = []
        self._events: list[CloudEvent] = []
        self._tombstones: list[tuple[str, str]] = []
        self._answer: StoredAnswer | None = None
        self._rings: set[str] = set()
        self._first_timer: datetime | None = None

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._leave(rollback=True)

    async def act_for(
        self,
        *,
        organisations: Iterable[str | None] = (),
        persons: Iterable[UUID | None] = (),
        erasing: UUID | None = None,
    ) -> None:
        """From here on for these too, once this unit has found that the caller may. A worker acts for all anyhow."""
        if self._behalf is None:
            return
        before = self._behalf
        self._behalf = replace(before.and_of(organisations, persons), erasing=erasing or before.erasing)
        if self._connection and self._behalf != before:
            with unavailable_when_lost():
                await self._connection.execute(self._behalf.set_local)

    async def fetch_row(self, statement: Statement, **parameters: Any) -> asyncpg.Record | None:
        """The first row or None; begins the transaction."""
        connection = await self._begin()
        with unavailable_when_lost():
            return await connection.fetchrow(statement.sql, *statement.arguments(parameters))

    async def fetch(self, statement: Statement, **parameters: Any) -> list[asyncpg.Record]:
        """All rows; begins the transaction."""
        connection = await self._begin()
        with unavailable_when_lost():
            return await connection.fetch(statement.sql, *statement.arguments(parameters))

    async def fetch_value(self, statement: Statement, **parameters: Any) -> Any:
        """The first column of the first row or None; begins the transaction."""
        connection = await self._begin()
        with unavailable_when_lost():
            return await connection.fetchval(statement.sql, *statement.arguments(parameters))

    async def execute(self, statement: Statement, **parameters: Any) -> None:
        """Write now, inside the transaction, where a later read of this unit must see it."""
        connection = await self._begin()
        with unavailable_when_lost():
            await connection.execute(statement.sql, *statement.arguments(parameters))

    def write(self, statement: Statement, **parameters: Any) -> None:
        """Write at `commit`. The first write decides: where it writes no row, no event is published."""
        self._writes.append((statement, parameters))

    def write_beside(self, statement: Statement, **parameters: Any) -> None:
        """Write at `commit` what may well be no row: events are published whatever comes of it."""
        self._beside.append((statement, parameters))

    async def flush(self) -> None:
        """Write now what was collected, inside the transaction, its events too: for a unit of very many changes.

        Each statement runs once for all its rows, in the order in which they came first, so that what is flushed
        together must not rest on another order.
        """
        writes, self._writes = [*self._writes, *self._beside], []
        self._beside = []
        many: dict[Statement, list[list[Any]]] = {}
        for statement, parameters in writes:
            many.setdefault(statement, []).append(statement.arguments(parameters))
        connection = await self._begin()
        with unavailable_when_lost():
            for statement, rows in many.items():
                await connection.executemany(statement.sql, rows)
        if self._events:
            await self.execute(OUTBOX_ALONE, **self._outbox_rows())
            self._events = []

    def forget(self) -> None:
        """Drop what was collected and not written yet; what was written is undone by SQL alone."""
        self._writes, self._beside, self._events, self._tombstones = [], [], [], []

    def publish(self, event: CloudEvent) -> None:
        """Store the event with the change. For a changed aggregate its row must be locked by a read before."""
        self._events.append(event)

    def publish_tombstone(self, topic: str, key: str) -> None:
        """After the events of this unit, empty the key on a compacted topic (erasure)."""
        self._tombstones.append((topic, key))

    def remember(self, answer: StoredAnswer) -> None:
        """Keep the answer to the caller's idempotency key together with the change."""
        self._answer = answer

    async def answered(self, caller: str, key: str) -> StoredAnswer | None:
        """The answer that was given to this key before, as far as it is committed and still kept."""
        row = await self.fetch_row(ANSWER_SELECT, caller=caller, key=key)
        if row is None:
            return None
        return StoredAnswer(row["caller"], row["key"], row["request_hash"], row["status"], row["headers"], row["body"])

    def schedule(self, kind: str, key: str, due_at: Any) -> None:
        """Set or move the one timer of (kind, key)."""
        self.write(SCHEDULE, kind=kind, key=key, due_at=due_at)
        self._first_timer = min(due_at, self._first_timer or due_at)

    def unschedule(self, kind: str, key: str) -> None:
        self.write(UNSCHEDULE, kind=kind, key=key)

    def schedule_all(self, kind: str, keys: Iterable[str], due_at: datetime) -> None:
        """As `schedule`, in one statement however many there are; no timer of this unit may be among them."""
        self.write(SCHEDULE_ALL, kind=kind, keys=sorted(keys), due_at=due_at)
        self._first_timer = min(due_at, self._first_timer or due_at)

    def unschedule_all(self, kinds: Iterable[str], keys: Iterable[str]) -> None:
        self.write(UNSCHEDULE_ALL, kinds=sorted(kinds), keys=sorted(keys))

    def enqueue(self, kind: str, key: str) -> None:
        """Ask the workers to look at `key` afresh; a row that waits already serves for both."""
        self.write(ENQUEUE, kind=kind, key=key)
        self._rings.add("work")

    def enqueue_all(self, kind: str, keys: Iterable[str]) -> None:
        """As `enqueue`, in one statement however many there are."""
        self.write(ENQUEUE_ALL, kind=kind, keys=sorted(keys))
        self._rings.add("work")

    async def enqueue_now(self, kind: str, keys: Iterable[str]) -> None:
        """As `enqueue`, within the transaction: for who must not hold later locks while it waits for a worker."""
        for key in sorted(keys):
            await self.execute(ENQUEUE, kind=kind, key=key)
        self._rings.add("work")

    async def commit(self) -> int:
        """Store everything at once; returns how many rows the first write changed.

        Raises `IdempotencyConflict` when the key was used before. When the connection is lost during the commit the
        outcome is unknown: `Unavailable`, and the caller repeats with the same key or id.
        """
        parts = self._parts()
        try:
            with unavailable_when_lost():
                changed = await self._store(parts)
        except asyncpg.UniqueViolationError as error:
            await self._leave(rollback=True)
            if self._answer and (stored := await self.answered(self._answer.caller, self._answer.key)):
                raise IdempotencyConflict(stored) from None
            if error.constraint_name == "idempotency_pkey":
                raise Unavailable("try-again", "The earlier request with this key was undone; try again.") from None
            raise
        finally:
            await self._leave(rollback=True)
        self._ring()
        return changed

    async def _store(self, parts: list[tuple[Statement, Mapping[str, Any]]]) -> int:
        changed = 0
        if parts:
            statements = tuple(statement for statement, _ in parts)
            arguments = composed_arguments(parts)
            if self._connection:
                changed = await self._connection.fetchval(composed(statements), *arguments)
            else:
                settings = self._behalf.settings if self._behalf else ()
                names, values = zip(*settings, strict=True) if settings else ((), ())
                async with self._connect() as connection:
                    changed = await connection.fetchval(composed(statements, names), *arguments, *values)
        if self._connection:
            await self._connection.execute("COMMIT")
            await self._leave(rollback=False)
        return changed

    def _parts(self) -> list[tuple[Statement, Mapping[str, Any]]]:
        parts = [*self._writes, *self._beside]
        if self._events or self._tombstones:
            rows = self._outbox_rows(self._tombstones)
            parts.append((OUTBOX_INSERT if self._writes else OUTBOX_ALONE, rows))
        if self._answer:
            parts.append((ANSWER_INSERT, asdict(self._answer)))
        return parts

    def _outbox_rows(self, tombstones: Iterable[tuple[str, str]] = ()) -> dict[str, list[Any]]:
        traceparent = current_traceparent()
        events = [replace(event, traceparent=traceparent) if traceparent else event for event in self._events]
        rows: list[tuple[str, str, bytes | None]] = [
            *((event.topic, event.subject, event.to_bytes()) for event in events),
            *((topic, key, None) for topic, key in tombstones),
        ]
        topics, keys, values = zip(*rows, strict=True)
        self._rings.add("outbox")
        return {"topics": list(topics), "keys": list(keys), "values": list(values)}

    async def _begin(self) -> "Connection":
        if self._connection is None:
            self._holder = self._connect()
            connection = await self._holder.__aenter__()
            self._connection = connection
            with unavailable_when_lost():
                await connection.execute(f"BEGIN; {self._behalf.set_local}" if self._behalf else "BEGIN")
        return self._connection

    async def _leave(self, *, rollback: bool) -> None:
        connection, holder = self._connection, self._holder
        self._connection = self._holder = None
        if connection is None or holder is None:
            return
        failure: BaseException | None = None
        try:
            if rollback:
                await connection.execute("ROLLBACK")
        except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError, TimeoutError) as error:
            failure = error
        finally:
            await holder.__aexit__(None, failure, None)

    def _ring(self) -> None:
        for bell in self._rings:
            getattr(self._signals, bell).set()
        if self._first_timer:
            self._signals.timer_set(self._first_timer)
