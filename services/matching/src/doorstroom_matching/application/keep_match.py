"""Keep what a match has become by a step: its state, the step, what each may see, its term, and the event."""

from uuid import UUID

from doorstroom_common.database import UnitOfWork
from doorstroom_matching.application.desk import Desk
from doorstroom_matching.application.look_first import ENDS_A_WAIT, look_again
from doorstroom_matching.application.published import step_event
from doorstroom_matching.domain.match import Match, Taken


async def keep_match(match: Match, taken: Taken, person: UUID | None, uow: UnitOfWork, desk: Desk) -> None:
    """To be called with the match's row locked; `person` is its candidate, where that is known.

    A step is one's own, and what it makes of the match is kept for all who take part in it.
    """
    await uow.act_for(organisations=[match.organisation, match.life.lender], persons=[person])
    await desk.matches.store([match], uow)
    await desk.lives.add([(match, taken)], uow)
    await desk.matches.show([match], {match.candidate_id: person}, uow)
    if match.life.due_at and match.life.overdue_since is None:
        desk.lives.set_terms([match], uow)
    if taken.what in ENDS_A_WAIT and not match.is_secondment:
        look_again(match, uow)
    uow.publish(step_event(match, taken, desk.source))
