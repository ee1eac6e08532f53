"""Reading the notices of one organisation, and waiting for the next without a connection in hand.

All who wait in one process are served by one look at the database, twice a second and only while somebody waits.
"""

import asyncio
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import asyncpg

from doorstroom_common.components import pause
from doorstroom_common.database import Behalf, Database, Role, sql
from doorstroom_common.database.failures import PASSING
from doorstroom_common.database.signals import wait_any
from doorstroom_common.errors import Fault, Invalid

LOOK_SECONDS = 0.5

BEYOND = (
    "Your feed does not reach so far: begin again without a cursor, then read your lists of vacancies, matches,"
    " referrals and placements in full."
)
TOO_OLD = (
    "Events after this cursor are no longer kept: begin again without a cursor, then read your lists of vacancies,"
    " matches, referrals and placements in full."
)

PAGE = sql(
    "SELECT f.newest, f.forgotten, n.* FROM notice_feed f LEFT JOIN LATERAL"
    " (SELECT position, event_id, type, subject_id, data, told_at FROM notice"
    " WHERE organisation = f.organisation AND position > :after ORDER BY position LIMIT :most) n ON true"
    " WHERE f.organisation = :organisation ORDER BY n.position"
)
"""The page and how far the feed goes, as of one moment."""

NEWEST = sql("SELECT organisation, newest FROM notice_feed WHERE organisation = ANY(:organisations::text[])")


class Newest:
    """How far the feeds of those go who wait here; wakes them all after each look."""

    name = "newest-notices"

    def __init__(self, database: Database) -> None:
        self._database = database
        self._waiting: Counter[str] = Counter()
        self._somebody = asyncio.Event()
        self._looked = asyncio.Event()
        self._known: dict[str, int] = {}
        self._stopped = False

    @property
    def problem(self) -> str | None:
        return None

    async def run(self, stop: asyncio.Event) -> None:
        self._stopped = False
        try:
            while not stop.is_set():
                await wait_any(self._somebody, stop, timeout=60.0)
                if self._waiting:
                    await self._look()
                    await pause(LOOK_SECONDS, stop)
        finally:
            self.let_go()

    def let_go(self) -> None:
        """Nobody waits here any longer, and whoever comes does not begin to."""
        self._stopped = True
        self._wake()

    async def past(self, organisation: str, position: int, seconds: float) -> None:
        """Return when the feed goes beyond the position, when the time is over, or when the service stops."""
        self._waiting[organisation] += 1
        self._somebody.set()
        try:
            async with asyncio.timeout(seconds):
                while not self._stopped and self._known.get(organisation, 0) <= position:
                    await self._looked.wait()
        except TimeoutError:
            pass
        finally:
            self._leave(organisation)

    async def _look(self) -> None:
        try:
            async with self._database.unit_of_work(Role.WORKER) as uow:
                rows = await uow.fetch(NEWEST, organisations=list(self._waiting))
        except PASSING:
            return
        self._known = {row["organisation"]: row["newest"] for row in rows}
        self._wake()

    def _wake(self) -> None:
        looked, self._looked = self._looked, asyncio.Event()
        looked.set()

    def _leave(self, organisation: str) -> None:
        self._waiting[organisation] -= 1
        if not self._waiting[organisation]:
            del self._waiting[organisation]
            self._known.pop(organisation, None)
        if not self._waiting:
            self._somebody.clear()


@dataclass(frozen=True, slots=True)
class NoticePage:
    """`reached` is where the next page begins: beyond what was erased, too."""

    notices: Sequence[asyncpg.Record]
    reached: int


@dataclass(frozen=True, slots=True)
class NoticeReading:
    """Every statement is bound to the organisation; it learns nothing of another's feed, not even how long it is."""

    database: Database
    newest: Newest

    async def page(self, organisation: str, after: int | None, most: int) -> NoticePage:
        """In the order in which it was told, from the oldest that is kept where `after` is None.

        Raises `Invalid` when something after that position is no longer kept, or nothing was ever told so far.
        """
        async with self.database.unit_of_work(Behalf.of(organisation)) as uow:
            rows = await uow.fetch(PAGE, organisation=organisation, after=after or 0, most=most)
        newest, forgotten = (rows[0]["newest"], rows[0]["forgotten"]) if rows else (0, 0)
        if after is not None and after > newest:
            raise _refused("cursor-unknown", BEYOND)
        if after is not None and after < forgotten:
            raise _refused("cursor-too-old", TOO_OLD)
        found = [row for row in rows if row["position"] is not None]
        return NoticePage(found, found[-1]["position"] if found else newest)

    async def page_within(self, organisation: str, after: int | None, most: int, seconds: float) -> NoticePage:
        """As `page`, waiting so long for a first one; no connection is held meanwhile."""
        first = await self.page(organisation, after, most)
        if first.notices or not seconds:
            return first
        await self.newest.past(organisation, first.reached, seconds)
        return await self.page(organisation, first.reached, most)


def _refused(slug: str, words: str) -> Invalid:
    return Invalid(slug, words, [Fault("cursor", words)])
