"""What this service reads of matches and referrals: only what decides who may know whom."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from doorstroom_candidate.domain.disclosure import Purpose, Receiver
from doorstroom_candidate.domain.procedure import Kind, Procedure, midnight
from doorstroom_common.cloudevent import CloudEvent

Data = Mapping[str, Any]
UNREADABLE = (KeyError, ValueError, TypeError, AttributeError)

CONTACT_GRANTED = frozenset({"contact-granted", "invited", "offered", "placed"})
CANDIDATE_AGREED = frozenset({"candidate-agreed"})
EMPLOYER_AGREED = frozenset({"employer-agreed", "invited", "offered", "placed"})
THE_PERSONS_YES = frozenset({"contact-granted", "candidate-agreed"})


def match_procedure(event: CloudEvent) -> Procedure | None:
    """None for a match of which the candidate is not named any more: they were erased, here first."""
    data = event.data
    if data.get("candidateId") is None:
        return None
    step = data.get("step") or {}
    stepped_at = _moment(step["at"]) if step else event.time
    placement = data.get("placement") or {}
    return Procedure(
        kind=Kind.MATCH,
        procedure_id=UUID(event.subject),
        version=event.version,
        candidate_id=UUID(data["candidateId"]),
        need_id=UUID(data["need"]["id"]),
        shown_to=_shown_to(data),
        stepped_at=stepped_at,
        yes_at=stepped_at if step.get("taken") in THE_PERSONS_YES else None,
        consent_until=_end_of(data.get("consentUntil")),
        starts_on=date.fromisoformat(placement["startDate"]) if data["status"] == "placed" else None,
    )


def referral_procedure(event: CloudEvent) -> Procedure | None:
    """The person said yes to this receiver before it was sent; what they are told of is the receiver's yes."""
    data = event.data
    if data.get("candidateId") is None:
        return None
    accepted = data["status"] == "accepted"
    answered_at = _moment(data["answeredAt"]) if data.get("answeredAt") else event.time
    need = data.get("need") or {}
    return Procedure(
        kind=Kind.REFERRAL,
        procedure_id=UUID(event.subject),
        version=event.version,
        candidate_id=UUID(data["candidateId"]),
        need_id=UUID(need["id"]) if need else None,
        shown_to=(Receiver(str(data["receiver"]), Purpose.REFERRAL),) if accepted else (),
        stepped_at=answered_at if accepted else event.time,
        yes_at=answered_at if accepted else None,
        consent_until=_end_of(data.get("consentUntil")),
        starts_on=None,
    )


def _shown_to(data: Data) -> tuple[Receiver, ...]:
    """Of a state that is not known here nobody may know the candidate."""
    status = data["status"]
    if data["need"]["kind"] == "vacancy":
        return (Receiver(str(data["organisation"]), Purpose.CONTACT),) if status in CONTACT_GRANTED else ()
    shown: list[Receiver] = []
    if status in CANDIDATE_AGREED | EMPLOYER_AGREED and data.get("lender"):
        shown.append(Receiver(str(data["lender"]), Purpose.EMPLOYER_CONSENT))
    if status in EMPLOYER_AGREED:
        shown.append(Receiver(str(data["organisation"]), Purpose.SECONDMENT))
    return tuple(shown)


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError("a moment without offset")
    return moment


def _end_of(text: str | None) -> datetime | None:
    """A moment, or a day up to and including its end."""
    if text is None:
        return None
    return _moment(text) if "T" in text else midnight(date.fromisoformat(text) + timedelta(days=1))
