"""A reaction is found suitable or not; where too few remain, the stage that was held back opens."""

from dataclasses import dataclass
from uuid import UUID

from doorstroom_common.database import UnitOfWork
from doorstroom_vacancy.application.board import Board
from doorstroom_vacancy.application.ports import Reactions
from doorstroom_vacancy.application.receive_reaction import tell
from doorstroom_vacancy.application.reconsider import reconsider
from doorstroom_vacancy.domain import errors
from doorstroom_vacancy.domain.reaction import Assessment, Reaction
from doorstroom_vacancy.domain.vacancy import Vacancy

ASSESSED = "nl.reactions.reaction-assessed.v1"


@dataclass(frozen=True, slots=True)
class AssessReaction:
    organisation: str
    vacancy_id: UUID
    reaction_id: UUID
    assessment: Assessment
    expected_version: int | None


async def assess_reaction(
    command: AssessReaction, uow: UnitOfWork, reactions: Reactions, board: Board[Vacancy]
) -> Reaction:
    """The same finding again changes nothing. The vacancy is locked first, as by whoever decides on the number."""
    vacancy = await board.postings.load(command.vacancy_id, uow, command.organisation)
    reaction = await reactions.load(vacancy, command.reaction_id, uow)
    if reaction is None:
        raise errors.unknown()
    reaction.expect(command.expected_version)
    if reaction.assess(command.assessment, board.now()):
        reactions.save(reaction, uow)
        tell(reaction, ASSESSED, uow, board.clock, board.source)
        if not reaction.counts:
            await reconsider(vacancy, reaction, uow, reactions, board)
    return reaction
