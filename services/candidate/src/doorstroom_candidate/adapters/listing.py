"""Reading as a filter on the data: a person's own, and what an organisation gave; nothing else is there."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from doorstroom_candidate.adapters.advisers import adviser_from
from doorstroom_candidate.adapters.employment_confirmations import confirmation_from
from doorstroom_candidate.adapters.registrations import JOINED
from doorstroom_candidate.adapters.rows import Row, candidate_from, identity_from, registration_from
from doorstroom_candidate.adapters.statements import paged
from doorstroom_candidate.adapters.tables import EmploymentRow, columns
from doorstroom_candidate.application.ports import After, Given
from doorstroom_candidate.domain.addresses import address_key
from doorstroom_candidate.domain.adviser import Adviser
from doorstroom_candidate.domain.candidate import Candidate
from doorstroom_candidate.domain.employment_confirmation import EmploymentConfirmation
from doorstroom_candidate.domain.registration import Registration
from doorstroom_candidate.domain.values import Identity
from doorstroom_common.database import Behalf, Database, UnitOfWork, sql

EMPLOYMENT = ", ".join(f"e.{name}" for name in columns(EmploymentRow)[2:])
MINE = (
    f"SELECT c.*, {EMPLOYMENT}, i.name, i.email, i.phone FROM candidate c"  # noqa: S608 - our own names
    " JOIN identity i USING (person_ref, candidate_id) LEFT JOIN employment e USING (person_ref, candidate_id)"
    " WHERE c.person_ref = :person_ref"
)
FOR_ME = f"{JOINED} WHERE a.address_key = :address_key AND r.confirmed_at IS NULL"
GIVEN = f"{JOINED} WHERE r.organisation = :organisation"

MY_PAGE = sql(paged(MINE, "c.registered_at", "c.candidate_id"))
FOR_ME_PAGE, GIVEN_PAGE = (sql(paged(each, "r.registered_at", "r.candidate_id")) for each in (FOR_ME, GIVEN))
MY_ONE = sql(f"{MINE} AND c.candidate_id = :candidate_id")
FOR_ME_ONE = sql(f"{FOR_ME} AND r.candidate_id = :candidate_id")
GIVEN_ONE = sql(f"{GIVEN} AND r.candidate_id = :candidate_id")
MY_ADVISERS = sql("SELECT * FROM adviser WHERE person_ref = :person_ref")
MY_CONFIRMATIONS = sql("SELECT * FROM employment_confirmation WHERE person_ref = :person_ref")


@dataclass(frozen=True, slots=True)
class Own:
    """What a person sees of themselves: a candidate, or a registration that sleeps, and what they asked of others."""

    known: Candidate | Registration
    identity: Identity
    adviser: Adviser | None = None
    confirmation: EmploymentConfirmation | None = None


class Listing:
    """Newest first; `most` at most."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def given_by(self, organisation: str, candidate_id: UUID) -> Given | None:
        async with self._database.unit_of_work(Behalf.of(organisation)) as uow:
            row = await uow.fetch_row(GIVEN_ONE, organisation=organisation, candidate_id=candidate_id)
        return (registration_from(row), identity_from(row)) if row else None

    async def all_given_by(self, organisation: str, after: After | None, most: int) -> Sequence[Given]:
        async with self._database.unit_of_work(Behalf.of(organisation)) as uow:
            rows = await uow.fetch(GIVEN_PAGE, organisation=organisation, most=most, **_after(after))
        return [(registration_from(row), identity_from(row)) for row in rows]

    async def of_person(self, person_ref: UUID, address: str | None, candidate_id: UUID) -> Own | None:
        """Their candidate, or an employer's registration that sleeps until they confirm it."""
        async with self._database.unit_of_work(Behalf.of(person=person_ref, known_as=_key(address))) as uow:
            row = await uow.fetch_row(MY_ONE, person_ref=person_ref, candidate_id=candidate_id)
            if row is not None:
                return (await _with_others(uow, person_ref, [row]))[0]
            row = await uow.fetch_row(FOR_ME_ONE, address_key=_key(address), candidate_id=candidate_id)
        return Own(registration_from(row), identity_from(row)) if row else None

    async def all_of_person(
        self, person_ref: UUID, address: str | None, after: After | None, most: int
    ) -> Sequence[Own]:
        async with self._database.unit_of_work(Behalf.of(person=person_ref, known_as=_key(address))) as uow:
            own = await uow.fetch(MY_PAGE, person_ref=person_ref, most=most, **_after(after))
            asleep = await uow.fetch(FOR_ME_PAGE, address_key=_key(address), most=most, **_after(after))
            found = await _with_others(uow, person_ref, own)
        found += [Own(registration_from(row), identity_from(row)) for row in asleep]
        found.sort(key=lambda each: (each.known.registered_at, each.known.candidate_id), reverse=True)
        return found[:most]


async def _with_others(uow: UnitOfWork, person_ref: UUID, rows: Sequence[Row]) -> list[Own]:
    """With the adviser whom the person chose, and what they asked of their employer."""
    advisers = {row["candidate_id"]: adviser_from(row) for row in await uow.fetch(MY_ADVISERS, person_ref=person_ref)}
    asked = await uow.fetch(MY_CONFIRMATIONS, person_ref=person_ref)
    confirmations = {row["candidate_id"]: confirmation_from(row) for row in asked}
    return [
        Own(
            candidate_from(row, row if row["employer"] is not None else None),
            identity_from(row),
            advisers.get(row["candidate_id"]),
            confirmations.get(row["candidate_id"]),
        )
        for row in rows
    ]


def _key(address: str | None) -> str | None:
    return address_key(address) if address else None


def _after(after: After | None) -> dict[str, object]:
    return {"after": after and after.at, "after_id": after and after.id}
