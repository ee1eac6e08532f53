"""The index follows the database: commit, then ask, and nothing is missing.

Each copy carries the transaction that last wrote it. What is new to an index is what its last snapshot did not see and
the present one does; that holds in whatever order transactions began and ended, which no number drawn before the
commit can say. The numbers mean something only on the server that gave them, so an index never outlives its process;
after a restore of a backup some copies are read once more than needed.
"""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar
from uuid import UUID

import asyncpg

from doorstroom_common.database import Database, Role, UnitOfWork, sql
from doorstroom_common.errors import Unavailable

if TYPE_CHECKING:
    Connection = asyncpg.Connection[asyncpg.Record]

AT_ONCE = 500
"""Rows that are read without letting others go first."""

Item = TypeVar("Item")
Item_contra = TypeVar("Item_contra", contravariant=True)
Row = Mapping[str, Any] | asyncpg.Record


async def every(statement: str, connection: "Connection") -> AsyncIterator[Row]:
    """Its rows, in a transaction that has begun."""
    rows = await connection.cursor(statement)
    while some := await rows.fetch(AT_ONCE):
        for row in some:
            yield row


class Index(Protocol[Item_contra]):
    """Holds the last version of everything that takes part."""

    def __len__(self) -> int: ...

    @property
    def worn(self) -> bool: ...

    def put(self, items: Iterable[Item_contra], /) -> None: ...

    def drop(self, item_id: UUID, /) -> None: ...


Built = TypeVar("Built", bound=Index[Any])


@dataclass(frozen=True, slots=True)
class Kind(Generic[Item, Built]):
    """A table of copies and what becomes of its rows: those that `take_part`, in SQL, stand in the index.

    `fill` reads them all, by one snapshot, and `build` makes an index of what it returns, in a thread of its own.
    """

    table: str
    key: str
    takes_part: str
    columns: str
    read: Callable[[Row], Item]
    fill: Callable[["Connection"], Awaitable[Any]]
    build: Callable[[Any], Built]


@dataclass(slots=True)
class _State(Generic[Built]):
    """By which snapshot, of which table, as of when."""

    index: Built
    seen: str
    made: int
    as_of: float


class Following(Generic[Item, Built]):
    """One index of one process."""

    def __init__(self, kind: Kind[Item, Built], database: Database) -> None:
        self._kind = kind
        self._database = database
        self._turn = asyncio.Lock()
        self._state: _State[Built] | None = None
        self._as_of = time.monotonic()
        now = f"SELECT pg_current_snapshot()::text AS seen, to_regclass('{kind.table}')::oid::int8 AS made"
        self._now = sql(now)
        self._changes = sql(
            f"SELECT now.seen, now.made, {kind.key} AS id, {kind.takes_part} AS takes_part, {kind.columns}"  # noqa: S608 - our own text
            f" FROM ({now}) AS now LEFT JOIN {kind.table} ON changed_by >= pg_snapshot_xmin(:seen::text::pg_snapshot)"
            " AND changed_by < pg_snapshot_xmax(pg_current_snapshot())"
            " AND NOT pg_visible_in_snapshot(changed_by, :seen::text::pg_snapshot)"
        )

    def __len__(self) -> int:
        return len(self._state.index) if self._state else 0

    @property
    def is_built(self) -> bool:
        return self._state is not None

    @property
    def seconds_behind(self) -> float:
        """Since it last knew every copy."""
        return time.monotonic() - (self._state.as_of if self._state else self._as_of)

    async def load(self) -> None:
        """Build it from the database; what changes meanwhile comes when it catches up."""
        fresh = await self._built()
        async with self._turn:
            self._state = fresh

    async def caught_up(self, uow: UnitOfWork) -> Built:
        """With everything that was committed before this was called. `uow` has written no copy itself."""
        async with self._turn:
            state = self._state
            if state is None:
                raise Unavailable("not-ready", "The index is still being built; try again shortly.")
            as_of, rows = time.monotonic(), await uow.fetch(self._changes, seen=state.seen)
            if rows[0]["made"] != state.made:
                state = self._state = await self._built()  # the copies were made anew: no row tells what is gone
            else:
                self._apply([row for row in rows if row["id"]], state.index)
                state.as_of, state.seen = as_of, rows[0]["seen"]
            return state.index

    async def _built(self) -> _State[Built]:
        async with (
            self._database.connection(Role.WORKER) as connection,
            connection.transaction(isolation="repeatable_read", readonly=True),
        ):
            as_of, (now,) = time.monotonic(), await connection.fetch(self._now.sql)
            filling = await self._kind.fill(connection)
        return _State(await asyncio.to_thread(self._kind.build, filling), now["seen"], now["made"], as_of)

    def _apply(self, rows: Iterable[Row], index: Built) -> None:
        changed = []
        for row in rows:
            if row["takes_part"]:
                changed.append(self._kind.read(row))
            else:
                index.drop(row["id"])
        index.put(changed)
