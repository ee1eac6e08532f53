"""The events of this service: a match proposed or withdrawn, and an erasure confirmed."""

from datetime import datetime
from typing import Any
from uuid import UUID

from doorstroom_common.cloudevent import CloudEvent, new_event
from doorstroom_matching.domain.match import Match, Status

PROPOSED = "nl.matches.match-proposed.v1"
WITHDRAWN = "nl.matches.match-withdrawn.v1"
CONFIRMED = "nl.erasures.erasure-confirmed.v1"
LONGEST_SOURCE = 300


def match_event(match: Match, rank: int | None, source: str, at: datetime) -> CloudEvent:
    """A proposal with all that an alert needs; a withdrawal with nothing of the candidate, whatever its reason."""
    data = _state(match)
    if match.status is Status.PROPOSED:
        data |= _proposal(match, rank)
    else:
        data["withdrawnBecause"] = match.because
    type_ = PROPOSED if match.status is Status.PROPOSED else WITHDRAWN
    return new_event(source=source, type=type_, subject=str(match.id), time=at, version=match.version, data=data)


def erasure_confirmed(candidate_id: UUID, source: str, at: datetime) -> CloudEvent:
    data = {"candidateId": str(candidate_id), "service": "matching", "confirmedAt": at, "version": 1}
    return new_event(source=source, type=CONFIRMED, subject=str(candidate_id), time=at, version=1, data=data)


def _state(match: Match) -> dict[str, Any]:
    record = match.record or {}
    return {
        "matchId": str(match.id),
        "version": match.version,
        "status": match.status,
        "organisation": match.organisation,
        "need": {
            "kind": match.need_kind,
            "id": str(match.need_id),
            "version": match.need_version,
            "title": record["title"],
        },
        "visibleTo": match.seen_first_by,
    }


def _proposal(match: Match, rank: int | None) -> dict[str, Any]:
    record = match.record or {}
    data = {
        "candidateId": str(match.candidate_id),
        "proposedAt": match.proposed_at,
        "relation": record["relation"],
        "tier": record["tier"],
        "rank": rank,
        "score": record["score"],
        "card": record["card"],
        "reasons": [_reason(finding) for finding in record["findings"]],
    }
    return data | ({"relationCovenant": record["relationCovenant"]} if record["relationCovenant"] else {})


def _reason(finding: dict[str, Any]) -> dict[str, str]:
    reason = {"rule": finding["rule"], "finding": finding["finding"]}
    return reason | ({"source": finding["source"][:LONGEST_SOURCE]} if finding["source"] else {})
