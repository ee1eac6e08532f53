"""The access log: written with each look, read by the person and, without a person, by a privacy officer."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from doorstroom_candidate.adapters.rows import Row
from doorstroom_candidate.adapters.statements import inserts, paged
from doorstroom_candidate.adapters.tables import LookRow
from doorstroom_candidate.application.ports import After
from doorstroom_candidate.domain.look import Look, LookPurpose, Seen, Viewer
from doorstroom_common.database import Behalf, Database, UnitOfWork, sql

ADD = inserts(LookRow)
MINE = sql("SELECT 1 FROM candidate WHERE person_ref = :person_ref AND candidate_id = :candidate_id")
AT_MINE = sql(
    paged(
        "SELECT * FROM access_log WHERE person_ref = :person_ref AND candidate_id = :candidate_id",
        "looked_at",
        "look_id",
    )
)
BY_ORGANISATION = sql(
    paged("SELECT * FROM access_log WHERE organisation = :organisation AND purpose <> 'advice'", "looked_at", "look_id")
)
"""An adviser looks on behalf of the person who chose them. To where they work it would tell that somebody did."""


class StoredAccessLog:
    """`application.ports.AccessLog` in PostgreSQL."""

    def add(self, uow: UnitOfWork, looks: Sequence[Look]) -> None:
        for look in looks:
            uow.write(ADD, **_values(look))


class AccessLogListing:
    """Newest first."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def at_person(
        self, person_ref: UUID, candidate_id: UUID, after: After | None, most: int
    ) -> Sequence[Look] | None:
        """None for a candidate that is not theirs."""
        wanted = {"person_ref": person_ref, "candidate_id": candidate_id}
        async with self._database.unit_of_work(Behalf.of(person=person_ref)) as uow:
            if await uow.fetch_value(MINE, **wanted) is None:
                return None
            return [_from(row) for row in await uow.fetch(AT_MINE, **wanted, **_place(after, most))]

    async def by_organisation(self, organisation: str, after: After | None, most: int) -> Sequence[Look]:
        async with self._database.unit_of_work(Behalf.of(organisation)) as uow:
            rows = await uow.fetch(BY_ORGANISATION, organisation=organisation, **_place(after, most))
        return [_from(row) for row in rows]


def _place(after: After | None, most: int) -> dict[str, Any]:
    return {"after": after and after.at, "after_id": after and after.id, "most": most}


def _values(look: Look) -> dict[str, Any]:
    return {
        "person_ref": look.person_ref,
        "look_id": look.look_id,
        "candidate_id": look.candidate_id,
        "looked_at": look.looked_at,
        "organisation": look.viewer.organisation,
        "role": look.viewer.role,
        "system": look.viewer.system,
        "looked_by": look.viewer.person_ref,
        "purpose": look.purpose,
        "seen": list(look.seen),
        "disclosure_id": look.disclosure_id,
        "match_id": look.match_id,
        "referral_id": look.referral_id,
        "need_id": look.need_id,
    }


def _from(row: Row) -> Look:
    return Look(
        person_ref=row["person_ref"],
        look_id=row["look_id"],
        candidate_id=row["candidate_id"],
        looked_at=row["looked_at"],
        viewer=Viewer(row["organisation"], row["role"], row["system"], row["looked_by"]),
        purpose=LookPurpose(row["purpose"]),
        seen=tuple(Seen(what) for what in row["seen"]),
        disclosure_id=row["disclosure_id"],
        match_id=row["match_id"],
        referral_id=row["referral_id"],
        need_id=row["need_id"],
    )
