"""The events of this service: a match proposed, carried further or withdrawn, and an erasure confirmed."""

from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from doorstroom_common.cloudevent import CloudEvent, new_event
from doorstroom_matching.domain.life import Side, Status
from doorstroom_matching.domain.match import Match, Taken
from doorstroom_matching.domain.overruled import Overruling
from doorstroom_matching.domain.referral import WAITING, Referral

PROPOSED = "nl.matches.match-proposed.v1"
WITHDRAWN = "nl.matches.match-withdrawn.v1"
STEP_TAKEN = "nl.matches.match-step-taken.v1"
REFERRAL_MADE = "nl.referrals.referral-made.v1"
REFERRAL_ANSWERED = "nl.referrals.referral-answered.v1"
CONFIRMED = "nl.erasures.erasure-confirmed.v1"
OVERRULED = "nl.overrulings.order-overruled.v1"
LONGEST_SOURCE = 300
FEWEST_TOLD = 5


def match_event(match: Match, rank: int | None, source: str, at: datetime) -> CloudEvent:
    """A proposal with all that an alert needs; a withdrawal with nothing of the candidate, whatever its reason."""
    data = _state(match)
    if match.status is Status.PROPOSED:
        data |= _proposal(match, rank)
    else:
        data["withdrawnBecause"] = match.because
    type_ = PROPOSED if match.status is Status.PROPOSED else WITHDRAWN
    return new_event(source=source, type=type_, subject=str(match.id), time=at, version=match.version, data=data)


def step_event(match: Match, taken: Taken, source: str) -> CloudEvent:
    """A step with all that whoever reacts to it needs; one that withdraws says no more than any withdrawal."""
    if match.status is Status.WITHDRAWN:
        return match_event(match, None, source, taken.at)
    data = _state(match) | _shown(match) | {"visibleTo": match.visible_to, "step": _step(taken)} | _agreed(match)
    return new_event(
        source=source, type=STEP_TAKEN, subject=str(match.id), time=taken.at, version=match.version, data=data
    )


def overruled_event(overruling: Overruling, source: str) -> CloudEvent:
    """Of whom the organisation goes on with only the tier, of a few others no number."""
    subject = str(overruling.id)
    data = {
        "overrulingId": subject,
        "version": 1,
        "organisation": overruling.organisation,
        "need": overruling.need,
        "tier": overruling.tier,
        "reason": overruling.reason,
        "overruledAt": overruling.at,
    } | ({"passedBy": overruling.waiting} if overruling.waiting >= FEWEST_TOLD else {})
    return new_event(source=source, type=OVERRULED, subject=subject, time=overruling.at, version=1, data=data)


def referral_event(referral: Referral, source: str) -> CloudEvent:
    """Made, while somebody still owes an answer, and answered afterwards."""
    match_id = referral.match_id if referral.generation == 1 else None
    data = {
        "referralId": str(referral.id),
        "version": referral.version,
        "status": referral.status,
        "candidateId": str(referral.candidate_id),
        "matchId": str(match_id) if match_id else None,
        "sender": referral.sender,
        "receiver": referral.receiver,
        "need": referral.need,
        "generation": referral.generation,
        "sentAt": referral.sent_at,
        "dueAt": referral.due_at,
        "consentUntil": referral.consent_until,
        "answeredAt": referral.answered_at,
        "reason": referral.reason,
        "card": referral.card,
    }
    return new_event(
        source=source,
        type=REFERRAL_MADE if referral.status in WAITING else REFERRAL_ANSWERED,
        subject=str(referral.id),
        time=referral.changed_at,
        version=referral.version,
        data={name: value for name, value in data.items() if value is not None},
    )


def without_person(event: CloudEvent) -> CloudEvent:
    """The same of a referral, with nothing that leads to whom it was about."""
    personal = ("candidateId", "matchId", "card", "consentUntil")
    return replace(event, data={name: value for name, value in event.data.items() if name not in personal})


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
        "need": need_told(match.need_kind, match.need_id, match.need_version, record["title"]),
        "visibleTo": Side.ORGANISATION if match.visible_to is Side.ORGANISATION else Side.CANDIDATE,
    }


def need_told(kind: str, need_id: UUID, version: int, title: str) -> dict[str, Any]:
    """A vacancy or request, in the version that was matched."""
    return {"kind": kind, "id": str(need_id), "version": version, "title": title}


def _proposal(match: Match, rank: int | None) -> dict[str, Any]:
    record = match.record or {}
    proposal = _shown(match) | {"rank": rank, "reasons": [_reason(finding) for finding in record["findings"]]}
    late = match.life.overdue_since
    return proposal | ({"overdueSince": late} if late else {})


def _shown(match: Match) -> dict[str, Any]:
    record = match.record or {}
    data = {
        "candidateId": str(match.candidate_id),
        "proposedAt": match.proposed_at,
        "relation": record["relation"],
        "tier": record["tier"],
        "score": record["score"],
        "card": record["card"],
    }
    return data | ({"relationCovenant": record["relationCovenant"]} if record["relationCovenant"] else {})


def _step(taken: Taken) -> dict[str, Any]:
    step = {"taken": taken.what, "by": taken.by, "at": taken.at}
    return step | ({"reason": taken.reason} if taken.reason else {})


def _agreed(match: Match) -> dict[str, Any]:
    """What people agreed, and by when the next answer is due; only what there is."""
    life, record = match.life, match.record or {}
    placement = dict(life.said.get("placement") or {})
    left = placement.pop("from", None)
    found = {
        "governingCovenant": record["covenant"],
        "goesFirst": record["goesFirst"],
        "dueAt": life.due_at,
        "overdueSince": life.overdue_since,
        "consentUntil": life.consent_until,
        "lender": life.lender or left,
        "agreed": life.said.get("agreed"),
        "placement": placement or None,
        "throughReferral": life.said.get("throughReferral"),
    }
    return {name: value for name, value in found.items() if value is not None}


def _reason(finding: dict[str, Any]) -> dict[str, str]:
    reason = {"rule": finding["rule"], "finding": finding["finding"]}
    return reason | ({"source": finding["source"][:LONGEST_SOURCE]} if finding["source"] else {})
