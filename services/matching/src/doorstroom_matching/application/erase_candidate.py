"""A candidate was erased: nothing of them stays here, and everybody hears as much as they must."""

from uuid import UUID

from doorstroom_common.database import UnitOfWork
from doorstroom_matching.application.desk import Desk
from doorstroom_matching.application.end_referrals import tell_of_erased
from doorstroom_matching.application.look_first import look_again
from doorstroom_matching.application.published import erasure_confirmed, match_event
from doorstroom_matching.domain.life import OPEN, Status
from doorstroom_matching.domain.withdrawal import Because

MATCHES = "matches"


async def erase_candidate(candidate_id: UUID, uow: UnitOfWork, desk: Desk) -> None:
    """To be called with the candidate's turn held and their profile emptied: nobody can match them any more.

    What came to an end before keeps its end; its last word names the candidate, so the log is told to drop it.
    """
    now = desk.now()
    for match in await desk.matches.of_candidate(candidate_id, uow):
        if match.status in OPEN:
            uow.publish(match_event(match.withdraw(Because.CANDIDATE_ERASED, now), None, desk.source, now))
            if match.is_shown_proposal:
                look_again(match, uow)
        elif match.status is not Status.WITHDRAWN:
            uow.publish_tombstone(MATCHES, str(match.id))
    await tell_of_erased(candidate_id, uow, desk)
    if await desk.matches.erase(candidate_id, now, uow):
        uow.publish(erasure_confirmed(candidate_id, desk.source, now))
