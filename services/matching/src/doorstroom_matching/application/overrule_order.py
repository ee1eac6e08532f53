"""An organisation goes on with a candidate before those of a better tier have had an answer, and says why."""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

import structlog

from doorstroom_common.database import UnitOfWork
from doorstroom_common.identifiers import new_id
from doorstroom_matching.application.desk import Desk
from doorstroom_matching.application.order import Order
from doorstroom_matching.application.ports import Partaker, Sealed, Seen
from doorstroom_matching.application.published import match_event, need_told, overruled_event, step_event
from doorstroom_matching.domain import errors
from doorstroom_matching.domain.decision import ORDER_OVERRULED, Decision
from doorstroom_matching.domain.life import AWAITING_ANSWER, Side, Status
from doorstroom_matching.domain.match import Match, Taken
from doorstroom_matching.domain.overruled import Overruling


@dataclass(frozen=True, slots=True)
class OverruleOrder:
    """`reason` is a code; `expected` the version known, if it was said."""

    match_id: UUID
    by: Partaker
    reason: str
    expected: int | None = None


async def overrule_order(command: OverruleOrder, order: Order, uow: UnitOfWork, desk: Desk) -> Match:
    """The match waits for an answer as before; what was decided about it is kept for good."""
    seen = await desk.lives.seen_by(command.by, command.match_id, uow)
    if seen is None:
        raise errors.unknown()
    if Side.ORGANISATION not in seen.sides:
        raise errors.not_your_step(Side.ORGANISATION)
    seen.match.expect(command.expected)
    if seen.match.status not in AWAITING_ANSWER:
        raise errors.not_to_be_overruled(seen.match.status)
    if await order.is_overruled(seen.match, uow):
        raise errors.overruled_before()
    now = desk.now()
    waiting = await order.waiting_before(seen.match, now, uow)
    if not waiting.count:
        raise errors.nothing_to_overrule()
    match = replace(seen.match, version=seen.match.version + 1, changed_at=now)
    await _keep(
        match, Taken(ORDER_OVERRULED, Side.ORGANISATION, command.by.actor, now, command.reason), seen, uow, desk
    )
    decision = _decision(match, await order.last(command.match_id, uow), command.reason, now)
    await order.record(decision, decision.seal(desk.decision_key), uow)
    uow.publish(overruled_event(_overruling(decision, match, waiting.count), desk.source))
    structlog.get_logger().info(
        "order_overruled", component="matching", decision=str(decision.id), organisation=match.organisation,
        reason=command.reason,
    )  # fmt: skip
    return match


async def _keep(match: Match, taken: Taken, seen: Seen, uow: UnitOfWork, desk: Desk) -> None:
    """The match is told again as it was: the step is between the organisation and its record."""
    await uow.act_for(organisations=[match.life.lender], persons=[seen.person])
    before = await desk.lives.last([match], uow)
    await desk.matches.store([match], uow)
    await desk.lives.add([(match, taken)], uow)
    await desk.matches.show([match], {match.candidate_id: seen.person}, uow)
    if match.status is Status.PROPOSED:
        ranks = await desk.matches.ranks([match], uow)
        uow.publish(match_event(match, ranks.get(match.id), desk.source, taken.at))
    else:
        uow.publish(step_event(match, before[match.id], desk.source))


def _overruling(decision: Decision, match: Match, waiting: int) -> Overruling:
    need = need_told(match.need_kind, match.need_id, match.need_version, (match.record or {})["title"])
    tier, reason, at = decision.tier or "", decision.because or "", decision.decided_at
    return Overruling(decision.id, match.organisation, need, tier, reason, at, waiting)


def _decision(match: Match, last: Sealed, reason: str, now: datetime) -> Decision:
    """People decide on what the rules had found: the record before it is all that this one was made of."""
    before, seal = last
    return replace(
        before,
        id=new_id(),
        match_version=match.version,
        outcome=ORDER_OVERRULED,
        because=reason,
        inputs_seal=seal,
        previous=seal,
        decided_at=now,
    )
