"""A referral: somebody handed on to another organisation, or to a vacancy of it, with their yes for that receiver."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from doorstroom_matching.domain import errors
from doorstroom_matching.domain.terms import consent_is_sound, default_consent

LAST_GENERATION = 2
"""It is forwarded once, and no further."""


class ReferralStatus(StrEnum):
    AWAITING_CONSENT = "awaiting-consent"
    SENT = "sent"
    CONSENT_REFUSED = "consent-refused"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    NO_ANSWER = "no-answer"
    FORWARDED = "forwarded"
    WITHDRAWN = "withdrawn"


class ReferralNoun(StrEnum):
    CONSENT = "consent"
    ACCEPTANCE = "acceptance"
    DECLINATION = "declination"
    FORWARDING = "forwarding"


class ReferralSide(StrEnum):
    SENDER = "sender"
    RECEIVER = "receiver"
    CANDIDATE = "candidate"


WAITING = frozenset({ReferralStatus.AWAITING_CONSENT, ReferralStatus.SENT})
"""Somebody owes an answer, the person or the receiver."""


@dataclass(frozen=True, slots=True)
class Referral:
    """`need` is the vacancy it is for, with kind, id and title; `match_id` the match that it comes from."""

    id: UUID
    match_id: UUID
    candidate_id: UUID
    person: UUID
    sender: str
    receiver: str
    need: Mapping[str, Any] | None
    generation: int
    card: Mapping[str, Any]
    covenant_hash: str
    made_at: datetime
    changed_at: datetime
    due_at: datetime | None
    status: ReferralStatus = ReferralStatus.AWAITING_CONSENT
    version: int = 1
    sent_at: datetime | None = None
    consent_until: date | None = None
    answered_at: datetime | None = None
    reason: str | None = None

    @property
    def need_id(self) -> UUID | None:
        return UUID(self.need["id"]) if self.need else None

    @property
    def may_be_forwarded(self) -> bool:
        return self.generation < LAST_GENERATION

    def expect(self, version: int | None) -> None:
        if version is not None and version != self.version:
            raise errors.stale(version, self.version)

    def consent(self, until: date | None, due_at: datetime, now: datetime) -> "Referral":
        """The receiver sees it from now on, and has a term."""
        self._must_be(ReferralStatus.AWAITING_CONSENT, now)
        until = until or default_consent(now)
        if not consent_is_sound(until, now):
            raise errors.consent_out_of_range()
        return self._next(ReferralStatus.SENT, now, due_at=due_at, sent_at=now, consent_until=until)

    def refuse(self, now: datetime) -> "Referral":
        """No; or no more, while the receiver has not answered."""
        if self.status is ReferralStatus.SENT:
            return self._next(ReferralStatus.WITHDRAWN, now)
        self._must_be(ReferralStatus.AWAITING_CONSENT, now)
        return self._next(ReferralStatus.CONSENT_REFUSED, now, answered_at=now)

    def accept(self, now: datetime) -> "Referral":
        self._must_be(ReferralStatus.SENT, now)
        return self._next(ReferralStatus.ACCEPTED, now, answered_at=now)

    def decline(self, reason: str, now: datetime) -> "Referral":
        self._must_be(ReferralStatus.SENT, now)
        return self._next(ReferralStatus.DECLINED, now, answered_at=now, reason=reason)

    def forward(self, now: datetime) -> "Referral":
        """This one has been answered; the next one asks the person anew."""
        self._must_be(ReferralStatus.SENT, now)
        if not self.may_be_forwarded:
            raise errors.forwarded_before()
        return self._next(ReferralStatus.FORWARDED, now, answered_at=now)

    def let_pass(self, due_at: datetime) -> "Referral":
        if self.status not in WAITING or self.due_at != due_at:
            return self
        return self._next(ReferralStatus.NO_ANSWER, due_at)

    def withdraw(self, now: datetime) -> "Referral":
        """What it rested on is gone: the person, their consent, or the vacancy."""
        if self.status not in WAITING | {ReferralStatus.ACCEPTED}:
            return self
        return self._next(ReferralStatus.WITHDRAWN, now)

    def _must_be(self, status: ReferralStatus, now: datetime) -> None:
        late = self.status in WAITING and self.due_at is not None and now >= self.due_at
        if late or self.status is ReferralStatus.NO_ANSWER:
            raise errors.term_passed()
        if self.status is not status:
            raise errors.wrong_status(self.status, may_follow(self))

    def _next(self, status: ReferralStatus, now: datetime, **changes: Any) -> "Referral":
        values = {"due_at": None, **changes}
        return replace(self, status=status, version=self.version + 1, changed_at=now, **values)


def may_follow(referral: Referral) -> list[ReferralNoun]:
    """By anybody; whose each is stands in `SIDE_OF`."""
    if referral.status is ReferralStatus.AWAITING_CONSENT:
        return [ReferralNoun.CONSENT]
    if referral.status is not ReferralStatus.SENT:
        return []
    nouns = [ReferralNoun.CONSENT, ReferralNoun.ACCEPTANCE, ReferralNoun.DECLINATION]
    return [*nouns, ReferralNoun.FORWARDING] if referral.may_be_forwarded else nouns


SIDE_OF = {
    ReferralNoun.CONSENT: ReferralSide.CANDIDATE,
    ReferralNoun.ACCEPTANCE: ReferralSide.RECEIVER,
    ReferralNoun.DECLINATION: ReferralSide.RECEIVER,
    ReferralNoun.FORWARDING: ReferralSide.RECEIVER,
}
