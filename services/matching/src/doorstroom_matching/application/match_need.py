"""Transaction 2 for a need: everybody who fits it now, and everybody to whom it was proposed."""

from datetime import datetime
from uuid import UUID

from doorstroom_common.database import UnitOfWork
from doorstroom_matching.application.decide import decide
from doorstroom_matching.application.desk import Desk
from doorstroom_matching.application.end_referrals import end_referrals_to
from doorstroom_matching.domain.need import Need

AUDIENCE_CHANGES = "audience-changes"
"""The timer for a need whose audience changes by itself at a later moment."""


async def match_need(key: str, uow: UnitOfWork, desk: Desk) -> None:
    need_id, began = UUID(key), desk.now()
    await desk.pairs.take_turn(need_id, uow)
    concerned = await desk.pairs.candidates_for(need_id, uow) | await desk.matches.candidates_of(need_id, uow)
    await desk.pairs.share_turns(concerned, uow)
    needs, _ = await decide([need_id], concerned, uow, desk, afresh=True)
    kept = needs.get(need_id)
    if kept is None:
        return
    if not kept.need.is_open:
        await end_referrals_to(need_id, uow, desk)
    elif later := _next_change(kept.need, began):
        uow.schedule(AUDIENCE_CHANGES, key, later)


def _next_change(need: Need, after: datetime) -> datetime | None:
    """From when it was first looked at who passes: what turned since then is looked at again at once."""
    return min((moment for moment in need.turning_points() if moment > after), default=None)
