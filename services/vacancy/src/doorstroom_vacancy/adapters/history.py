"""The history of vacancies, as it was written: only ever added to."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from doorstroom_common.database import UnitOfWork, sql
from doorstroom_vacancy.domain import errors
from doorstroom_vacancy.domain.audit import Line
from doorstroom_vacancy.domain.posting import ChangeKind

LINES = sql(
    "SELECT h.organisation, h.kind, h.recorded_at, h.facts FROM vacancy v JOIN vacancy_history h USING (organisation,"
    " vacancy_id) WHERE v.vacancy_id = :id AND (v.organisation = :organisation OR v.covenant_id = ANY(:covenants))"
    " ORDER BY h.id"
)


@dataclass(frozen=True, slots=True)
class History:
    """The lines of one vacancy in the order in which they were written; there is at least one."""

    organisation: str
    lines: Sequence[Line]


async def history_of(
    vacancy_id: UUID, organisation: str | None, covenants: Collection[str], uow: UnitOfWork
) -> History:
    """Of the organisation's own vacancy, or of one that was opened under one of the covenants; else `NotFound`."""
    rows = await uow.fetch(LINES, id=vacancy_id, organisation=organisation, covenants=list(covenants))
    if not rows:
        raise errors.unknown()
    lines = [Line(ChangeKind(row["kind"]), row["recorded_at"], row["facts"]) for row in rows]
    return History(rows[0]["organisation"], lines)
