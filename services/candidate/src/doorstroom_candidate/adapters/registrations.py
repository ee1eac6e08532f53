"""The organisations' rows: what an employer gave, and for whom."""

from collections.abc import Sequence
from uuid import UUID

from doorstroom_candidate.adapters.rows import (
    addressee_values,
    identity_from,
    listed,
    registration_from,
    registration_values,
)
from doorstroom_candidate.adapters.statements import inserts, puts_all, saves
from doorstroom_candidate.adapters.tables import AddresseeRow, RegistrationRow
from doorstroom_candidate.application.ports import Given
from doorstroom_candidate.domain.addresses import address_key
from doorstroom_candidate.domain.registration import Registration
from doorstroom_candidate.domain.values import Identity
from doorstroom_common.database import UnitOfWork, sql

JOINED = "SELECT r.*, a.name, a.email, a.phone FROM registration r JOIN addressee a USING (organisation, candidate_id)"
OF_ORGANISATION = sql(
    f"{JOINED} WHERE r.organisation = :organisation AND r.candidate_id = :candidate_id FOR UPDATE OF r, a"
)
ADDRESSED_TO = sql(
    f"{JOINED} WHERE a.address_key = :address_key AND r.candidate_id = :candidate_id AND r.confirmed_at IS NULL"
    " FOR UPDATE OF r, a"
)
BY_ID = sql("SELECT * FROM registration WHERE candidate_id = :candidate_id FOR UPDATE NOWAIT")

ADD, SAVE = inserts(RegistrationRow), saves(RegistrationRow)
ADD_ADDRESSEE, SAVE_ADDRESSEE = inserts(AddresseeRow), saves(AddresseeRow)
PUT_ALL, PUT_ALL_ADDRESSEES = puts_all(RegistrationRow), puts_all(AddresseeRow)
REMOVE_ALL = sql("DELETE FROM registration WHERE candidate_id = ANY(:candidate_ids::uuid[])")


class StoredRegistrations:
    """`application.ports.Registrations` in PostgreSQL."""

    async def of_organisation(
        self, uow: UnitOfWork, organisation: str, candidate_id: UUID
    ) -> tuple[Registration, Identity] | None:
        row = await uow.fetch_row(OF_ORGANISATION, organisation=organisation, candidate_id=candidate_id)
        return (registration_from(row), identity_from(row)) if row else None

    async def addressed_to(
        self, uow: UnitOfWork, address: str | None, candidate_id: UUID
    ) -> tuple[Registration, Identity] | None:
        key = address_key(address) if address else None
        row = await uow.fetch_row(ADDRESSED_TO, address_key=key, candidate_id=candidate_id)
        return (registration_from(row), identity_from(row)) if row else None

    async def by_id(self, uow: UnitOfWork, candidate_id: UUID) -> Registration | None:
        row = await uow.fetch_row(BY_ID, candidate_id=candidate_id)
        return registration_from(row) if row else None

    def add(self, uow: UnitOfWork, registration: Registration, identity: Identity) -> None:
        uow.write(ADD, **registration_values(registration))
        uow.write(ADD_ADDRESSEE, **addressee_values(registration, identity))

    def save(self, uow: UnitOfWork, registration: Registration) -> None:
        uow.write(SAVE, **registration_values(registration))

    def save_identity(self, uow: UnitOfWork, registration: Registration, identity: Identity) -> None:
        uow.write(SAVE_ADDRESSEE, **addressee_values(registration, identity))

    def put_all(self, uow: UnitOfWork, given: Sequence[Given]) -> None:
        uow.write(PUT_ALL, rows=[listed(registration_values(registration)) for registration, _ in given])
        uow.write(PUT_ALL_ADDRESSEES, rows=[listed(addressee_values(*each)) for each in given])

    def remove_all(self, uow: UnitOfWork, candidate_ids: Sequence[UUID]) -> None:
        uow.write(REMOVE_ALL, candidate_ids=list(candidate_ids))
