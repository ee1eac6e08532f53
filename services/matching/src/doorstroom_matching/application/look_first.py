"""Look first: somebody from outside is not shown while others of a better tier wait for the organisation's answer.

Their proposal is held back, and seen by its candidate alone, until each of the others has an answer or the term has
passed, or the organisation overruled the order for the whole need. What ends a wait puts the need to work here, in its
own transaction, and the need's turn is taken before anything is read: so nobody who is held back is forgotten.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from doorstroom_common.covenant import Relation
from doorstroom_common.database import UnitOfWork
from doorstroom_matching.application.desk import Desk
from doorstroom_matching.application.outcome import Outcome
from doorstroom_matching.domain.life import Status
from doorstroom_matching.domain.match import Match
from doorstroom_matching.domain.need import NeedKind

LOOK_FIRST = "look-first"
"""The work that follows when somebody no longer waits; its key begins with the need."""

ENDS_A_WAIT = frozenset(
    {Status.CONTACT_REQUESTED, Status.CONTACT_GRANTED, Status.REJECTED, Status.WITHDRAWN, "answer-overdue"}
)


def look_again(match: Match, uow: UnitOfWork) -> None:
    """Another key each time, so that nobody who answers waits for a worker."""
    uow.enqueue(LOOK_FIRST, f"{match.need_id} {match.id} {match.version}")


async def hold_back(outcomes: Sequence[Outcome], uow: UnitOfWork, desk: Desk) -> list[Outcome]:
    """The same outcomes, those of people from outside held back or released as the others of their need are waiting."""
    now = desk.now()
    for match in _no_longer_waiting(outcomes):
        look_again(match, uow)
    coming = {outcome.after.need_id for outcome in outcomes if _comes_into_sight(outcome)}
    if not coming:
        return list(outcomes)
    best = await _best_waiting(coming, outcomes, now, uow, desk)
    return [_ordered(outcome, best, now) if _comes_into_sight(outcome) else outcome for outcome in outcomes]


def _ordered(outcome: Outcome, best: Mapping[UUID, int], now: datetime) -> Outcome:
    after, days = outcome.after, outcome.verdict.covenant.terms.candidate_answer_days
    waits = _is_from_outside(outcome) and best.get(after.need_id, after.tier_rank) < after.tier_rank
    return replace(outcome, after=after.hold_back(now) if waits else after.release(outcome.before, days, now))


async def _best_waiting(
    needs: Collection[UUID], outcomes: Sequence[Outcome], now: datetime, uow: UnitOfWork, desk: Desk
) -> dict[UUID, int]:
    """By what is stored of others, and by what has just been decided."""
    decided = {outcome.after.candidate_id for outcome in outcomes}
    best = await desk.held.best_waiting(needs, decided, now, uow)
    for match in (outcome.after for outcome in outcomes):
        if match.need_id in needs and match.waits_for_answer(now):
            best[match.need_id] = min(match.tier_rank, best.get(match.need_id, match.tier_rank))
    overruled = await desk.held.overruled(needs, uow)
    return {need_id: rank for need_id, rank in best.items() if need_id not in overruled}


def _comes_into_sight(outcome: Outcome) -> bool:
    """Of somebody from outside, or who was, about to be shown to an organisation that does not see it yet."""
    before, after = outcome.before, outcome.after
    if after.need_kind is not NeedKind.VACANCY or after.status is not Status.PROPOSED or after.is_asked_first:
        return False
    return not before.is_shown_proposal and (_is_from_outside(outcome) or after.is_held_back)


def _is_from_outside(outcome: Outcome) -> bool:
    return outcome.verdict.standing.relation is Relation.EXTERNAL


def _no_longer_waiting(outcomes: Iterable[Outcome]) -> Iterable[Match]:
    """One of each public need; nobody from outside is proposed for another."""
    news = (outcome for outcome in outcomes if outcome.is_news and outcome.verdict.need.public)
    return {outcome.after.need_id: outcome.after for outcome in news if outcome.before.is_shown_proposal}.values()
