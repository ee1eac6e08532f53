"""The moment of the next opening stage has come, or came while nobody was there to see it."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from uuid import UUID

from doorstroom_common.database import UnitOfWork
from doorstroom_vacancy.application.board import Board
from doorstroom_vacancy.application.ports import P
from doorstroom_vacancy.domain.secondment_request import SecondmentRequest

Count = Callable[[P, UnitOfWork], Awaitable[int]]
"""How many reactions stand, read after the posting was locked."""


async def no_reactions(_: SecondmentRequest, __: UnitOfWork) -> int:
    """Nobody reacts to a secondment request."""
    return 0


async def open_next_stage(key: str, due_at: datetime, uow: UnitOfWork, board: Board[P], count: Count[P]) -> None:
    """One stage at a time: after a long stop the next timer is due at once, and each stage has its own event."""
    posting = await board.postings.load(UUID(key.partition("/")[0]), uow)
    covenant = board.governing(posting)
    if covenant is None or not posting.is_due(due_at):
        return
    reactions = await count(posting, uow)
    posting.open_next_stage(due_at, covenant, board.known.covenants, reactions, board.now())
    board.keep(posting, uow, reactions)
