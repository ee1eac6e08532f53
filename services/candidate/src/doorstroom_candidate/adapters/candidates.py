"""The persons' own rows: candidate, employment, identity."""

from uuid import UUID

from doorstroom_candidate.adapters.rows import Row, candidate_from, candidate_values, employment_values, identity_from
from doorstroom_candidate.adapters.statements import inserts, puts, saves
from doorstroom_candidate.adapters.tables import CandidateRow, EmploymentRow, IdentityRow
from doorstroom_candidate.domain.candidate import Candidate
from doorstroom_candidate.domain.values import Identity
from doorstroom_common.database import UnitOfWork, sql

OF_PERSON = sql("SELECT * FROM candidate WHERE person_ref = :person_ref AND candidate_id = :candidate_id FOR UPDATE")
BY_ID = sql("SELECT * FROM candidate WHERE candidate_id = :candidate_id FOR UPDATE NOWAIT")
OF_ADVISER = sql("SELECT * FROM candidate WHERE adviser_ref = :adviser_ref AND candidate_id = :candidate_id FOR SHARE")
HOLD = sql("SELECT 1 FROM candidate WHERE candidate_id = :candidate_id FOR KEY SHARE")
EMPLOYMENT = sql("SELECT * FROM employment WHERE person_ref = :person_ref AND candidate_id = :candidate_id")
"""Read after the lock and not joined to it: a join that waited would show the employment as it was before the wait."""

IDENTITY = sql(
    "SELECT name, email, phone FROM identity WHERE person_ref = :person_ref AND candidate_id = :candidate_id"
)

ADD, SAVE = inserts(CandidateRow), saves(CandidateRow)
ADD_IDENTITY, SAVE_IDENTITY = inserts(IdentityRow), saves(IdentityRow)
ADD_EMPLOYMENT = inserts(EmploymentRow)
PUT_EMPLOYMENT = puts(EmploymentRow)
END_EMPLOYMENT = sql("DELETE FROM employment WHERE person_ref = :person_ref AND candidate_id = :candidate_id")
REMOVE = sql("DELETE FROM candidate WHERE person_ref = :person_ref AND candidate_id = :candidate_id")
"""Identity and employment go with it by their foreign keys, so that the worker needs no right on them."""

ONE_ACTIVE = "candidate_one_active"
"""The unique index by which a person has one active profile."""


class StoredCandidates:
    """`application.ports.Candidates` in PostgreSQL."""

    async def of_person(self, uow: UnitOfWork, person_ref: UUID, candidate_id: UUID) -> Candidate | None:
        row = await uow.fetch_row(OF_PERSON, person_ref=person_ref, candidate_id=candidate_id)
        return await self._employed(uow, row) if row else None

    async def by_id(self, uow: UnitOfWork, candidate_id: UUID) -> Candidate | None:
        row = await uow.fetch_row(BY_ID, candidate_id=candidate_id)
        return await self._employed(uow, row) if row else None

    async def of_adviser(self, uow: UnitOfWork, adviser_ref: UUID, candidate_id: UUID) -> Candidate | None:
        row = await uow.fetch_row(OF_ADVISER, adviser_ref=adviser_ref, candidate_id=candidate_id)
        return await self._employed(uow, row) if row else None

    async def hold(self, uow: UnitOfWork, candidate_id: UUID) -> bool:
        return await uow.fetch_value(HOLD, candidate_id=candidate_id) is not None

    async def _employed(self, uow: UnitOfWork, row: Row) -> Candidate:
        keys = {"person_ref": row["person_ref"], "candidate_id": row["candidate_id"]}
        return candidate_from(row, await uow.fetch_row(EMPLOYMENT, **keys))

    async def identity(self, uow: UnitOfWork, person_ref: UUID, candidate_id: UUID) -> Identity:
        row = await uow.fetch_row(IDENTITY, person_ref=person_ref, candidate_id=candidate_id)
        if row is None:
            raise LookupError("a candidate without identity")
        return identity_from(row)

    def add(self, uow: UnitOfWork, candidate: Candidate, identity: Identity) -> None:
        uow.write(ADD, **candidate_values(candidate))
        uow.write(ADD_IDENTITY, **_identity_values(candidate, identity))
        if candidate.employment:
            uow.write(ADD_EMPLOYMENT, **employment_values(candidate, candidate.employment))

    def save(self, uow: UnitOfWork, candidate: Candidate) -> None:
        uow.write(SAVE, **candidate_values(candidate))
        if candidate.employment:
            uow.write(PUT_EMPLOYMENT, **employment_values(candidate, candidate.employment))
        else:
            uow.write(END_EMPLOYMENT, person_ref=candidate.person_ref, candidate_id=candidate.candidate_id)

    def save_identity(self, uow: UnitOfWork, candidate: Candidate, identity: Identity) -> None:
        uow.write(SAVE_IDENTITY, **_identity_values(candidate, identity))

    def remove(self, uow: UnitOfWork, candidate: Candidate) -> None:
        uow.write(REMOVE, person_ref=candidate.person_ref, candidate_id=candidate.candidate_id)


def _identity_values(candidate: Candidate, identity: Identity) -> dict[str, object]:
    return {
        "person_ref": candidate.person_ref,
        "candidate_id": candidate.candidate_id,
        "name": identity.name,
        "email": identity.email,
        "phone": identity.phone,
    }
