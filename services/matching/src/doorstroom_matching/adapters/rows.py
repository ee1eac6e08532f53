"""How a match, a decision and what is shown of them are written as rows, and a match read back."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from doorstroom_matching.application.ports import Decision, KeptCandidate, KeptNeed
from doorstroom_matching.application.shown import shown_score, shown_to_organisation
from doorstroom_matching.domain.match import Because, Match, Status
from doorstroom_matching.domain.need import NeedKind

Row = Mapping[str, Any]


def match_from(row: Row) -> Match:
    return Match(
        id=_plain(row["match_id"]),
        need_id=_plain(row["need_id"]),
        candidate_id=_plain(row["candidate_id"]),
        need_kind=NeedKind(row["need_kind"]),
        organisation=row["organisation"],
        need_version=row["need_version"],
        candidate_version=row["candidate_version"],
        changed_at=row["changed_at"],
        version=row["version"],
        status=Status(row["status"]),
        record=row["record"],
        because=Because(row["because"]) if row["because"] else None,
        proposed_at=row["proposed_at"],
        agreed=row["agreed"],
    )


def match_row(match: Match) -> Row:
    return {
        **_both(match),
        **_place(match),
        "candidate_id": match.candidate_id,
        "organisation": match.organisation,
        "need_version": match.need_version,
        "candidate_version": match.candidate_version,
        "record": match.record,
    }


def view_row(match: Match) -> Row:
    """Nothing is shown of a candidate any more once the match is withdrawn."""
    record, proposed = match.record or {}, match.status is Status.PROPOSED
    return {
        **_both(match),
        **_place(match),
        "organisation": match.organisation,
        "title": record["title"],
        "score": shown_score(record) if proposed else None,
        "card": record["card"] if proposed else None,
        "explanation": shown_to_organisation(record) if proposed else None,
    }


def person_view_row(match: Match, person: UUID) -> Row:
    record = match.record or {}
    return {
        **_both(match),
        "person_ref": person,
        "candidate_id": match.candidate_id,
        "organisation": match.organisation,
        "title": record["title"],
        "relation": record["relation"],
        "relation_covenant": record["relationCovenant"],
        "tier": record["tier"],
        "score": record["score"],
        "parts": record["parts"],
        "explanation": record["findings"],
        "card": record.get("askedFirst") or record["card"],
        "asked_first": "askedFirst" in record,
    }


def decision_row(decision: Decision) -> Row:
    match = decision.match
    return {
        "organisation": match.organisation,
        "decision_id": decision.id,
        "match_id": match.id,
        "match_version": match.version,
        "need_id": match.need_id,
        "need_version": match.need_version,
        "candidate_id": match.candidate_id,
        "candidate_version": match.candidate_version,
        "outcome": match.status,
        "because": match.because,
        "relation": decision.relation,
        "tier": decision.tier,
        "score": decision.score,
        "covenant_hash": decision.covenant_hash,
        "rules_version": decision.rules_version,
        "verdict": decision.verdict,
        "inputs_seal": f"\\x{decision.inputs_seal.hex()}",
        "decided_at": decision.decided_at,
    }


def need_version_row(kept: KeptNeed) -> Row:
    need = kept.need
    return {"organisation": need.organisation, "need_id": need.id, "version": need.version, "data": kept.data}


def candidate_version_row(kept: KeptCandidate) -> Row:
    return {"candidate_id": kept.candidate.id, "version": kept.candidate.version, "data": kept.data}


def _plain(found: UUID) -> UUID:
    """The driver's own kind of UUID cannot be written as JSON."""
    return UUID(int=found.int)


def _both(match: Match) -> dict[str, Any]:
    return {
        "match_id": match.id,
        "need_id": match.need_id,
        "need_kind": match.need_kind,
        "version": match.version,
        "status": match.status,
        "because": match.because,
        "proposed_at": match.proposed_at,
        "changed_at": match.changed_at,
    }


def _place(match: Match) -> dict[str, int]:
    tier_rank, demoted, missing, lot = (match.record or {})["place"]
    return {"tier_rank": tier_rank, "demoted": demoted, "missing": missing, "lot": lot}
