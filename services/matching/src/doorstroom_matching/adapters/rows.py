"""How a match, a decision and what is shown of them are written as rows, and a match read back."""

from collections.abc import Mapping
from dataclasses import fields
from typing import Any
from uuid import UUID

from doorstroom_matching.application.ports import KeptCandidate, KeptNeed
from doorstroom_matching.application.shown import shown_score, shown_to_organisation
from doorstroom_matching.domain.decision import Decision
from doorstroom_matching.domain.life import OPEN, Side, Status
from doorstroom_matching.domain.match import ASKED_FIRST, HELD_BACK, Life, Match, Taken
from doorstroom_matching.domain.need import NeedKind
from doorstroom_matching.domain.withdrawal import Because

Row = Mapping[str, Any]


def match_from(row: Row) -> Match:
    return Match(
        id=plain(row["match_id"]),
        need_id=plain(row["need_id"]),
        candidate_id=plain(row["candidate_id"]),
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
        agreed=row.get("agreed"),
        life=Life(row["due_at"], row["overdue_since"], row["consent_until"], row["lender"], row["said"]),
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
        "overdue_since": match.life.overdue_since,
        "lender": match.life.lender,
        "said": match.life.said,
    }


def view_row(match: Match) -> Row:
    """Nothing is shown of a candidate any more once nothing may come of the match."""
    record, still_open = match.record or {}, match.status in OPEN
    return {
        **_both(match),
        **_place(match),
        "organisation": match.organisation,
        "title": record["title"],
        "score": shown_score(record) if still_open else None,
        "card": record["card"] if still_open else None,
        "explanation": shown_to_organisation(record) if still_open else None,
        "overdue_since": match.life.overdue_since,
        "said": _said(match, "agreed", "offer", "placement", "throughReferral"),
    }


def lender_view_row(match: Match) -> Row:
    """The need, the borrower and the days: whoever is lent tells the rest, through what they disclose."""
    return {
        **{name: value for name, value in _both(match).items() if name not in ("need_kind", "proposed_at")},
        "organisation": match.life.lender,
        "borrower": match.organisation,
        "title": (match.record or {})["title"],
        "said": _said(match, "need", "wish", "agreed", "placement"),
        "asked_at": match.life.said["askedAt"],
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
        "lender": match.life.lender,
        "said": _said(match, "need", "wish", "agreed", "offer", "placement", "throughReferral", HELD_BACK),
        "card": record.get(ASKED_FIRST) or record["card"],
        "asked_first": match.is_asked_first,
    }


def step_row(match: Match, taken: Taken) -> Row:
    return {
        "organisation": match.organisation,
        "match_id": match.id,
        "number": match.version,
        "taken": taken.what,
        "side": taken.by,
        "actor": taken.actor,
        "reason": taken.reason,
        "taken_at": taken.at,
    }


def taken_from(row: Row) -> Taken:
    return Taken(row["taken"], Side(row["side"]), row["actor"], row["taken_at"], row["reason"])


def decision_row(decision: Decision, seal: bytes) -> Row:
    values = {field.name: getattr(decision, field.name) for field in fields(decision)}
    decision_id, previous = values.pop("id"), decision.previous
    return {
        **values,
        "decision_id": decision_id,
        "inputs_seal": as_bytea(decision.inputs_seal),
        "previous": as_bytea(previous) if previous else None,
        "seal": as_bytea(seal),
    }


def decision_from(row: Row) -> Decision:
    columns = {field.name: field.name for field in fields(Decision)} | {"id": "decision_id"}
    values: dict[str, Any] = {name: row[column] for name, column in columns.items()}
    ids = {name: plain(value) for name, value in values.items() if isinstance(value, UUID)}
    return Decision(**(values | ids))


def need_version_row(kept: KeptNeed) -> Row:
    need = kept.need
    return {"organisation": need.organisation, "need_id": need.id, "version": need.version, "data": kept.data}


def candidate_version_row(kept: KeptCandidate) -> Row:
    return {"candidate_id": kept.candidate.id, "version": kept.candidate.version, "data": kept.data}


def plain(found: UUID) -> UUID:
    """The driver's own kind of UUID cannot be written as JSON."""
    return UUID(int=found.int)


def as_bytea(value: bytes) -> str:
    """As PostgreSQL reads it from JSON."""
    return f"\\x{value.hex()}"


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
        "due_at": match.life.due_at,
        "consent_until": match.life.consent_until,
    }


def _said(match: Match, *names: str) -> dict[str, Any]:
    return {name: match.life.said[name] for name in names if name in match.life.said}


def _place(match: Match) -> dict[str, int]:
    tier_rank, demoted, missing, lot = (match.record or {})["place"]
    return {"tier_rank": tier_rank, "demoted": demoted, "missing": missing, "lot": lot}
