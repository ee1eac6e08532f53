"""A vacancy or a secondment request ends, with what came of it."""

from dataclasses import dataclass
from uuid import UUID

from doorstroom_common.database import UnitOfWork
from doorstroom_vacancy.application.board import Board
from doorstroom_vacancy.application.ports import P
from doorstroom_vacancy.domain.values import Outcome


@dataclass(frozen=True, slots=True)
class ClosePosting:
    organisation: str
    posting_id: UUID
    outcome: Outcome
    expected_version: int | None


async def close_posting(command: ClosePosting, uow: UnitOfWork, board: Board[P]) -> P:
    posting = await board.postings.load(command.posting_id, uow, command.organisation)
    posting.expect(command.expected_version)
    posting.close(command.outcome, board.now())
    board.keep(posting, uow)
    return posting
