"""Matches, decisions and what is shown of them, in their tables."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from doorstroom_common.consumer.dead_letters import FORGET_KEY
from doorstroom_common.covenant import Membership
from doorstroom_common.database import Statement, UnitOfWork, sql
from doorstroom_matching.adapters import rows
from doorstroom_matching.adapters.statements import add_many, put_many, put_many_and
from doorstroom_matching.adapters.tables import (
    DecisionRow,
    LenderMatchViewRow,
    MatchRow,
    MatchViewRow,
    PersonMatchViewRow,
)
from doorstroom_matching.application.ports import KeptCandidate, KeptNeed, Sealed
from doorstroom_matching.domain.decision import hashes_of
from doorstroom_matching.domain.life import OPEN, Side, Status
from doorstroom_matching.domain.match import Match

STILL_OPEN = "status IN (" + ", ".join(f"'{status}'" for status in sorted(OPEN)) + ")"
CANDIDATES_OF = sql(f"SELECT candidate_id FROM match WHERE need_id = :need_id AND {STILL_OPEN}")  # noqa: S608 - our own text
NEEDS_OF = sql(f"SELECT need_id FROM match WHERE candidate_id = :candidate_id AND {STILL_OPEN}")  # noqa: S608 - our own text
MATCH = "SELECT match.*, showing.agreed FROM match LEFT JOIN showing USING (match_id)"
LOAD = sql(
    f"{MATCH} WHERE need_id = ANY(:needs::uuid[]) AND candidate_id = ANY(:candidates::uuid[])"
    " ORDER BY match_id FOR UPDATE OF match"
)
OF_CANDIDATE = sql("SELECT * FROM match WHERE candidate_id = :candidate_id ORDER BY match_id FOR UPDATE")
LISTED = (
    "SELECT match_id, need_id, record ? 'askedFirst' OR said ? 'heldBack' AS hidden, tier_rank, demoted, missing, lot"
    " FROM {} WHERE need_id = ANY(:needs::uuid[]) AND status = 'proposed'"
)
RANKED = (
    "SELECT match_id, rank FROM (SELECT match_id, row_number() OVER ("
    " PARTITION BY need_id ORDER BY hidden, tier_rank, demoted, missing, lot) AS rank"
    " FROM ({}) AS listed) AS placed WHERE match_id = ANY(:matches::uuid[])"
)
RANKS = sql(RANKED.format(LISTED.format("match")))
PUT_MATCHES = put_many(MatchRow)
PUT_RANKED = put_many_and(
    MatchRow,
    RANKED.format(f"{LISTED.format('put')} UNION ALL {LISTED.format('match')} AND match_id <> ALL(:matches::uuid[])"),
)
ADD_DECISIONS = add_many(DecisionRow)
KEEP_MEMBERSHIP = sql(
    "INSERT INTO membership (membership, covenants) VALUES (:membership, :covenants::text[]) ON CONFLICT DO NOTHING"
)
LAST_SEALS = sql(
    "SELECT DISTINCT ON (match_id) match_id, seal FROM decision WHERE match_id = ANY(:matches::uuid[])"
    " ORDER BY match_id, match_version DESC"
)
KEEP_NEED_VERSIONS = sql(
    "INSERT INTO need_version SELECT * FROM jsonb_populate_recordset(NULL::need_version, :rows::jsonb)"
    " ON CONFLICT DO NOTHING"
)
KEEP_CANDIDATE_VERSIONS = sql(
    "INSERT INTO candidate_version SELECT * FROM jsonb_populate_recordset(NULL::candidate_version, :rows::jsonb)"
    " ON CONFLICT DO NOTHING"
)
HIDE_VIEWS = sql(
    "DELETE FROM match_view AS seen USING unnest(:organisations::text[], :matches::uuid[]) AS hidden(organisation, id)"
    " WHERE seen.organisation = hidden.organisation AND seen.match_id = hidden.id"
)
FORGET_PERSON_VIEWS = sql(
    "DELETE FROM person_match_view AS seen USING unnest(:matches::uuid[], :people::uuid[]) AS own(id, person)"
    " WHERE seen.match_id = own.id AND seen.person_ref IS DISTINCT FROM own.person"
)
"""Of whoever it is not, or not known to be any more."""
PUT_VIEWS = put_many(MatchViewRow)
PUT_LENDER_VIEWS = put_many(LenderMatchViewRow)
PUT_PERSON_VIEWS = put_many(PersonMatchViewRow)

ERASE = (
    sql(
        "DELETE FROM outbox USING match WHERE match.candidate_id = :candidate_id AND outbox.topic = 'matches'"
        " AND outbox.key = match.match_id::text AND match.status <> 'placed'"
    ),
    sql(
        "DELETE FROM outbox USING referral WHERE referral.candidate_id = :candidate_id AND outbox.topic = 'referrals'"
        " AND outbox.key = referral.referral_id::text"
    ),
    sql(
        "DELETE FROM idempotency USING referral WHERE referral.candidate_id = :candidate_id"
        " AND position(convert_to(referral.referral_id::text, 'UTF8') in idempotency.body) > 0"
    ),
    sql("DELETE FROM referral WHERE candidate_id = :candidate_id"),
    sql(
        "DELETE FROM match_step AS step USING match WHERE match.candidate_id = :candidate_id"
        " AND step.organisation = match.organisation AND step.match_id = match.match_id"
    ),
    sql(
        "DELETE FROM lender_match_view AS seen USING match WHERE match.candidate_id = :candidate_id"
        " AND seen.match_id = match.match_id"
    ),
    sql(
        "DELETE FROM match_view AS seen USING match WHERE match.candidate_id = :candidate_id"
        " AND seen.organisation = match.organisation AND seen.match_id = match.match_id"
    ),
    sql("DELETE FROM person_match_view WHERE candidate_id = :candidate_id"),
    sql(
        "DELETE FROM showing USING match WHERE match.candidate_id = :candidate_id AND showing.match_id = match.match_id"
    ),
    sql("DELETE FROM match WHERE candidate_id = :candidate_id"),
    sql("DELETE FROM candidate_version WHERE candidate_id = :candidate_id"),
    sql("DELETE FROM candidate_key WHERE candidate_id = :candidate_id"),
)
ANONYMISE = sql(
    "UPDATE decision SET candidate_id = gen_random_uuid(), match_id = NULL, inputs_erased_at = :at"
    " WHERE candidate_id = :candidate_id"
)
CONFIRM = sql(
    "INSERT INTO erasure (candidate_id, confirmed_at) VALUES (:candidate_id, :at) ON CONFLICT DO NOTHING RETURNING 1"
)


class StoredMatches:
    """The port `Matches`."""

    async def candidates_of(self, need_id: UUID, uow: UnitOfWork) -> set[UUID]:
        return {row["candidate_id"] for row in await uow.fetch(CANDIDATES_OF, need_id=need_id)}

    async def needs_of(self, candidate_id: UUID, uow: UnitOfWork) -> set[UUID]:
        return {row["need_id"] for row in await uow.fetch(NEEDS_OF, candidate_id=candidate_id)}

    async def load(
        self, needs: Collection[UUID], candidates: Collection[UUID], uow: UnitOfWork
    ) -> dict[tuple[UUID, UUID], Match]:
        found = await uow.fetch(LOAD, needs=list(needs), candidates=list(candidates))
        return {(row["need_id"], row["candidate_id"]): rows.match_from(dict(row)) for row in found}

    async def of_candidate(self, candidate_id: UUID, uow: UnitOfWork) -> list[Match]:
        return [rows.match_from(dict(row)) for row in await uow.fetch(OF_CANDIDATE, candidate_id=candidate_id)]

    async def store(self, matches: Sequence[Match], uow: UnitOfWork) -> None:
        await uow.execute(PUT_MATCHES, rows=[rows.match_row(match) for match in matches])

    async def store_ranked(self, matches: Sequence[Match], uow: UnitOfWork) -> dict[UUID, int]:
        needs = list({match.need_id for match in matches if match.status is Status.PROPOSED})
        put = [rows.match_row(match) for match in matches]
        found = await uow.fetch(PUT_RANKED, rows=put, needs=needs, matches=[match.id for match in matches])
        return {row["match_id"]: row["rank"] for row in found}

    def record(
        self, decisions: Sequence[Sealed], needs: Sequence[KeptNeed], candidates: Sequence[KeptCandidate],
        members: Mapping[str, Membership], uow: UnitOfWork,
    ) -> None:  # fmt: skip
        uow.write(ADD_DECISIONS, rows=[rows.decision_row(decision, seal) for decision, seal in decisions])
        for key, several in members.items():
            uow.write_beside(KEEP_MEMBERSHIP, membership=key, covenants=hashes_of(several))
        uow.write_beside(KEEP_NEED_VERSIONS, rows=[rows.need_version_row(kept) for kept in needs])
        uow.write_beside(KEEP_CANDIDATE_VERSIONS, rows=[rows.candidate_version_row(kept) for kept in candidates])

    async def last_seals(self, matches: Sequence[UUID], uow: UnitOfWork) -> dict[UUID, bytes]:
        found = await uow.fetch(LAST_SEALS, matches=list(matches))
        return {row["match_id"]: row["seal"] for row in found if row["seal"]}

    async def show(self, matches: Sequence[Match], people: Mapping[UUID, UUID | None], uow: UnitOfWork) -> None:
        for statement, parameters in _views(matches, people):
            await uow.execute(statement, **parameters)

    def show_at_commit(self, matches: Sequence[Match], people: Mapping[UUID, UUID | None], uow: UnitOfWork) -> None:
        for statement, parameters in _views(matches, people):
            uow.write_beside(statement, **parameters)

    async def ranks(self, matches: Sequence[Match], uow: UnitOfWork) -> dict[UUID, int]:
        needs = list({match.need_id for match in matches})
        found = await uow.fetch(RANKS, needs=needs, matches=[match.id for match in matches])
        return {row["match_id"]: row["rank"] for row in found}

    async def erase(self, candidate_id: UUID, at: datetime, uow: UnitOfWork) -> bool:
        for statement in ERASE:
            await uow.execute(statement, candidate_id=candidate_id)
        await uow.execute(ANONYMISE, candidate_id=candidate_id, at=at)
        await uow.execute(FORGET_KEY, key=str(candidate_id))
        return await uow.fetch_row(CONFIRM, candidate_id=candidate_id, at=at) is not None


def _views(
    matches: Sequence[Match], people: Mapping[UUID, UUID | None]
) -> Iterator[tuple[Statement, Mapping[str, Any]]]:
    """No two of these write the same row. Of a match in its first version there is nothing to take away."""
    if seen := [rows.view_row(match) for match in matches if match.visible_to is Side.ORGANISATION]:
        yield PUT_VIEWS, {"rows": seen}
    if lent := [rows.lender_view_row(match) for match in matches if match.life.lender]:
        yield PUT_LENDER_VIEWS, {"rows": lent}
    own = ((match, people.get(match.candidate_id)) for match in matches)
    if known := [rows.person_view_row(match, person) for match, person in own if person is not None]:
        yield PUT_PERSON_VIEWS, {"rows": known}
    before = [match for match in matches if match.version > 1]
    if hidden := [match for match in before if match.is_asked_first or match.is_held_back]:
        organisations, ids = [match.organisation for match in hidden], [match.id for match in hidden]
        yield HIDE_VIEWS, {"organisations": organisations, "matches": ids}
    if before:
        whose = [people.get(match.candidate_id) for match in before]
        yield FORGET_PERSON_VIEWS, {"matches": [match.id for match in before], "people": whose}
