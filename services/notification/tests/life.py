"""What the other services tell of one vacancy match, one secondment, one referral and one move, always the same.

The shapes are those on which matching, candidate and vacancy publish; where their contracts are here, a test reads
their own examples as well.
"""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from doorstroom_common.cloudevent import CloudEvent, event_source, new_event
from doorstroom_common.settings import SYNTHETIC_OIN
from doorstroom_common.testing.contracts import examples

START = datetime(2026, 3, 2, 8, 30, tzinfo=UTC)
PROPOSED_AT = "2026-03-02T08:30:00Z"
VACANCY, REQUEST, MATCH, LENT, REFERRAL, DISCLOSURE, PLACEMENT, CANDIDATE = (
    str(UUID(int=n, version=4)) for n in range(8)
)
OWNER, LENDER, RECEIVER = "waterrijk", "duinmeer", "heidestad"
CARD = examples("nl.matches.match-proposed.v1")["rich"]["data"]["card"]
AGREED = {
    "startDate": "2026-05-01", "endDate": "2026-12-31", "hours": 24, "rightToReturn": True, "replacement": "vacancy",
}  # fmt: skip


def fact(event_type: str, subject: str, version: int, data: dict[str, Any]) -> CloudEvent:
    """Told a minute later for each version."""
    producer = {"matches": "matching", "referrals": "matching", "disclosures": "candidate"}.get(
        event_type.split(".")[1], "vacancy"
    )
    return new_event(
        source=event_source(SYNTHETIC_OIN, producer), type=event_type, subject=subject,
        time=START + timedelta(minutes=version), version=version, data={**data, "version": version},
    )  # fmt: skip


def proposed(version: int = 1, *, lent: bool = False, **data: Any) -> CloudEvent:
    return fact(
        "nl.matches.match-proposed.v1", LENT if lent else MATCH, version,
        {
            **_match(lent, "proposed"), "candidateId": CANDIDATE, "proposedAt": PROPOSED_AT, "relation": "partner",
            "tier": "partner", "rank": 1, "score": 800, "card": CARD, "reasons": [], **data,
        },
    )  # fmt: skip


def step(status: str, version: int, *, lent: bool = False, visible_to: str = "organisation", **data: Any) -> CloudEvent:
    """`taken` is the status that came of it, unless it is named."""
    at = (START + timedelta(minutes=version)).isoformat().replace("+00:00", "Z")
    taken = data.pop("taken", status)
    lender = {"lender": LENDER} if lent and status != "contact-declined" else {}
    return fact(
        "nl.matches.match-step-taken.v1", LENT if lent else MATCH, version,
        {
            **_match(lent, status), "visibleTo": visible_to, "candidateId": CANDIDATE, "proposedAt": PROPOSED_AT,
            "relation": "partner", "tier": "partner", "goesFirst": False, "score": 800, "card": CARD,
            "governingCovenant": {"covenantId": "delta-demo", "version": 1, "hash": f"sha256:{'0' * 64}"},
            "step": {"taken": taken, "by": "system", "at": at}, **lender, **data,
        },
    )  # fmt: skip


def withdrawn(version: int, because: str, *, lent: bool = False, visible_to: str = "organisation") -> CloudEvent:
    """As matching says it: with nothing of the candidate."""
    data = {**_match(lent, "withdrawn"), "visibleTo": visible_to, "withdrawnBecause": because}
    return fact("nl.matches.match-withdrawn.v1", LENT if lent else MATCH, version, data)


def referral(status: str, version: int, **data: Any) -> CloudEvent:
    made = status in ("awaiting-consent", "sent")
    sent = {"sentAt": "2026-03-02T08:32:00Z"} if version > 1 else {}
    due = {"dueAt": "2026-03-12T23:00:00Z"} if made else {"answeredAt": "2026-03-03T10:00:00Z"}
    return fact(
        f"nl.referrals.referral-{'made' if made else 'answered'}.v1", REFERRAL, version,
        {
            "referralId": REFERRAL, "status": status, "candidateId": CANDIDATE, "sender": OWNER, "receiver": RECEIVER,
            "generation": 1, "card": CARD, **sent, **due, **data,
        },
    )  # fmt: skip


def disclosure(version: int = 1, ended: str | None = None, *, of: str = "match", to: str = OWNER) -> CloudEvent:
    purpose = {"match": "contact", "lent": "secondment", "referral": "referral"}[of]
    subject = {"match": {"matchId": MATCH}, "lent": {"matchId": LENT}, "referral": {"referralId": REFERRAL}}[of]
    end = {"endedBecause": ended} if ended else {}
    return fact(
        f"nl.disclosures.disclosure-{'ended' if ended else 'granted'}.v1", DISCLOSURE, version,
        {
            "disclosureId": DISCLOSURE, "candidateId": CANDIDATE, "organisation": to, "purpose": purpose, **subject,
            "from": "2026-03-02T09:00:00Z", "until": "2026-05-31T22:00:00Z", **end,
        },
    )  # fmt: skip


def placement(version: int = 1, **data: Any) -> CloudEvent:
    return fact(
        "nl.placements.placement-recorded.v1", PLACEMENT, version,
        {
            "placementId": PLACEMENT, "organisation": OWNER, "from": LENDER, "needId": VACANCY, "needKind": "vacancy",
            "tier": "partner", "relation": "partner", "through": "match", "contract": "permanent",
            "startDate": "2026-05-01", "contractKept": "yes", "clauses": [], "covenantId": "delta-demo",
            "status": "agreed", "recordedAt": "2026-03-02T09:00:00Z", **data,
        },
    )  # fmt: skip


def lending(version: int = 1, **data: Any) -> CloudEvent:
    """A secondment as a placement."""
    needs = {
        "needId": REQUEST,
        "needKind": "secondment-request",
        "contract": "secondment",
        "contractKept": "not-applicable",
    }
    return placement(version, **needs, endDate="2026-12-31", hours=24, rightToReturn=True, **data)


def erased() -> CloudEvent:
    example = examples("nl.candidates.candidate-erased.v1")["minimal"]["data"]
    return fact("nl.candidates.candidate-erased.v1", CANDIDATE, 9, {**example, "candidateId": CANDIDATE})


def _match(lent: bool, status: str) -> dict[str, Any]:
    kind, need_id = ("secondment-request", REQUEST) if lent else ("vacancy", VACANCY)
    return {
        "matchId": LENT if lent else MATCH, "status": status, "organisation": OWNER,
        "need": {"kind": kind, "id": need_id, "version": 1, "title": "Verkeerskundige"},
        "visibleTo": "candidate" if lent else "organisation",
    }  # fmt: skip
