"""Copies of what alerts are about, in PostgreSQL."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from doorstroom_common.database import UnitOfWork, sql
from doorstroom_notification.application.ports import KnownMatch, KnownNeed

KEEP_NEED = sql(
    "INSERT INTO need_copy (need_id, organisation, version, ended, state)"
    " VALUES (:need_id, :organisation, :version, :ended, :state) ON CONFLICT (need_id) DO UPDATE"
    " SET version = excluded.version, ended = excluded.ended, state = excluded.state"
    " WHERE need_copy.version < excluded.version RETURNING 1"
)
KEEP_MATCH = sql(
    "INSERT INTO match_copy (match_id, organisation, version, need_id, candidate_id, proposed, state)"
    " VALUES (:match_id, :organisation, :version, :need_id, :candidate_id, :proposed, :state)"
    " ON CONFLICT (match_id) DO UPDATE SET version = excluded.version, proposed = excluded.proposed,"
    " candidate_id = excluded.candidate_id, state = excluded.state"
    " WHERE match_copy.version < excluded.version RETURNING 1"
)
KEEP_ERASED = sql("INSERT INTO erased_candidate (candidate_id) VALUES (:candidate_id) ON CONFLICT DO NOTHING")
NEED = sql("SELECT organisation, state FROM need_copy WHERE need_id = :need_id")
MATCH = sql(
    "SELECT m.organisation, m.state, m.need_id, coalesce(n.ended, false) AS need_ended,"
    " EXISTS (SELECT FROM erased_candidate e WHERE e.candidate_id = m.candidate_id) AS erased"
    " FROM match_copy m LEFT JOIN need_copy n USING (need_id) WHERE m.match_id = :match_id"
)
MATCHES_OF_NEED = sql("SELECT match_id FROM match_copy WHERE need_id = :need_id")
MATCHES_OF_CANDIDATE = sql("SELECT match_id FROM match_copy WHERE candidate_id = :candidate_id")
PROPOSED = sql("SELECT count(*) FROM match_copy WHERE need_id = :need_id AND proposed")
FORGET_CANDIDATE = sql(
    "UPDATE match_copy SET state = NULL, proposed = false, candidate_id = NULL WHERE candidate_id = :candidate_id"
)


class SqlCopies:
    """`application.ports.Copies` in PostgreSQL."""

    async def keep_need(self, need_id: UUID, data: Mapping[str, Any], uow: UnitOfWork) -> bool:
        return await uow.fetch_value(KEEP_NEED, **need_row(need_id, data)) is not None

    async def keep_match(self, match_id: UUID, data: Mapping[str, Any], uow: UnitOfWork) -> bool:
        return await uow.fetch_value(KEEP_MATCH, **match_row(match_id, data)) is not None

    async def need(self, need_id: UUID, uow: UnitOfWork) -> KnownNeed | None:
        row = await uow.fetch_row(NEED, need_id=need_id)
        return KnownNeed(row["organisation"], row["state"]) if row else None

    async def match(self, match_id: UUID, uow: UnitOfWork) -> KnownMatch | None:
        row = await uow.fetch_row(MATCH, match_id=match_id)
        return KnownMatch(**row) if row else None

    async def matches_of_need(self, need_id: UUID, uow: UnitOfWork) -> list[UUID]:
        return [row["match_id"] for row in await uow.fetch(MATCHES_OF_NEED, need_id=need_id)]

    async def proposed(self, need_id: UUID, uow: UnitOfWork) -> int:
        count: int = await uow.fetch_value(PROPOSED, need_id=need_id)
        return count

    async def erase(self, candidate_id: UUID, uow: UnitOfWork) -> list[UUID]:
        matches = await uow.fetch(MATCHES_OF_CANDIDATE, candidate_id=candidate_id)
        uow.write(KEEP_ERASED, candidate_id=candidate_id)
        uow.write(FORGET_CANDIDATE, candidate_id=candidate_id)
        return [row["match_id"] for row in matches]


def need_row(need_id: UUID, data: Mapping[str, Any]) -> dict[str, Any]:
    """Of a closed need only its end is kept."""
    ended = data["status"] != "open"
    return {
        "need_id": need_id,
        "organisation": data["organisation"],
        "version": data["version"],
        "ended": ended,
        "state": None if ended else dict(data),
    }


def match_row(match_id: UUID, data: Mapping[str, Any]) -> dict[str, Any]:
    """Of a withdrawn match only its end is kept."""
    proposed = data["status"] == "proposed"
    candidate = data.get("candidateId")
    return {
        "match_id": match_id,
        "organisation": data["organisation"],
        "version": data["version"],
        "need_id": UUID(data["need"]["id"]),
        "candidate_id": UUID(candidate) if candidate else None,
        "proposed": proposed,
        "state": dict(data) if proposed else None,
    }
