"""What was closed opens again, in the stage that was open, under the covenant it was opened under."""

from dataclasses import dataclass
from uuid import UUID

from doorstroom_common.database import UnitOfWork
from doorstroom_vacancy.application.board import Board
from doorstroom_vacancy.application.open_next_stage import Count
from doorstroom_vacancy.application.ports import P
from doorstroom_vacancy.domain import errors
from doorstroom_vacancy.domain.posting import ChangeKind
from doorstroom_vacancy.domain.values import ReopeningReason, Status


@dataclass(frozen=True, slots=True)
class ReopenPosting:
    organisation: str
    posting_id: UUID
    reason: ReopeningReason
    expected_version: int | None


async def reopen_posting(command: ReopenPosting, uow: UnitOfWork, board: Board[P], count: Count[P]) -> P:
    """What was held back opens at once where too few reactions remain by now. Sent again, it does nothing."""
    posting = await board.postings.load(command.posting_id, uow, command.organisation)
    reason = {"reason": command.reason}
    if posting.status is Status.OPEN and await board.postings.has_taken(
        posting, ChangeKind.REOPENED, reason, uow, posting.version
    ):
        return posting
    posting.expect(command.expected_version)
    covenant = board.governing(posting)
    if covenant is None:
        raise errors.stays_closed("It never opened")
    reactions = await count(posting, uow)
    posting.reopen(command.reason, covenant, board.known.covenants, reactions, board.now())
    board.keep(posting, uow, reactions)
    return posting
