"""The matching service put together: its parts, and what runs in the background."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from uuid import UUID

import asyncpg

from doorstroom_common.bus.protocols import Bus
from doorstroom_common.clock import Clock
from doorstroom_common.cloudevent import event_source
from doorstroom_common.consumer import Consumer
from doorstroom_common.covenant_store import CovenantStore
from doorstroom_common.database import Database, UnitOfWork
from doorstroom_common.mandate_store import MandateStore
from doorstroom_common.observability import Telemetry
from doorstroom_common.service import Service
from doorstroom_common.timers import TimerRunner
from doorstroom_common.timers.runner import TimerHandler
from doorstroom_common.work import Workers
from doorstroom_matching.adapters.coding import Coding
from doorstroom_matching.adapters.competition import StoredCompetition
from doorstroom_matching.adapters.copies import StoredCopies
from doorstroom_matching.adapters.crowds import StoredCrowds
from doorstroom_matching.adapters.decisions import StoredDecisions
from doorstroom_matching.adapters.held import StoredHeld
from doorstroom_matching.adapters.indexed_pairs import IndexedPairs, PairIndex
from doorstroom_matching.adapters.listing import Listing
from doorstroom_matching.adapters.lives import StoredLives
from doorstroom_matching.adapters.matches import StoredMatches
from doorstroom_matching.adapters.order import StoredOrder
from doorstroom_matching.adapters.own_matches import StoredOwnMatches
from doorstroom_matching.adapters.rebuild import Rebuilding, Rebuilt
from doorstroom_matching.adapters.referrals import StoredReferrals
from doorstroom_matching.adapters.switches import StoredSwitches
from doorstroom_matching.application.desk import Desk
from doorstroom_matching.application.end_referrals import let_referral_pass
from doorstroom_matching.application.let_term_pass import let_term_pass
from doorstroom_matching.application.look_first import LOOK_FIRST
from doorstroom_matching.application.match_candidate import GOING_FIRST_CHANGES, match_candidate
from doorstroom_matching.application.match_need import AUDIENCE_CHANGES, match_need
from doorstroom_matching.application.on_candidate import MATCH_CANDIDATE, turned
from doorstroom_matching.application.on_covenant import MEMBERS_CHANGE, review_members
from doorstroom_matching.application.on_need import MATCH_NEED
from doorstroom_matching.application.ports import ANSWER_DUE, REFERRAL_DUE
from doorstroom_matching.application.recompute import Result, recompute_all
from doorstroom_matching.application.release_held import release_held
from doorstroom_matching.entrypoints.events import covenants, facts
from doorstroom_matching.entrypoints.parts import Parts
from doorstroom_matching.settings import MatchingSettings

MIGRATIONS = Path(__file__).parent / "migrations"


@dataclass(frozen=True, slots=True)
class Context:
    """What `create_app`, the launcher and the commands work with."""

    service: Service
    parts: Parts
    desk: Desk
    mandates: MandateStore


def build(settings: MatchingSettings, *, clock: Clock, bus: Bus, telemetry: Telemetry) -> Context:
    """Nothing here connects yet; that begins with the service's lifespan."""
    database = Database(settings.database)
    known, mandates = CovenantStore(database), MandateStore(database, clock, settings)
    index = PairIndex(database, telemetry.registry)
    referrals, competition = StoredReferrals(), StoredCompetition()
    desk = Desk(
        clock=clock,
        known=known,
        copies=StoredCopies(known),
        pairs=IndexedPairs(index, known, clock),
        matches=StoredMatches(),
        crowds=StoredCrowds(),
        lives=StoredLives(),
        referrals=referrals,
        held=StoredHeld(),
        source=event_source(settings.operator_oin, "matching"),
        decision_key=settings.decision_key.get_secret_value().encode(),
    )
    service = Service("matching", settings, clock=clock, bus=bus, telemetry=telemetry, database=database)
    metrics, count = telemetry.metrics, settings.workers
    service.add(
        known,
        mandates,
        index,
        Coding(database),
        Consumer(mandates.subscriptions("matching"), bus, database, telemetry),
        Consumer(covenants(desk, known.on_adopted), bus, database, telemetry),
        Consumer(facts(desk, competition), bus, database, telemetry),
        _timers(desk, database, telemetry),
        Workers(MATCH_NEED, partial(match_need, desk=desk), database, metrics, count=count),
        Workers(LOOK_FIRST, partial(release_held, desk=desk), database, metrics, count=1),
        Workers(MATCH_CANDIDATE, partial(match_candidate, desk=desk), database, metrics, count=count),
    )
    service.on_start(known.refresh)
    service.on_start(mandates.refresh)
    service.on_start(index.load)
    parts = Parts(
        Listing(database), known, clock, database, desk, referrals, StoredOwnMatches(), StoredOrder(), StoredSwitches(),
        competition,
    )  # fmt: skip
    return Context(service, parts, desk, mandates)


def _timers(desk: Desk, database: Database, telemetry: Telemetry) -> TimerRunner:
    async def need_again(key: str, _: datetime, uow: UnitOfWork) -> None:
        uow.enqueue(MATCH_NEED, key)

    async def candidate_again(key: str, _: datetime, uow: UnitOfWork) -> None:
        await turned(UUID(key), uow, desk)

    async def members_changed(_: str, __: datetime, uow: UnitOfWork) -> None:
        await review_members(uow, desk)

    handlers: dict[str, TimerHandler] = {
        AUDIENCE_CHANGES: need_again,
        GOING_FIRST_CHANGES: candidate_again,
        MEMBERS_CHANGE: members_changed,
        ANSWER_DUE: partial(let_term_pass, desk=desk),
        REFERRAL_DUE: partial(let_referral_pass, desk=desk),
    }
    return TimerRunner("matching", handlers, database, desk.clock, telemetry.metrics)


@dataclass(frozen=True, slots=True)
class Progress:
    """How many records there are, and how many are done."""

    total: int
    done: int = 0


async def recompute(
    settings: MatchingSettings, decision_id: UUID | None, tell: Callable[[Progress], None]
) -> list[Result]:
    """Decide again what was decided, beside the running service; changes nothing."""
    database = Database(settings.database)
    known, records = CovenantStore(database), StoredDecisions(database)
    key = settings.decision_key.get_secret_value().encode()
    await database.open()
    try:
        total = 1 if decision_id else await records.count()
        return await recompute_all(records, known, key, decision_id, lambda done: tell(Progress(total, done)))
    finally:
        await database.close()


async def rebuild(settings: MatchingSettings, bus: Bus) -> Rebuilt:
    """Make the copies of needs and profiles anew from the bus, which is started; the service may be running.

    Needs the database's owner. Sends nothing and changes no decision; run it again when it was broken off.
    """
    owner_dsn = settings.database.owner_dsn
    if owner_dsn is None:
        raise ValueError("rebuilding makes tables, so it needs the address of the database's owner (owner_dsn)")
    database = Database(settings.database)
    known = CovenantStore(database)
    await database.open()
    try:
        await known.refresh()
        owner = await asyncpg.connect(owner_dsn.get_secret_value())
        try:
            return await Rebuilding(owner, bus, known).run()
        finally:
            await owner.close()
    finally:
        await database.close()
