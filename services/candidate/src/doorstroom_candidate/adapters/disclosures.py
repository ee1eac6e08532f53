"""To whom persons are made known: the rows, and what an organisation or a person may see of them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from doorstroom_candidate.adapters.rows import Row, identity_from
from doorstroom_candidate.adapters.statements import inserts, paged, saves
from doorstroom_candidate.adapters.tables import DisclosureRow
from doorstroom_candidate.application.ports import After
from doorstroom_candidate.domain.candidate import Candidate
from doorstroom_candidate.domain.disclosure import Because, Disclosure, End, Purpose, Receiver
from doorstroom_candidate.domain.procedure import Procedure
from doorstroom_candidate.domain.values import Identity
from doorstroom_common.database import Behalf, Database, UnitOfWork, sql

OF_PROCEDURE = sql(
    "SELECT * FROM disclosure WHERE coalesce(match_id, referral_id) = :procedure_id ORDER BY disclosure_id"
    " FOR UPDATE NOWAIT"
)
BY_ID = sql("SELECT * FROM disclosure WHERE disclosure_id = :disclosure_id FOR UPDATE NOWAIT")
OF_CANDIDATE = sql(
    "SELECT * FROM disclosure WHERE person_ref = :person_ref AND candidate_id = :candidate_id ORDER BY disclosure_id"
    " FOR UPDATE"
)
OF_ONE_CONSENT = sql(
    "SELECT o.* FROM disclosure d JOIN disclosure o ON o.person_ref = d.person_ref"
    " AND (o.disclosure_id = d.disclosure_id"
    " OR o.candidate_id = d.candidate_id AND o.organisation = d.organisation AND o.need_id = d.need_id)"
    " WHERE d.person_ref = :person_ref AND d.disclosure_id = :disclosure_id ORDER BY o.disclosure_id FOR UPDATE OF o"
)
TAKEN_BACK = sql(
    "SELECT d.* FROM disclosure d JOIN candidate c USING (person_ref, candidate_id)"
    " WHERE c.candidate_id = :candidate_id AND d.need_id = :need_id AND d.ended_because = 'consent-withdrawn'"
)

IN_FORCE = "d.organisation = :organisation AND d.ended_at IS NULL AND d.from_at <= :now AND d.until_at > :now"
"""Whose it is, and whether it holds at this moment: also where the timer that ends it is late."""

HOLD = sql(
    "SELECT c.candidate_id FROM disclosure d JOIN candidate c USING (person_ref, candidate_id)"  # noqa: S608 - our own names
    f" WHERE {IN_FORCE} AND d.disclosure_id = :disclosure_id FOR KEY SHARE OF c"
)
"""Before it is read: a withdrawal or an erasure under way decides first, and none begins until the look is over."""

DISCLOSED = sql(
    "SELECT d.*, i.name, i.email, i.phone FROM disclosure d JOIN identity i USING (person_ref, candidate_id)"  # noqa: S608 - our own names
    f" WHERE {IN_FORCE} AND d.disclosure_id = :disclosure_id"
)
OF_MATCH = " AND (:match_id::uuid IS NULL OR d.match_id = :match_id)"
RUNNING_PAGE = sql(paged(f"SELECT d.* FROM disclosure d WHERE {IN_FORCE}{OF_MATCH}", "d.from_at", "d.disclosure_id"))  # noqa: S608 - our own names
MY_PAGE = sql(
    paged(f"SELECT d.* FROM disclosure d WHERE d.person_ref = :person_ref{OF_MATCH}", "d.from_at", "d.disclosure_id")  # noqa: S608 - our own names
)
MY_ONE = sql("SELECT * FROM disclosure WHERE person_ref = :person_ref AND disclosure_id = :disclosure_id")

ADD, SAVE = inserts(DisclosureRow), saves(DisclosureRow)


class StoredDisclosures:
    """`application.ports.Disclosures` in PostgreSQL."""

    async def of_procedure(self, uow: UnitOfWork, procedure: Procedure) -> Sequence[Disclosure]:
        return [_from(row) for row in await uow.fetch(OF_PROCEDURE, procedure_id=procedure.procedure_id)]

    async def by_id(self, uow: UnitOfWork, disclosure_id: UUID) -> Disclosure | None:
        row = await uow.fetch_row(BY_ID, disclosure_id=disclosure_id)
        return _from(row) if row else None

    async def of_candidate(self, uow: UnitOfWork, candidate: Candidate) -> Sequence[Disclosure]:
        keys = {"person_ref": candidate.person_ref, "candidate_id": candidate.candidate_id}
        return [_from(row) for row in await uow.fetch(OF_CANDIDATE, **keys)]

    async def of_one_consent(self, uow: UnitOfWork, person_ref: UUID, disclosure_id: UUID) -> Sequence[Disclosure]:
        rows = await uow.fetch(OF_ONE_CONSENT, person_ref=person_ref, disclosure_id=disclosure_id)
        return [_from(row) for row in rows]

    async def taken_back(self, uow: UnitOfWork, procedure: Procedure) -> Sequence[Disclosure]:
        rows = await uow.fetch(TAKEN_BACK, candidate_id=procedure.candidate_id, need_id=procedure.need_id)
        return [_from(row) for row in rows]

    async def in_force(
        self, uow: UnitOfWork, organisation: str, disclosure_id: UUID, now: datetime
    ) -> tuple[Disclosure, Identity] | None:
        wanted = {"organisation": organisation, "disclosure_id": disclosure_id, "now": now}
        if await uow.fetch_value(HOLD, **wanted) is None:
            return None
        row = await uow.fetch_row(DISCLOSED, **wanted)
        return (_from(row), identity_from(row)) if row else None

    def add(self, uow: UnitOfWork, disclosure: Disclosure) -> None:
        uow.write(ADD, **_values(disclosure))

    def save(self, uow: UnitOfWork, disclosure: Disclosure) -> None:
        uow.write(SAVE, **_values(disclosure))


class DisclosureListing:
    """Lists show nobody's name: an organisation's have what is open to it now, a person's all that ever was."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def open_to(
        self, organisation: str, match_id: UUID | None, now: datetime, after: After | None, most: int
    ) -> Sequence[Disclosure]:
        by = Behalf.of(organisation)
        return await self._page(RUNNING_PAGE, by, after, most, organisation=organisation, match_id=match_id, now=now)

    async def all_of_person(
        self, person_ref: UUID, match_id: UUID | None, after: After | None, most: int
    ) -> Sequence[Disclosure]:
        by = Behalf.of(person=person_ref)
        return await self._page(MY_PAGE, by, after, most, person_ref=person_ref, match_id=match_id)

    async def of_person(self, person_ref: UUID, disclosure_id: UUID) -> Disclosure | None:
        async with self._database.unit_of_work(Behalf.of(person=person_ref)) as uow:
            row = await uow.fetch_row(MY_ONE, person_ref=person_ref, disclosure_id=disclosure_id)
        return _from(row) if row else None

    async def _page(
        self, statement: Any, by: Behalf, after: After | None, most: int, **wanted: Any
    ) -> Sequence[Disclosure]:
        async with self._database.unit_of_work(by) as uow:
            place = {"after": after and after.at, "after_id": after and after.id, "most": most}
            return [_from(row) for row in await uow.fetch(statement, **wanted, **place)]


def _values(disclosure: Disclosure) -> dict[str, Any]:
    ended = disclosure.ended
    return {
        "person_ref": disclosure.person_ref,
        "disclosure_id": disclosure.disclosure_id,
        "candidate_id": disclosure.candidate_id,
        "version": disclosure.version,
        "organisation": disclosure.receiver.organisation,
        "purpose": disclosure.receiver.purpose,
        "match_id": disclosure.match_id,
        "referral_id": disclosure.referral_id,
        "need_id": disclosure.need_id,
        "from_at": disclosure.from_at,
        "until_at": disclosure.until.at,
        "until_because": disclosure.until.because,
        "ended_at": ended and ended.at,
        "ended_because": ended and ended.because,
    }


def _from(row: Row) -> Disclosure:
    ended_at = row["ended_at"]
    return Disclosure(
        person_ref=row["person_ref"],
        disclosure_id=row["disclosure_id"],
        candidate_id=row["candidate_id"],
        version=row["version"],
        receiver=Receiver(row["organisation"], Purpose(row["purpose"])),
        match_id=row["match_id"],
        referral_id=row["referral_id"],
        need_id=row["need_id"],
        from_at=row["from_at"],
        until=End(row["until_at"], Because(row["until_because"])),
        ended=End(ended_at, Because(row["ended_because"])) if ended_at else None,
    )
