"""A draft opens: now, or by itself at a later moment."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from doorstroom_common.database import UnitOfWork
from doorstroom_common.errors import Conflict, Invalid
from doorstroom_vacancy.application.board import Board
from doorstroom_vacancy.application.ports import P
from doorstroom_vacancy.domain.values import Status


@dataclass(frozen=True, slots=True)
class OpenPosting:
    """`opens_at` None means now."""

    organisation: str
    posting_id: UUID
    opens_at: datetime | None
    expected_version: int | None


async def open_posting(command: OpenPosting, uow: UnitOfWork, board: Board[P]) -> P:
    posting = await board.postings.load(command.posting_id, uow, command.organisation)
    posting.expect(command.expected_version)
    now, covenants = board.now(), board.known.covenants
    if command.opens_at:
        posting.schedule(command.opens_at, covenants, now)
    else:
        posting.open(now, covenants, now)
    board.keep(posting, uow)
    return posting


async def open_scheduled(key: str, due_at: datetime, uow: UnitOfWork, board: Board[P]) -> None:
    """The moment for which it was scheduled has come. What forbids it now makes it a draft again, with the reason."""
    posting = await board.postings.load(UUID(key.partition("/")[0]), uow)
    if posting.status is not Status.SCHEDULED or posting.opens_at != due_at:
        return
    now = board.now()
    try:
        posting.open(due_at, board.known.covenants, now)
    except (Conflict, Invalid) as refusal:
        posting.refuse_opening(refusal.slug, now)
    board.keep(posting, uow)
