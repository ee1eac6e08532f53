"""Somebody asks to be considered for one vacancy. Who it is, is not stored: only a keyed hash that recognises them."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from doorstroom_vacancy.domain import errors


class Channel(StrEnum):
    PERSON = "person"
    HR_SYSTEM = "hr-system"


class ReactionStatus(StrEnum):
    RECEIVED = "received"
    SUITABLE = "suitable"
    UNSUITABLE = "unsuitable"
    WITHDRAWN = "withdrawn"


class Reason(StrEnum):
    """Why somebody is not the one, as a code; the same list as for a match that is rejected."""

    OTHER_CANDIDATE = "other-candidate"
    SKILLS = "skills"
    EXPERIENCE = "experience"
    TERMS = "terms"
    AVAILABILITY = "availability"
    NEED_CHANGED = "need-changed"


@dataclass(frozen=True, slots=True)
class Assessment:
    """What the vacancy's organisation finds of a reaction; unsuitable has a reason, suitable none."""

    suitable: bool
    reason: Reason | None = None

    @property
    def status(self) -> ReactionStatus:
        return ReactionStatus.SUITABLE if self.suitable else ReactionStatus.UNSUITABLE


@dataclass(slots=True, kw_only=True)
class Reaction:
    """One per person and vacancy: who withdrew and asks again has the same reaction, received again.

    `reactor` is the keyed hash; `sent_by` the organisation whose HR system sent it, None where the person did.
    """

    organisation: str
    vacancy_id: UUID
    reaction_id: UUID
    reactor: str
    channel: Channel
    sent_by: str | None
    received_at: datetime
    status: ReactionStatus = ReactionStatus.RECEIVED
    withdrawn_at: datetime | None = None
    assessed_at: datetime | None = None
    reason: Reason | None = None
    version: int = 1

    @property
    def counts(self) -> bool:
        """Whether it counts where a stage opens for too few: not withdrawn, and not found unsuitable."""
        return self.status in COUNTING

    def receive_again(self, now: datetime) -> bool:
        """False unless it was withdrawn, so that sending it twice changes nothing; it is then assessed afresh."""
        if self.status is not ReactionStatus.WITHDRAWN:
            return False
        self.status, self.received_at, self.withdrawn_at = ReactionStatus.RECEIVED, now, None
        self.version += 1
        return True

    def expect(self, version: int | None) -> None:
        """Refuse a change made from another version than the present one; None expects nothing."""
        if version is not None and version != self.version:
            raise errors.stale(version, self.version)

    def assess(self, assessment: Assessment, now: datetime) -> bool:
        """False when that was found already. A finding may be reversed, a withdrawn reaction not assessed."""
        if self.status is ReactionStatus.WITHDRAWN:
            raise errors.wrong_status("a reaction that stands can be assessed", self.status)
        if (self.status, self.reason) == (assessment.status, assessment.reason):
            return False
        self.status, self.reason, self.assessed_at = assessment.status, assessment.reason, now
        self.version += 1
        return True

    def belongs_to(self, organisation: str | None, reactor: str | None) -> bool:
        """Whether whoever is asking sent it: their own, or through their HR system."""
        return reactor == self.reactor if self.sent_by is None else organisation == self.sent_by

    def withdraw(self, now: datetime) -> None:
        if self.status is ReactionStatus.WITHDRAWN:
            raise errors.wrong_status("a reaction that stands can be withdrawn", self.status)
        self.status, self.withdrawn_at = ReactionStatus.WITHDRAWN, now
        self.assessed_at, self.reason = None, None
        self.version += 1


COUNTING = frozenset({ReactionStatus.RECEIVED, ReactionStatus.SUITABLE})
"""Not withdrawn, and not found unsuitable."""
