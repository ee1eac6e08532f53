"""Our copies of needs and profiles, by version."""

import secrets
from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

from doorstroom_common.database import UnitOfWork, sql
from doorstroom_matching.adapters.index.coded import SCHEME, coded
from doorstroom_matching.adapters.rows import as_bytea
from doorstroom_matching.adapters.statements import put_unless_older
from doorstroom_matching.adapters.switches import IS_OFF
from doorstroom_matching.adapters.tables import CandidateRow, NeedRow
from doorstroom_matching.application.ports import Data, KeptCandidate, KeptNeed, KnownCovenants
from doorstroom_matching.application.reading import READ_NEED, candidate_from
from doorstroom_matching.domain.candidate import Candidate
from doorstroom_matching.domain.fit import top_in
from doorstroom_matching.domain.need import Need, NeedKind
from doorstroom_matching.domain.scale import Equivalence, order_of
from doorstroom_matching.domain.verdict import equivalence_of

ERASED = "state = 'erased'"

PUT_NEED = put_unless_older(NeedRow)
PUT_CANDIDATE = put_unless_older(CandidateRow, final=ERASED)
EMPTIED = (
    "version = 0, state = 'erased', person_ref = NULL, moves = NULL, agreement = NULL, lowest_scale = NULL,"
    " hours_min = NULL, hours_max = NULL, available_from = NULL, skills = NULL, closed_to = NULL, data = NULL,"
    " coded_by = NULL, coded_version = NULL, coded_row = NULL, coded_terms = NULL"
)
"""What is left of an erased profile is that it was."""
EMPTY_CANDIDATE = sql(
    "INSERT INTO candidate (candidate_id, version, state) VALUES (:candidate_id, 0, 'erased')"  # noqa: S608 - our own text
    f" ON CONFLICT (candidate_id) DO UPDATE SET {EMPTIED} WHERE candidate.state <> 'erased' RETURNING 1"
)
ADD_TURN = sql("INSERT INTO turn (subject) VALUES (:subject) ON CONFLICT DO NOTHING")
ADD_KEY = sql("INSERT INTO candidate_key (candidate_id, key) VALUES (:candidate_id, :key) ON CONFLICT DO NOTHING")
NEEDS = sql(
    f"SELECT need_id, kind, data, {IS_OFF}, (SELECT count(*) FROM covenant) AS covenants"  # noqa: S608 - our own text
    " FROM need WHERE need_id = ANY(:ids::uuid[]) ORDER BY need_id"
)
CANDIDATES = sql(
    "SELECT candidate_id, data, key FROM candidate JOIN candidate_key USING (candidate_id)"
    " WHERE candidate_id = ANY(:ids::uuid[]) AND state <> 'erased' ORDER BY candidate_id"
)
IS_ERASED = sql("SELECT state = 'erased' FROM candidate WHERE candidate_id = :candidate_id")
REVIEW_NEEDS = sql(
    "INSERT INTO work (kind, key) SELECT 'need', need_id::text FROM need WHERE is_open"
    " ORDER BY need_id::text"
    " ON CONFLICT (kind, key) DO UPDATE SET key = work.key"
)


class StoredCopies:
    """The port `Copies`."""

    def __init__(self, known: KnownCovenants) -> None:
        self._known = known

    async def keep_need(self, need: Need, data: Data, uow: UnitOfWork) -> bool:
        table = equivalence_of(self._known.by_hash(need.covenant_hash))
        if await uow.fetch_row(PUT_NEED, rows=[need_row(need, data, table)]) is None:
            return False
        uow.write(ADD_TURN, subject=need.id)
        return True

    async def keep_candidate(self, candidate: Candidate, data: Data, uow: UnitOfWork) -> bool:
        if await uow.fetch_row(PUT_CANDIDATE, rows=[candidate_row(candidate, data)]) is None:
            return False
        uow.write(ADD_TURN, subject=candidate.id)
        uow.write(ADD_KEY, candidate_id=candidate.id, key=secrets.token_bytes(32))
        return True

    async def empty_candidate(self, candidate_id: UUID, uow: UnitOfWork) -> bool:
        if await uow.fetch_row(EMPTY_CANDIDATE, candidate_id=candidate_id) is None:
            return False
        uow.write(ADD_TURN, subject=candidate_id)
        return True

    async def is_erased(self, candidate_id: UUID, uow: UnitOfWork) -> bool:
        return bool(await uow.fetch_value(IS_ERASED, candidate_id=candidate_id))

    async def needs(self, ids: Collection[UUID], uow: UnitOfWork) -> dict[UUID, KeptNeed]:
        rows = await uow.fetch(NEEDS, ids=list(ids))
        if rows and rows[0]["covenants"] != len(self._known.covenants):
            await self._known.refresh()
        return {row["need_id"]: kept_need(row) for row in rows}

    async def candidates(self, ids: Collection[UUID], uow: UnitOfWork) -> dict[UUID, KeptCandidate]:
        rows = await uow.fetch(CANDIDATES, ids=list(ids)) if ids else []
        return {
            row["candidate_id"]: KeptCandidate(candidate_from(row["data"]), row["data"], row["key"]) for row in rows
        }

    async def review_needs(self, uow: UnitOfWork) -> None:
        await uow.execute(REVIEW_NEEDS)


def kept_need(row: Any) -> KeptNeed:
    """From kind, data, and whether matching is switched off for it."""
    need = READ_NEED[NeedKind(row["kind"])](row["data"])
    return KeptNeed(replace(need, is_matched=not row["matching_off"]), row["data"])


def need_row(need: Need, data: Data, table: Equivalence) -> Mapping[str, Any]:
    return {
        "organisation": need.organisation,
        "need_id": need.id,
        "kind": need.kind,
        "version": need.version,
        "is_open": need.is_open,
        "move": need.move,
        "agreement": need.scales.agreement,
        "scale_tops": scale_tops(need, table),
        "hours_min": need.hours.min,
        "hours_max": need.hours.max,
        "starts_by": need.starts_by,
        "required_skills": sorted({term.uri for term in need.required_skills}),
        "skills_needed": need.skills_needed,
        "data": data,
    }


def candidate_row(candidate: Candidate, data: Data) -> Mapping[str, Any]:
    return {
        "candidate_id": candidate.id,
        "version": candidate.version,
        "state": "active" if candidate.is_active else "withdrawn",
        "person_ref": candidate.person_ref,
        "moves": sorted(candidate.moves),
        "agreement": candidate.employment.agreement if candidate.employment else None,
        "lowest_scale": order_of(candidate.lowest_scale) if candidate.lowest_scale else None,
        "hours_min": candidate.hours.min,
        "hours_max": candidate.hours.max,
        "available_from": candidate.available_from,
        "skills": sorted(candidate.skills),
        "closed_to": sorted(candidate.blocked | candidate.hidden_from),
        "data": data,
        **codes_of(candidate),
    }


def codes_of(candidate: Candidate) -> Mapping[str, Any]:
    """What the index reads at its start: nothing of somebody who takes no part."""
    if not candidate.is_active:
        return dict.fromkeys(("coded_by", "coded_version", "coded_row", "coded_terms"))
    code = coded(candidate)
    return {
        "coded_by": SCHEME,
        "coded_version": candidate.version,
        "coded_row": as_bytea(code.row),
        "coded_terms": as_bytea(code.terms),
    }


def scale_tops(need: Need, table: Equivalence) -> dict[str, int]:
    """The order of the highest scale on offer, in its own agreement and in each that a table compares it with."""
    agreements = {need.scales.agreement, *(to for held, to in table if held == need.scales.agreement)}
    orders = ((agreement, top_in(need, agreement, table)) for agreement in sorted(agreements))
    return {agreement: order for agreement, order in orders if order is not None}
