"""Transaction 2 for a candidate: every need they fit now, and every need they were proposed for.

Needs on whose cards too few may be left are looked at afresh. They are put to work before any turn is taken, because
that waits for the workers of these needs.
"""

from datetime import datetime, time
from uuid import UUID

from doorstroom_common.clock import AMSTERDAM, local_date
from doorstroom_common.database import UnitOfWork
from doorstroom_matching.application.decide import decide
from doorstroom_matching.application.desk import Desk
from doorstroom_matching.application.end_referrals import end_referrals_of
from doorstroom_matching.application.erase_candidate import erase_candidate
from doorstroom_matching.application.on_need import MATCH_NEED
from doorstroom_matching.domain.candidate import Candidate

GOING_FIRST_CHANGES = "going-first-changes"
"""The timer for a candidate who begins or ceases to go first on a later day."""


async def match_candidate(key: str, uow: UnitOfWork, desk: Desk) -> None:
    candidate_id, began = UUID(key), desk.now()
    thinned = await desk.crowds.take_thinned(candidate_id, uow)
    await uow.enqueue_now(MATCH_NEED, map(str, thinned))
    concerned = await desk.pairs.needs_for(candidate_id, uow) | await desk.matches.needs_of(candidate_id, uow)
    await desk.pairs.share_turns(concerned, uow)
    await desk.pairs.take_turn(candidate_id, uow)
    if await desk.copies.is_erased(candidate_id, uow):
        await erase_candidate(candidate_id, uow, desk)
        return
    concerned |= await desk.matches.needs_of(candidate_id, uow)
    _, people = await decide(concerned, [candidate_id], uow, desk)
    kept = people.get(candidate_id)
    if kept is None:
        return
    if not kept.candidate.is_active:
        await end_referrals_of(candidate_id, uow, desk)
    if later := _next_change(kept.candidate, began):
        uow.schedule(GOING_FIRST_CHANGES, key, later)


def _next_change(candidate: Candidate, after: datetime) -> datetime | None:
    today = local_date(after)
    day = min((day for day in candidate.turning_days() if day > today), default=None)
    return datetime.combine(day, time.min, AMSTERDAM) if day else None
