"""A candidate was erased: nothing of them stays here, and everybody hears as much as they must."""

from uuid import UUID

from doorstroom_common.database import UnitOfWork
from doorstroom_matching.application.desk import Desk
from doorstroom_matching.application.published import erasure_confirmed, match_event
from doorstroom_matching.domain.match import Because


async def erase_candidate(candidate_id: UUID, uow: UnitOfWork, desk: Desk) -> None:
    """To be called with the candidate's turn held and their profile emptied: nobody can match them any more."""
    now = desk.now()
    for match in await desk.matches.proposed_to(candidate_id, uow):
        uow.publish(match_event(match.withdraw(Because.CANDIDATE_ERASED, now), None, desk.source, now))
    if await desk.matches.erase(candidate_id, now, uow):
        uow.publish(erasure_confirmed(candidate_id, desk.source, now))
