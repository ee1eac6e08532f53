"""Whom persons chose to advise them. Only requests of people come here: the background has no right on an address."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from doorstroom_candidate.adapters.rows import Row
from doorstroom_candidate.adapters.statements import paged, puts
from doorstroom_candidate.adapters.tables import AdviserRow
from doorstroom_candidate.application.ports import After
from doorstroom_candidate.domain.addresses import address_key
from doorstroom_candidate.domain.adviser import Adviser
from doorstroom_candidate.domain.candidate import Candidate
from doorstroom_common.database import Behalf, Database, UnitOfWork, sql

OF_CANDIDATE = sql("SELECT * FROM adviser WHERE person_ref = :person_ref AND candidate_id = :candidate_id FOR UPDATE")
ASKED_AT = sql("SELECT * FROM adviser WHERE address_key = :address_key AND candidate_id = :candidate_id")
PUT = puts(AdviserRow)
REMOVE = sql("DELETE FROM adviser WHERE person_ref = :person_ref AND candidate_id = :candidate_id")
ADVISED = sql(
    paged(
        "SELECT a.candidate_id, a.chosen_at, a.accepted_at FROM adviser a"
        " LEFT JOIN candidate c USING (person_ref, candidate_id)"
        " WHERE (c.adviser_ref = :adviser_ref OR a.accepted_at IS NULL AND a.address_key = :address_key)",
        "a.chosen_at",
        "a.candidate_id",
    )
)


class StoredAdvisers:
    """`application.ports.Advisers` in PostgreSQL."""

    async def of_candidate(self, uow: UnitOfWork, candidate: Candidate) -> Adviser | None:
        keys = {"person_ref": candidate.person_ref, "candidate_id": candidate.candidate_id}
        row = await uow.fetch_row(OF_CANDIDATE, **keys)
        return adviser_from(row) if row else None

    async def asked_at(self, uow: UnitOfWork, address: str | None, candidate_id: UUID) -> Adviser | None:
        key = address_key(address) if address else None
        row = await uow.fetch_row(ASKED_AT, address_key=key, candidate_id=candidate_id)
        return adviser_from(row) if row else None

    def put(self, uow: UnitOfWork, adviser: Adviser) -> None:
        uow.write(
            PUT,
            person_ref=adviser.person_ref,
            candidate_id=adviser.candidate_id,
            email=adviser.email,
            address_key=address_key(adviser.email),
            chosen_at=adviser.chosen_at,
            accepted_at=adviser.accepted_at,
            organisation=adviser.organisation,
            also_recruits=adviser.also_recruits,
        )

    def remove(self, uow: UnitOfWork, candidate: Candidate) -> None:
        uow.write(REMOVE, person_ref=candidate.person_ref, candidate_id=candidate.candidate_id)


@dataclass(frozen=True, slots=True)
class Advised:
    """One who chose this adviser; who it is stands in no list."""

    candidate_id: UUID
    chosen_at: datetime
    accepted_at: datetime | None


class AdvisedListing:
    def __init__(self, database: Database) -> None:
        self._database = database

    async def of_adviser(
        self, adviser_ref: UUID, address: str | None, after: After | None, most: int
    ) -> Sequence[Advised]:
        """Those whom they advise, and those who ask them to; the last chosen first."""
        key = address_key(address) if address else None
        async with self._database.unit_of_work(Behalf.of(person=adviser_ref, known_as=key)) as uow:
            rows = await uow.fetch(
                ADVISED,
                adviser_ref=adviser_ref,
                address_key=key,
                after=after and after.at,
                after_id=after and after.id,
                most=most,
            )
        return [Advised(**row) for row in rows]


def adviser_from(row: Row) -> Adviser:
    return Adviser(
        person_ref=row["person_ref"],
        candidate_id=row["candidate_id"],
        email=row["email"],
        chosen_at=row["chosen_at"],
        accepted_at=row["accepted_at"],
        organisation=row["organisation"],
        also_recruits=row["also_recruits"],
    )
