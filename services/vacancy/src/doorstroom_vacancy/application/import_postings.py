"""All vacancies, or secondment requests, that an organisation's own system has, or some of them: every row or none."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Generic

from doorstroom_common.database import UnitOfWork
from doorstroom_common.errors import Conflict, Fault, Invalid
from doorstroom_vacancy.application.board import Board
from doorstroom_vacancy.application.create_posting import CreatePosting, D, made
from doorstroom_vacancy.application.ports import P
from doorstroom_vacancy.application.put_posting import replace_posting
from doorstroom_vacancy.domain import errors
from doorstroom_vacancy.domain.posting import ChangeKind, Posting
from doorstroom_vacancy.domain.values import Outcome, Status

MOST_CLOSED = 0.2
"""The share of what is open that closes without being confirmed: more looks like half an export."""


class Mode(StrEnum):
    """`replace` closes what the system no longer has; `add` leaves it."""

    ADD = "add"
    REPLACE = "replace"


class Done(StrEnum):
    CREATED = "created"
    CHANGED = "changed"
    CLOSED = "closed"
    LEFT_ALONE = "left-alone"


@dataclass(frozen=True, slots=True)
class ImportPostings(Generic[D]):
    """Each row with its external id."""

    organisation: str
    mode: Mode
    rows: tuple[CreatePosting[D], ...]
    confirmed: bool
    dry_run: bool


@dataclass(frozen=True, slots=True)
class Line(Generic[P]):
    """What becomes of one posting."""

    posting: P
    done: Done


@dataclass(frozen=True, slots=True)
class Imported(Generic[P]):
    """`told` are the organisations whose recruiters are alerted to what opens; `to_confirm`: more closes than usual."""

    lines: Sequence[Line[P]]
    told: Sequence[str]
    to_confirm: bool


async def import_postings(command: ImportPostings[D], uow: UnitOfWork, board: Board[P]) -> Imported[P]:
    """A dry run works all of it out and stores nothing. What a person closed stays closed, and is left alone."""
    ids = {row.external_id or "" for row in command.rows}
    whole = command.mode is Mode.REPLACE
    found = await board.postings.of_system(sorted(ids), command.organisation, uow, and_open=whole)
    known: dict[str | None, P] = {posting.external_id: posting for posting in found}
    missing: list[P] = [posting for posting in found if posting.external_id not in ids]
    to_confirm = _too_many(missing, found) and not command.confirmed
    if to_confirm and not command.dry_run:
        raise errors.closes_too_many(len(missing))
    lines = [*_taken(command.rows, known, board), *closed(missing, board.now())]
    told = sorted({organisation for line in lines for organisation in _told(line.posting)})
    if not command.dry_run:
        for line in lines:
            board.keep(line.posting, uow)
            await uow.flush()
    return Imported(lines, told, to_confirm)


def _taken(rows: Sequence[CreatePosting[D]], known: Mapping[str | None, P], board: Board[P]) -> list[Line[P]]:
    """Every fault of every row at once."""
    lines: list[Line[P]] = []
    faults: list[Fault] = []
    seen: set[str | None] = set()
    for number, row in enumerate(rows):
        if row.external_id in seen:
            faults.append(Fault(f"/rows/{number}/externalId", "stands in a row before this one"))
            continue
        seen.add(row.external_id)
        try:
            lines.append(line_of(row, known.get(row.external_id), board))
        except (Invalid, Conflict) as refusal:
            faults += _placed(number, refusal)
    if faults:
        raise errors.rows_refused(faults)
    return lines


def line_of(row: CreatePosting[D], posting: P | None, board: Board[P]) -> Line[P]:
    """What becomes of one row, not stored yet; raises `Invalid` or `Conflict`."""
    if posting is None:
        return Line(made(row, board), Done.CREATED)
    if posting.status is Status.CLOSED:
        return Line(posting, Done.LEFT_ALONE)
    replace_posting(posting, row, board)
    return Line(posting, Done.CHANGED if posting.changes else Done.LEFT_ALONE)


def _placed(number: int, refusal: Invalid | Conflict) -> Iterator[Fault]:
    if not refusal.faults:
        yield Fault(f"/rows/{number}", refusal.detail)
    for fault in refusal.faults:
        yield Fault(f"/rows/{number}{fault.place}", fault.message)


def closed(missing: Iterable[P], now: datetime) -> Iterator[Line[P]]:
    """What was to open later has no outcome but that it was withdrawn."""
    for posting in missing:
        posting.close(Outcome.NOT_GIVEN if posting.opening else Outcome.WITHDRAWN, now)
        yield Line(posting, Done.CLOSED)


def _too_many(missing: Sequence[P], found: Sequence[P]) -> bool:
    going = [posting for posting in found if posting.status in (Status.OPEN, Status.SCHEDULED)]
    return len(missing) > MOST_CLOSED * len(going)


def _told(posting: Posting[Any]) -> Iterator[str]:
    opened = any(change.kind is ChangeKind.OPENED for change in posting.changes)
    if opened and posting.opening and posting.unannounced_until is None:
        yield from (
            entry.organisation for entry in posting.opening.audience if entry.organisation != posting.organisation
        )
