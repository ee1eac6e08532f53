"""A reaction is withdrawn by whoever sent it; where too few remain, the stage that was held back opens."""

from dataclasses import dataclass
from uuid import UUID

from doorstroom_common.database import UnitOfWork
from doorstroom_vacancy.application.board import Board
from doorstroom_vacancy.application.ports import Reactions
from doorstroom_vacancy.application.receive_reaction import WITHDRAWN, tell
from doorstroom_vacancy.application.reconsider import reconsider
from doorstroom_vacancy.domain import errors
from doorstroom_vacancy.domain.reaction import Reaction
from doorstroom_vacancy.domain.vacancy import Vacancy


@dataclass(frozen=True, slots=True)
class WithdrawReaction:
    """By the organisation whose HR system sent it, or by the person, who is recognised by the keyed hash."""

    vacancy_id: UUID
    reaction_id: UUID
    organisation: str | None
    reactor: str | None


async def withdraw_reaction(
    command: WithdrawReaction, uow: UnitOfWork, reactions: Reactions, board: Board[Vacancy]
) -> Reaction:
    """The vacancy is locked first, as whoever decides on the number does: neither overlooks the other."""
    await uow.act_for(organisations=[await reactions.controller(command.vacancy_id, command.reaction_id, uow)])
    vacancy = await board.postings.load(command.vacancy_id, uow)
    reaction = await reactions.load(vacancy, command.reaction_id, uow)
    if reaction is None or not reaction.belongs_to(command.organisation, command.reactor):
        raise errors.unknown()
    reaction.withdraw(board.now())
    reactions.save(reaction, uow)
    tell(reaction, WITHDRAWN, uow, board.clock, board.source)
    await reconsider(vacancy, reaction, uow, reactions, board)
    return reaction
