"""A vacancy or a secondment request comes to be: as a draft, open at once, or to open at a later moment."""

from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar

from doorstroom_common.database import UnitOfWork
from doorstroom_vacancy.application.board import Board
from doorstroom_vacancy.application.ports import P
from doorstroom_vacancy.domain import errors
from doorstroom_vacancy.domain.opening import EarlierStart
from doorstroom_vacancy.domain.values import Advert, SecondmentDetails, VacancyDetails

D = TypeVar("D", VacancyDetails, SecondmentDetails)


@dataclass(frozen=True, slots=True)
class CreatePosting(Generic[D]):
    """`opens` with `opens_at` None means at once, or since `start`; without `announce` nobody is alerted to it."""

    organisation: str
    details: D
    advert: Advert
    opens: bool
    opens_at: datetime | None = None
    external_id: str | None = None
    announce: bool = True
    start: EarlierStart | None = None


def create_posting(command: CreatePosting[D], uow: UnitOfWork, board: Board[P]) -> P:
    """Reads nothing from the database, so that storing it is one statement."""
    posting = made(command, board)
    board.keep(posting, uow)
    return posting


def made(command: CreatePosting[D], board: Board[P]) -> P:
    """Not stored yet."""
    now, covenants = board.now(), board.known.covenants
    posting = board.make.new(command.organisation, command.details, command.advert, now)
    posting.external_id = command.external_id
    if not command.opens:
        posting.keep_as_draft(covenants, now)
    elif command.opens_at:
        posting.schedule(command.opens_at, covenants, now)
    else:
        open_now(posting, command, board)
    return posting


def open_now(posting: P, command: CreatePosting[D], board: Board[P]) -> None:
    """An earlier start shortens the first stage alone: what was due since opens now and has its whole length."""
    now, covenants, start = board.now(), board.known.covenants, command.start
    if start is None:
        posting.open(now, covenants, now, announce=command.announce)
        return
    if command.announce:
        raise errors.start_is_announced()
    start.check(now)
    posting.open(start.at, covenants, now, announce=False, ground=start.ground)
    covenant, due_at = board.governing(posting), posting.opening.next_stage_at if posting.opening else None
    if covenant is not None and due_at is not None and due_at <= now:
        posting.open_next_stage(now, covenant, covenants, 0, now)
