"""All vacancies that an organisation's own system has, or some of them, at once: every row or none."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from doorstroom_common.database import UnitOfWork
from doorstroom_common.errors import Conflict, Fault, Invalid
from doorstroom_vacancy.application.board import Board
from doorstroom_vacancy.application.create_posting import CreatePosting, made
from doorstroom_vacancy.application.put_posting import replace_posting
from doorstroom_vacancy.domain import errors
from doorstroom_vacancy.domain.posting import ChangeKind
from doorstroom_vacancy.domain.vacancy import Vacancy
from doorstroom_vacancy.domain.values import Outcome, Status, VacancyDetails

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
class ImportVacancies:
    """Each row with its external id."""

    organisation: str
    mode: Mode
    rows: tuple[CreatePosting[VacancyDetails], ...]
    confirmed: bool
    dry_run: bool


@dataclass(frozen=True, slots=True)
class Line:
    """What becomes of one vacancy."""

    vacancy: Vacancy
    done: Done


@dataclass(frozen=True, slots=True)
class Imported:
    """`told` are the organisations whose recruiters are alerted to what opens; `to_confirm`: more closes than usual."""

    lines: Sequence[Line]
    told: Sequence[str]
    to_confirm: bool


async def import_vacancies(command: ImportVacancies, uow: UnitOfWork, board: Board[Vacancy]) -> Imported:
    """A dry run works all of it out and stores nothing. What a person closed stays closed, and is left alone."""
    ids = [row.external_id or "" for row in command.rows]
    whole = command.mode is Mode.REPLACE
    found = await board.postings.of_system(ids, command.organisation, uow, and_open=whole)
    known = {vacancy.external_id: vacancy for vacancy in found}
    missing = [vacancy for vacancy in found if vacancy.external_id not in ids]
    to_confirm = _too_many(missing, found) and not command.confirmed
    if to_confirm and not command.dry_run:
        raise errors.closes_too_many(len(missing))
    lines = [*_taken(command.rows, known, board), *_closed(missing, board.now())]
    told = sorted({organisation for line in lines for organisation in _told(line.vacancy)})
    if not command.dry_run:
        for line in lines:
            board.keep(line.vacancy, uow)
            await uow.flush()
    return Imported(lines, told, to_confirm)


def _taken(
    rows: Sequence[CreatePosting[VacancyDetails]], known: dict[str | None, Vacancy], board: Board[Vacancy]
) -> list[Line]:
    """Every fault of every row at once."""
    lines: list[Line] = []
    faults: list[Fault] = []
    seen: set[str | None] = set()
    for number, row in enumerate(rows):
        if row.external_id in seen:
            faults.append(Fault(f"/rows/{number}/externalId", "stands in a row before this one"))
            continue
        seen.add(row.external_id)
        try:
            lines.append(_line(row, known.get(row.external_id), board))
        except (Invalid, Conflict) as refusal:
            faults += _placed(number, refusal)
    if faults:
        raise errors.rows_refused(faults)
    return lines


def _line(row: CreatePosting[VacancyDetails], vacancy: Vacancy | None, board: Board[Vacancy]) -> Line:
    if vacancy is None:
        return Line(made(row, board), Done.CREATED)
    if vacancy.status is Status.CLOSED:
        return Line(vacancy, Done.LEFT_ALONE)
    replace_posting(vacancy, row, board)
    return Line(vacancy, Done.CHANGED if vacancy.changes else Done.LEFT_ALONE)


def _placed(number: int, refusal: Invalid | Conflict) -> Iterator[Fault]:
    if not refusal.faults:
        yield Fault(f"/rows/{number}", refusal.detail)
    for fault in refusal.faults:
        yield Fault(f"/rows/{number}{fault.place}", fault.message)


def _closed(missing: Iterable[Vacancy], now: datetime) -> Iterator[Line]:
    """What was to open later has no outcome but that it was withdrawn."""
    for vacancy in missing:
        vacancy.close(Outcome.NOT_GIVEN if vacancy.opening else Outcome.WITHDRAWN, now)
        yield Line(vacancy, Done.CLOSED)


def _too_many(missing: Sequence[Vacancy], found: Sequence[Vacancy]) -> bool:
    going = [vacancy for vacancy in found if vacancy.status in (Status.OPEN, Status.SCHEDULED)]
    return len(missing) > MOST_CLOSED * len(going)


def _told(vacancy: Vacancy) -> Iterator[str]:
    opened = any(change.kind is ChangeKind.OPENED for change in vacancy.changes)
    if opened and vacancy.opening and vacancy.unannounced_until is None:
        yield from (
            entry.organisation for entry in vacancy.opening.audience if entry.organisation != vacancy.organisation
        )
