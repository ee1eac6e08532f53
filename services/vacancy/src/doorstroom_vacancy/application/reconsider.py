"""One reaction fewer counts: where too few remain, the public stage that was held back opens now."""

from doorstroom_common.database import UnitOfWork
from doorstroom_vacancy.application.board import Board
from doorstroom_vacancy.application.ports import Reactions
from doorstroom_vacancy.domain.reaction import Reaction
from doorstroom_vacancy.domain.vacancy import Vacancy


async def reconsider(
    vacancy: Vacancy, without: Reaction, uow: UnitOfWork, reactions: Reactions, board: Board[Vacancy]
) -> None:
    """`without` counts no longer, though what is stored still says so; the vacancy is locked."""
    covenant = board.governing(vacancy)
    if covenant is None or not vacancy.is_held_back:
        return
    left = await reactions.standing(vacancy, uow, without=without.reaction_id)
    vacancy.reconsider(covenant, board.known.covenants, left, board.now())
    board.keep(vacancy, uow, left)
