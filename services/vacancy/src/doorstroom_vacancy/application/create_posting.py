"""A vacancy or a secondment request comes to be: as a draft, open at once, or to open at a later moment."""

from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar

from doorstroom_common.database import UnitOfWork
from doorstroom_vacancy.application.board import Board
from doorstroom_vacancy.application.ports import P
from doorstroom_vacancy.domain.values import Advert, SecondmentDetails, VacancyDetails

D = TypeVar("D", VacancyDetails, SecondmentDetails)


@dataclass(frozen=True, slots=True)
class CreatePosting(Generic[D]):
    """`opens` with `opens_at` None means at once."""

    organisation: str
    details: D
    advert: Advert
    opens: bool
    opens_at: datetime | None = None
    external_id: str | None = None


def create_posting(command: CreatePosting[D], uow: UnitOfWork, board: Board[P]) -> P:
    """Reads nothing from the database, so that storing it is one statement."""
    now, covenants = board.now(), board.known.covenants
    posting = board.make.new(command.organisation, command.details, command.advert, now)
    posting.external_id = command.external_id
    if not command.opens:
        posting.keep_as_draft(covenants, now)
    elif command.opens_at:
        posting.schedule(command.opens_at, covenants, now)
    else:
        posting.open(now, covenants, now)
    board.keep(posting, uow)
    return posting
