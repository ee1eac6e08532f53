"""Vacancies and secondment requests in their tables: each change is one statement with its audience and history."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic
from uuid import UUID

from doorstroom_common.database import UnitOfWork
from doorstroom_vacancy.adapters.rows import (
    Row,
    audience_from,
    posting_from,
    posting_values,
    secondment_details,
    vacancy_details,
)
from doorstroom_vacancy.adapters.statements import PostingStatements
from doorstroom_vacancy.adapters.tables import (
    AudienceColumns,
    PostingColumns,
    SecondmentRequestAudienceRow,
    SecondmentRequestRow,
    VacancyAudienceRow,
    VacancyRow,
)
from doorstroom_vacancy.application.ports import P
from doorstroom_vacancy.application.published import as_json
from doorstroom_vacancy.domain import errors
from doorstroom_vacancy.domain.posting import ChangeKind
from doorstroom_vacancy.domain.secondment_request import SecondmentRequest
from doorstroom_vacancy.domain.vacancy import Vacancy


@dataclass(frozen=True, slots=True)
class Kind(Generic[P]):
    """One kind of posting: its tables and how its details are read."""

    make: type[P]
    table: type[PostingColumns]
    audience: type[AudienceColumns]
    key: str
    review_work: str
    details: Callable[[Mapping[str, Any]], Any]


VACANCIES = Kind(Vacancy, VacancyRow, VacancyAudienceRow, "vacancy_id", "vacancy-audience", vacancy_details)
SECONDMENTS = Kind(
    SecondmentRequest,
    SecondmentRequestRow,
    SecondmentRequestAudienceRow,
    "secondment_request_id",
    "secondment-audience",
    secondment_details,
)


class StoredPostings(Generic[P]):
    """The repository of one kind."""

    def __init__(self, kind: Kind[P]) -> None:
        self._kind = kind
        self._sql = PostingStatements(kind.table, kind.audience, kind.key)

    def add(self, posting: P, uow: UnitOfWork) -> None:
        uow.write(self._sql.insert, **posting_values(posting), **{self._kind.key: posting.id})
        self._add_audience_and_history(posting, uow)

    async def load(self, posting_id: UUID, uow: UnitOfWork, organisation: str | None = None) -> P:
        """The audience is read after the lock is held, in a snapshot of its own: before, it might be an older one."""
        row = await uow.fetch_row(self._sql.lock, id=posting_id)
        if row is None or organisation not in (None, row["organisation"]):
            raise errors.unknown()
        return await self._read(row, uow)

    async def called(self, external_id: str, organisation: str, uow: UnitOfWork) -> P | None:
        """Looked for after the lock is held, in a snapshot of its own: before, it might not be there yet."""
        await uow.execute(self._sql.take_names, organisation=organisation)
        row = await uow.fetch_row(self._sql.lock_called, organisation=organisation, external_id=external_id)
        return None if row is None else await self._read(row, uow)

    async def of_system(
        self, external_ids: Sequence[str], organisation: str, uow: UnitOfWork, *, and_open: bool
    ) -> Sequence[P]:
        await uow.execute(self._sql.take_names, organisation=organisation)
        rows = await uow.fetch(
            self._sql.lock_system, organisation=organisation, external_ids=list(external_ids), and_open=and_open
        )
        return await self._read_all(rows, organisation, uow)

    async def open_names(self, organisation: str, uow: UnitOfWork) -> Sequence[str]:
        rows = await uow.fetch(self._sql.open_names, organisation=organisation)
        return [row["external_id"] for row in rows]

    async def _read_all(self, rows: Sequence[Row], organisation: str, uow: UnitOfWork) -> list[P]:
        kind = self._kind
        ids = [row[kind.key] for row in rows]
        told: dict[UUID, list[Row]] = {each: [] for each in ids}
        for entry in await uow.fetch(self._sql.audiences, organisation=organisation, ids=ids) if ids else ():
            told[entry[kind.key]].append(entry)
        return [
            posting_from(kind.make, kind.key, kind.details, row, audience_from(told[row[kind.key]])) for row in rows
        ]

    async def _read(self, row: Row, uow: UnitOfWork) -> P:
        rows = await uow.fetch(self._sql.audience, organisation=row["organisation"], id=row[self._kind.key])
        return posting_from(self._kind.make, self._kind.key, self._kind.details, row, audience_from(rows))

    def save(self, posting: P, uow: UnitOfWork) -> None:
        values = {f"new_{name}": value for name, value in posting_values(posting).items()}
        uow.write(self._sql.update, **values, id=posting.id)
        self._add_audience_and_history(posting, uow)

    async def has_taken(
        self, posting: P, kind: ChangeKind, facts: Mapping[str, Any], uow: UnitOfWork, since_version: int = 1
    ) -> bool:
        found: bool = await uow.fetch_value(
            self._sql.has_taken,
            organisation=posting.organisation,
            id=posting.id,
            kind=kind,
            facts=as_json(facts),
            since_version=since_version,
        )
        return found

    def review_all(self, uow: UnitOfWork) -> None:
        uow.write(self._sql.review_all, kind=self._kind.review_work)

    def _add_audience_and_history(self, posting: P, uow: UnitOfWork) -> None:
        entries, changes = posting.audience_to_store(), posting.changes
        if entries:
            uow.write(
                self._sql.put_audience,
                organisation=posting.organisation,
                id=posting.id,
                entries=[
                    {
                        "audience": entry.organisation,
                        "since": entry.since,
                        "until": entry.until,
                        "relation": entry.relation,
                        "covenant_id": entry.covenant_id,
                        "reason": entry.reason,
                    }
                    for entry in entries
                ],
            )
        uow.write(
            self._sql.add_history,
            organisation=posting.organisation,
            id=posting.id,
            version=posting.version,
            changes=[{"at": change.at, "kind": change.kind, "facts": as_json(change.facts)} for change in changes],
        )
