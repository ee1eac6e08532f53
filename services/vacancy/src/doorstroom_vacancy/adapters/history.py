"""The history of postings, as it was written: only ever added to."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from doorstroom_common.database import UnitOfWork, sql
from doorstroom_vacancy.adapters.repository import Kind
from doorstroom_vacancy.domain import errors
from doorstroom_vacancy.domain.audit import Line
from doorstroom_vacancy.domain.posting import ChangeKind


@dataclass(frozen=True, slots=True)
class History:
    """The lines of one posting in the order in which they were written; there is at least one."""

    organisation: str
    lines: Sequence[Line]


class StoredHistory:
    """Reads the history of one kind of posting."""

    def __init__(self, kind: Kind[Any]) -> None:
        table, key = kind.table.__table__.name, kind.key
        self._lines = sql(
            f"SELECT h.organisation, h.kind, h.recorded_at, h.facts FROM {table} p"  # noqa: S608 - our own names
            f" JOIN {table}_history h USING (organisation, {key}) WHERE p.{key} = :id"
            " AND (p.organisation = :organisation OR p.covenant_id = ANY(:covenants)) ORDER BY h.id"
        )

    async def of(
        self, posting_id: UUID, organisation: str | None, covenants: Collection[str], uow: UnitOfWork
    ) -> History:
        """Of the organisation's own, or of one that was opened under one of the covenants; else `NotFound`."""
        rows = await uow.fetch(self._lines, id=posting_id, organisation=organisation, covenants=list(covenants))
        if not rows:
            raise errors.unknown()
        lines = [Line(ChangeKind(row["kind"]), row["recorded_at"], row["facts"]) for row in rows]
        return History(rows[0]["organisation"], lines)
