"""After a rejection: which vacancies of others, open to the one who rejects, the rules propose this candidate for."""

from collections.abc import Awaitable, Callable, Sequence
from uuid import UUID

from doorstroom_common.database import UnitOfWork
from doorstroom_matching.application.desk import Desk
from doorstroom_matching.application.ports import Partaker
from doorstroom_matching.domain import errors
from doorstroom_matching.domain.life import Side, Status
from doorstroom_matching.domain.need import Need
from doorstroom_matching.domain.standing import is_open_to

AlsoProposed = Callable[[UUID, UnitOfWork], Awaitable[Sequence[Need]]]


async def look_onward(
    match_id: UUID, by: Partaker, also_proposed: AlsoProposed, uow: UnitOfWork, desk: Desk
) -> list[Need]:
    """Only for somebody who granted contact to the caller; what the caller may not see is not listed.

    Whose vacancies are open to them is for the rules to say, so all are looked at.
    """
    seen = await desk.lives.seen_by(by, match_id, uow)
    if seen is None or Side.ORGANISATION not in seen.sides:
        raise errors.unknown()
    match = seen.match
    if match.status is not Status.REJECTED or not match.may_be_referred:
        raise errors.not_rejected(match.status)
    now = desk.now()
    members = desk.known.covenants.on(now)
    own = members.current(match.organisation)
    await uow.act_for(organisations=members.organisations)
    return [
        need
        for need in await also_proposed(match.candidate_id, uow)
        if members.current(need.organisation) != own and is_open_to(need, own, members, now)
    ]
