"""Copies of what alerts are about, in PostgreSQL."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from doorstroom_common.cloudevent import CloudEvent
from doorstroom_common.database import UnitOfWork, sql
from doorstroom_notification.adapters.copied import (
    disclosure_row,
    match_row,
    need_row,
    placement_row,
    referral_row,
    taken_row,
)
from doorstroom_notification.application.ports import KnownMatch, KnownNeed, KnownReferral, Subjects
from doorstroom_notification.domain.contact import Contact
from doorstroom_notification.domain.wanted_for_life import Course
from doorstroom_notification.domain.wanted_for_placement import Placement

KEEP_NEED = sql(
    "INSERT INTO need_copy (need_id, organisation, version, ended, state)"
    " VALUES (:need_id, :organisation, :version, :ended, :state) ON CONFLICT (need_id) DO UPDATE"
    " SET version = excluded.version, ended = excluded.ended, state = excluded.state"
    " WHERE need_copy.version < excluded.version RETURNING 1"
)
ERASED = "EXISTS (SELECT FROM erased_candidate WHERE candidate_id = CAST(:candidate_id AS uuid))"
KEEP_MATCH = sql(
    "INSERT INTO match_copy (match_id, organisation, version, need_id, candidate_id, proposed, state)"  # noqa: S608 - our own words
    " SELECT CAST(:match_id AS uuid), CAST(:organisation AS text), CAST(:version AS int), CAST(:need_id AS uuid),"
    " CASE WHEN NOT erased THEN CAST(:candidate_id AS uuid) END, :proposed AND NOT erased,"
    f" CASE WHEN NOT erased THEN CAST(:state AS jsonb) END FROM (SELECT {ERASED} AS erased) AS person"
    " ON CONFLICT (match_id) DO UPDATE SET version = excluded.version, proposed = excluded.proposed,"
    " candidate_id = excluded.candidate_id, state = excluded.state"
    " WHERE match_copy.version < excluded.version RETURNING 1"
)
NOTE_TAKEN = sql(
    "UPDATE match_copy SET proposed_version = greatest(proposed_version, :proposed_version),"
    " lender = CASE WHEN taken_version < :taken_version THEN :lender ELSE lender END,"
    " taken_version = greatest(taken_version, :taken_version) WHERE match_id = :match_id"
)
KEEP_REFERRAL = sql(
    "INSERT INTO referral_copy (receiver, referral_id, version, candidate_id, state)"  # noqa: S608
    " SELECT CAST(:receiver AS text), CAST(:referral_id AS uuid), CAST(:version AS int),"
    " CASE WHEN NOT erased THEN CAST(:candidate_id AS uuid) END,"
    f" CASE WHEN NOT erased THEN CAST(:state AS jsonb) END FROM (SELECT {ERASED} AS erased) AS person"
    " ON CONFLICT (referral_id) DO UPDATE SET version = excluded.version, candidate_id = excluded.candidate_id,"
    " state = excluded.state WHERE referral_copy.version < excluded.version RETURNING 1"
)
KEEP_DISCLOSURE = sql(
    "INSERT INTO disclosure_copy (organisation, disclosure_id, version, subject_id, granted_at, ended_because, since)"
    " VALUES (:organisation, :disclosure_id, :version, :subject_id, :granted_at, :ended_because, :since)"
    " ON CONFLICT (disclosure_id) DO UPDATE SET version = excluded.version, ended_because = excluded.ended_because,"
    " since = excluded.since WHERE disclosure_copy.version < excluded.version RETURNING 1"
)
KEEP_PLACEMENT = sql(
    "INSERT INTO placement_copy (organisation, placement_id, version, state)"
    " VALUES (:organisation, :placement_id, :version, :state) ON CONFLICT (placement_id) DO UPDATE"
    " SET version = excluded.version, state = excluded.state"
    " WHERE placement_copy.version < excluded.version RETURNING 1"
)
KEEP_ERASED = sql("INSERT INTO erased_candidate (candidate_id) VALUES (:candidate_id) ON CONFLICT DO NOTHING")
NEED = sql("SELECT organisation, state FROM need_copy WHERE need_id = :need_id")
MATCH = sql(
    "SELECT m.organisation, m.state, m.lender, m.taken_version > m.proposed_version AS taken_further,"
    " coalesce(n.ended, false) AS need_ended"
    " FROM match_copy m LEFT JOIN need_copy n USING (need_id) WHERE m.match_id = :match_id"
)
REFERRAL = sql("SELECT receiver, state FROM referral_copy WHERE referral_id = :referral_id")
PLACEMENT = sql("SELECT state FROM placement_copy WHERE placement_id = :placement_id")
CONTACTS = sql(
    "SELECT DISTINCT ON (organisation) organisation, disclosure_id::text AS disclosure, ended_because, since"
    " FROM disclosure_copy WHERE subject_id = :subject_id ORDER BY organisation, granted_at DESC, disclosure_id"
)
MATCHES_OF_NEED = sql("SELECT match_id FROM match_copy WHERE need_id = :need_id")
PROPOSED = sql("SELECT count(*) FROM match_copy WHERE need_id = :need_id AND proposed")
FORGET_MATCHES = sql(
    "UPDATE match_copy SET state = NULL, proposed = false, candidate_id = NULL WHERE candidate_id = :candidate_id"
    " RETURNING match_id"
)
FORGET_REFERRALS = sql(
    "UPDATE referral_copy SET state = NULL, candidate_id = NULL WHERE candidate_id = :candidate_id"
    " RETURNING referral_id"
)
TAKE_FACT = sql("SELECT pg_advisory_xact_lock_shared(hashtextextended(:person, 0))")
TAKE_ERASURE = sql("SELECT pg_advisory_xact_lock(hashtextextended(:person, 0))")
"""A fact about somebody is stored wholly before their erasure, which then finds it, or after, and finds that."""


class SqlCopies:
    """`application.ports.Copies` in PostgreSQL."""

    async def keep_need(self, event: CloudEvent, uow: UnitOfWork) -> bool:
        return await uow.fetch_value(KEEP_NEED, **need_row(event)) is not None

    async def keep_match(self, event: CloudEvent, uow: UnitOfWork) -> bool:
        row = match_row(event)
        await self._turn(row["candidate_id"], uow)
        newer = await uow.fetch_value(KEEP_MATCH, **row) is not None
        uow.write(NOTE_TAKEN, **taken_row(event))
        return newer

    async def keep_referral(self, event: CloudEvent, uow: UnitOfWork) -> bool:
        row = referral_row(event)
        await self._turn(row["candidate_id"], uow)
        return await uow.fetch_value(KEEP_REFERRAL, **row) is not None

    async def keep_disclosure(self, event: CloudEvent, uow: UnitOfWork) -> bool:
        return await uow.fetch_value(KEEP_DISCLOSURE, **disclosure_row(event)) is not None

    async def keep_placement(self, event: CloudEvent, uow: UnitOfWork) -> bool:
        return await uow.fetch_value(KEEP_PLACEMENT, **placement_row(event)) is not None

    async def need(self, need_id: UUID, uow: UnitOfWork) -> KnownNeed | None:
        row = await uow.fetch_row(NEED, need_id=need_id)
        return KnownNeed(row["state"]) if row else None

    async def match(self, match_id: UUID, uow: UnitOfWork) -> KnownMatch | None:
        row = await uow.fetch_row(MATCH, match_id=match_id)
        if row is None:
            return None
        contacts = await self._contacts(match_id, uow)
        return KnownMatch(row["state"], Course(row["need_ended"], row["taken_further"], row["lender"], contacts))

    async def referral(self, referral_id: UUID, uow: UnitOfWork) -> KnownReferral | None:
        row = await uow.fetch_row(REFERRAL, referral_id=referral_id)
        if row is None:
            return None
        return KnownReferral(row["state"], (await self._contacts(referral_id, uow)).get(row["receiver"]))

    async def placement(self, placement_id: UUID, uow: UnitOfWork) -> Placement | None:
        state: Placement | None = await uow.fetch_value(PLACEMENT, placement_id=placement_id)
        return state

    async def matches_of_need(self, need_id: UUID, uow: UnitOfWork) -> list[UUID]:
        return [row["match_id"] for row in await uow.fetch(MATCHES_OF_NEED, need_id=need_id)]

    async def proposed(self, need_id: UUID | None, uow: UnitOfWork) -> int:
        count: int = await uow.fetch_value(PROPOSED, need_id=need_id)
        return count

    async def erase(self, candidate_id: UUID, uow: UnitOfWork) -> Subjects:
        await uow.execute(TAKE_ERASURE, person=str(candidate_id))
        uow.write(KEEP_ERASED, candidate_id=candidate_id)
        matches = await uow.fetch(FORGET_MATCHES, candidate_id=candidate_id)
        referrals = await uow.fetch(FORGET_REFERRALS, candidate_id=candidate_id)
        return Subjects(_first(matches), _first(referrals))

    async def _contacts(self, subject_id: UUID, uow: UnitOfWork) -> dict[str, Contact]:
        rows = await uow.fetch(CONTACTS, subject_id=subject_id)
        return {row["organisation"]: Contact(row["disclosure"], row["ended_because"], row["since"]) for row in rows}

    async def _turn(self, candidate_id: UUID | None, uow: UnitOfWork) -> None:
        if candidate_id:
            await uow.execute(TAKE_FACT, person=str(candidate_id))


def _first(rows: Sequence[Any]) -> list[UUID]:
    return sorted(row[0] for row in rows)
