"""What matching says of matches and referrals, as this service gets to read it."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

import orjson

from doorstroom_common.cloudevent import CloudEvent, new_event
from doorstroom_common.testing.contracts import event_types, examples

SOURCE = "urn:nld:oin:00000009999999990000:systeem:matching"
STEP_TAKEN = "nl.matches.match-step-taken.v1"
WITHDRAWN = "nl.matches.match-withdrawn.v1"
MADE = "nl.referrals.referral-made.v1"
ANSWERED = "nl.referrals.referral-answered.v1"

BY = {
    "contact-granted": "candidate",
    "candidate-agreed": "candidate",
    "contact-declined": "candidate",
    "employer-agreed": "lender",
    "employer-declined": "lender",
    "no-answer": "system",
}
COVENANT = {"covenantId": "delta-demo", "version": 1, "hash": f"sha256:{'0' * 64}"}
CARD = {
    "occupationGroup": "33",
    "skillsPresent": [],
    "skillsAsked": 1,
    "hoursBand": "25-32",
    "scaleFits": True,
    "goesFirst": False,
    "contractKept": "yes",
}


class Story:
    """One match, or one referral, and what becomes of it; each step has the next version."""

    def __init__(
        self, candidate_id: str, organisation: str = "waterrijk", kind: str = "vacancy", need_id: UUID | None = None
    ) -> None:
        self.id = uuid4()
        self.need_id = need_id or uuid4()
        self.version = 1
        self._candidate_id = candidate_id
        self._organisation = organisation
        self._kind = kind

    def step(self, status: str, at: datetime, *, taken: str | None = None, **more: Any) -> CloudEvent:
        """`nl.matches.match-step-taken.v1`."""
        step = {"taken": taken or status, "by": BY.get(status, "organisation"), "at": _utc(at)}
        return self._event(STEP_TAKEN, at, self._match(status, at) | {"step": step} | more)

    def withdrawn(self, because: str, at: datetime) -> CloudEvent:
        """`nl.matches.match-withdrawn.v1`, which says nothing of the candidate."""
        told = ("matchId", "status", "organisation", "need", "visibleTo")
        match = {name: value for name, value in self._match("withdrawn", at).items() if name in told}
        return self._event(WITHDRAWN, at, match | {"withdrawnBecause": because})

    def referral(self, status: str, at: datetime, **more: Any) -> CloudEvent:
        """`nl.referrals.referral-made.v1` until it is answered, then `referral-answered`."""
        kind = MADE if status in ("awaiting-consent", "sent") else ANSWERED
        data = {
            "referralId": str(self.id),
            "status": status,
            "candidateId": self._candidate_id,
            "sender": "duinmeer",
            "receiver": self._organisation,
            "need": {"kind": self._kind, "id": str(self.need_id), "title": "Vergunningverlener"},
            "generation": 1,
            **({"answeredAt": _utc(at)} if kind == ANSWERED else {}),
        }
        return self._event(kind, at, data | more)

    def _match(self, status: str, at: datetime) -> dict[str, Any]:
        return {
            "matchId": str(self.id),
            "status": status,
            "organisation": self._organisation,
            "need": {"kind": self._kind, "id": str(self.need_id), "version": 1, "title": "Vergunningverlener"},
            "candidateId": self._candidate_id,
            "proposedAt": _utc(at),
            "relation": "partner",
            "tier": "partner",
            "goesFirst": False,
            "score": 800,
            "card": CARD,
            "visibleTo": "organisation",
            "governingCovenant": COVENANT,
        }

    def _event(self, kind: str, at: datetime, data: dict[str, Any]) -> CloudEvent:
        self.version += 1
        return new_event(
            source=SOURCE,
            type=kind,
            subject=str(self.id),
            time=at,
            version=self.version,
            data=data | {"version": self.version},
        )


def examples_of(kind: str) -> list[dict[str, Any]]:
    """The examples of a type's producer; of one whose contract is not here, an example of the agreed shape."""
    if kind in event_types():
        return list(examples(kind).values())
    at = datetime.fromisoformat("2027-02-08T09:15:00+00:00")
    story = Story(str(uuid4()), "waterschap-de-zilte")
    made = {
        STEP_TAKEN: lambda: story.step("contact-granted", at, consentUntil="2027-05-08"),
        MADE: lambda: story.referral("sent", at, sentAt=_utc(at), consentUntil="2027-05-08"),
        ANSWERED: lambda: story.referral("accepted", at),
    }
    event: dict[str, Any] = orjson.loads(made[kind]().to_bytes())
    return [event]


def _utc(moment: datetime) -> str:
    return moment.isoformat().replace("+00:00", "Z")
