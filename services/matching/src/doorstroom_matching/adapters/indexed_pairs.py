"""Who fits whom, found in memory."""

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING
from uuid import UUID

import asyncpg
from prometheus_client import CollectorRegistry, Gauge

from doorstroom_common.clock import Clock
from doorstroom_common.components import pause
from doorstroom_common.covenant import Membership
from doorstroom_common.database import Database, Role, UnitOfWork, sql
from doorstroom_common.database.failures import PASSING
from doorstroom_matching.adapters.coding import read_people
from doorstroom_matching.adapters.index.following import Following, Kind, Row, every
from doorstroom_matching.adapters.index.needs import Needs
from doorstroom_matching.adapters.index.offers import OfferBatch
from doorstroom_matching.adapters.index.people import People
from doorstroom_matching.adapters.pairs import FittingPairs
from doorstroom_matching.application.ports import KnownCovenants
from doorstroom_matching.application.reading import READ_NEED, candidate_from
from doorstroom_matching.domain.candidate import Candidate
from doorstroom_matching.domain.need import Need, NeedKind

if TYPE_CHECKING:
    Connection = asyncpg.Connection[asyncpg.Record]

LOOK_SECONDS = 1.0

COVENANTS = "(SELECT count(*) FROM covenant) AS covenants"
NEED = sql(f"SELECT kind, data, {COVENANTS} FROM need WHERE need_id = :need_id")  # noqa: S608 - our own text
CANDIDATE = sql(
    f"SELECT data, {COVENANTS} FROM candidate WHERE candidate_id = :candidate_id AND state = 'active'"  # noqa: S608 - our own text
)


def _need(row: Row) -> Need:
    return READ_NEED[NeedKind(row["kind"])](row["data"])


def _candidate(row: Row) -> Candidate:
    return candidate_from(row["data"])


async def _read_needs(connection: "Connection") -> OfferBatch:
    batch = OfferBatch()
    async for row in every("SELECT kind, data FROM need WHERE is_open", connection):
        batch.add(_need(row))
    return batch


PEOPLE = Kind("candidate", "candidate_id", "state = 'active'", "data", _candidate, read_people, People)
NEEDS = Kind("need", "need_id", "is_open", "kind, data", _need, _read_needs, Needs)


class PairIndex:
    """Both sides in memory. Also a component: it catches up now and then, and starts anew when that pays."""

    name = "index"

    def __init__(self, database: Database, registry: CollectorRegistry) -> None:
        self.people = Following(PEOPLE, database)
        self.needs = Following(NEEDS, database)
        self._database = database
        behind = Gauge("doorstroom_index_seconds_behind", "Since the index last knew every copy", registry=registry)
        behind.set_function(lambda: max(self.people.seconds_behind, self.needs.seconds_behind))
        size = Gauge("doorstroom_index_size", "Who and what takes part, in the index", ("side",), registry=registry)
        size.labels("people").set_function(lambda: len(self.people))
        size.labels("needs").set_function(lambda: len(self.needs))

    @property
    def problem(self) -> str | None:
        return None if self.people.is_built and self.needs.is_built else "the index is still being built"

    async def load(self) -> None:
        await self.people.load()
        await self.needs.load()

    async def run(self, stop: asyncio.Event) -> None:
        while not stop.is_set():
            with suppress(*PASSING):  # how far behind it is shows
                async with self._database.unit_of_work(Role.WORKER) as uow:
                    people, needs = await self.people.caught_up(uow), await self.needs.caught_up(uow)
                if people.worn:
                    await self.people.load()
                if needs.worn:
                    await self.needs.load()
            await pause(LOOK_SECONDS, stop)


class IndexedPairs(FittingPairs):
    """The port `Pairs`."""

    def __init__(self, index: PairIndex, known: KnownCovenants, clock: Clock) -> None:
        self._index = index
        self._known = known
        self._clock = clock

    async def candidates_for(self, need_id: UUID, uow: UnitOfWork) -> set[UUID]:
        people = await self._index.people.caught_up(uow)
        row = await uow.fetch_row(NEED, need_id=need_id)
        if row is None:
            return set()
        need, now = _need(row), self._clock.now()
        members = await self._members(row["covenants"])
        found = people.best(need, self._known.by_hash(need.covenant_hash), members, now)
        return {one.id for one in found}

    async def needs_for(self, candidate_id: UUID, uow: UnitOfWork) -> set[UUID]:
        needs = await self._index.needs.caught_up(uow)
        row = await uow.fetch_row(CANDIDATE, candidate_id=candidate_id)
        if row is None:
            return set()
        members = await self._members(row["covenants"])
        found = needs.best(_candidate(row), self._known.by_hash, members, self._clock.now())
        return {one.id for one in found}

    async def _members(self, covenants: int) -> Membership:
        """Of now; whatever covenant a copy can cite is known after it."""
        if covenants != len(self._known.covenants):
            await self._known.refresh()
        return self._known.covenants.on(self._clock.now())
