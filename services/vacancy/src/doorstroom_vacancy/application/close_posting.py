"""A vacancy or a secondment request ends, with what came of it; what was filled, with who came by which way."""

from dataclasses import dataclass
from uuid import UUID

from doorstroom_common.database import UnitOfWork
from doorstroom_vacancy.application.board import Board
from doorstroom_vacancy.application.place import NamedPlacement, Registry
from doorstroom_vacancy.application.ports import P
from doorstroom_vacancy.domain.values import Outcome


@dataclass(frozen=True, slots=True)
class ClosePosting:
    organisation: str
    posting_id: UUID
    outcome: Outcome
    expected_version: int | None
    placements: tuple[NamedPlacement, ...] = ()


async def close_posting(command: ClosePosting, uow: UnitOfWork, board: Board[P], registry: Registry) -> P:
    """Placements and closure are one transaction: nothing is closed as filled without whom it was filled by."""
    posting = await board.postings.load(command.posting_id, uow, command.organisation)
    posting.expect(command.expected_version)
    posting.close(command.outcome, board.now())
    covenant = board.governing(posting)
    board.keep(posting, uow)
    if command.outcome is Outcome.FILLED and covenant is not None:
        await registry.place(posting, command.placements, covenant, board.known.covenants, uow)
    return posting
