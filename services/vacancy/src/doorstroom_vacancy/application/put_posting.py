"""A vacancy or a secondment request is as the organisation's own system says it is, known by that system's id."""

from dataclasses import dataclass, fields
from typing import Generic

from doorstroom_common.database import UnitOfWork
from doorstroom_vacancy.application.board import Board
from doorstroom_vacancy.application.create_posting import CreatePosting, D, create_posting, open_now
from doorstroom_vacancy.application.ports import P
from doorstroom_vacancy.domain import errors
from doorstroom_vacancy.domain.values import Status


@dataclass(frozen=True, slots=True)
class PutPosting(Generic[D]):
    """All that it shall say; what is left out becomes empty."""

    external_id: str
    wanted: CreatePosting[D]
    expected_version: int | None


async def put_posting(command: PutPosting[D], uow: UnitOfWork, board: Board[P]) -> tuple[P, bool]:
    """Whether it is new beside it. One id of one organisation is one posting, also when it is sent twice at once.

    Nothing that differs is no new version. What was closed stays so: it took a decision, and opening it takes another.
    """
    wanted = command.wanted
    known = await board.postings.called(command.external_id, wanted.organisation, uow)
    if known is None:
        if command.expected_version is not None:
            raise errors.nothing_to_match(command.expected_version)
        return create_posting(wanted, uow, board), True
    known.expect(command.expected_version)
    replace_posting(known, wanted, board)
    board.keep(known, uow)
    return known, False


async def create_named(command: CreatePosting[D], uow: UnitOfWork, board: Board[P]) -> P:
    """As `create_posting`; an id that another posting of the organisation has is refused."""
    if command.external_id is not None:
        known = await board.postings.called(command.external_id, command.organisation, uow)
        if known is not None:
            raise errors.external_id_taken()
    return create_posting(command, uow, board)


def replace_posting(known: P, wanted: CreatePosting[D], board: Board[P]) -> None:
    """What it says is what is wanted, and it opens where that was asked. What is open stays open."""
    now, covenants = board.now(), board.known.covenants
    if known.status is Status.CLOSED:
        raise errors.closed_before(known.outcome or "")
    details = {field.name: getattr(wanted.details, field.name) for field in fields(wanted.details)}
    known.change(details, wanted.advert, board.governing(known), now)
    if known.status is Status.OPEN and wanted.opens:
        return
    if wanted.opens and wanted.opens_at is None:
        open_now(known, wanted, board)
    elif wanted.opens_at is not None and wanted.opens_at != known.opens_at:
        known.schedule(wanted.opens_at, covenants, now)
    elif not wanted.opens and known.status is not Status.DRAFT:
        raise errors.no_draft_again(known.status)
