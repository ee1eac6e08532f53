"""To which organisation a person is made known, for what, and until when: always by the person's own yes."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID


class Purpose(StrEnum):
    CONTACT = "contact"
    EMPLOYER_CONSENT = "employer-consent"
    SECONDMENT = "secondment"
    REFERRAL = "referral"


class Because(StrEnum):
    """Why a disclosure ended, or will end."""

    EXPIRED = "expired"
    CONSENT_WITHDRAWN = "consent-withdrawn"
    PROCEDURE_ENDED = "procedure-ended"
    CANDIDATE_WITHDREW = "candidate-withdrawn"
    CANDIDATE_ERASED = "candidate-erased"
    PLACED = "placed"


@dataclass(frozen=True, slots=True)
class End:
    at: datetime
    because: Because


@dataclass(frozen=True, slots=True)
class Receiver:
    organisation: str
    purpose: Purpose


@dataclass(slots=True, kw_only=True)
class Disclosure:
    """`until` is when it will end unless something ends it before; an ended one never comes back."""

    person_ref: UUID
    disclosure_id: UUID
    candidate_id: UUID
    version: int
    receiver: Receiver
    match_id: UUID | None
    referral_id: UUID | None
    need_id: UUID | None
    from_at: datetime
    until: End
    ended: End | None = None

    @property
    def is_running(self) -> bool:
        return self.ended is None

    def move(self, until: End) -> bool:
        """Give it another end; False when nothing changes."""
        if self.ended or until == self.until:
            return False
        self.until = until
        self.version += 1
        return True

    def end(self, because: Because, at: datetime) -> bool:
        """Shut it; False when that was so already."""
        if self.ended:
            return False
        self.ended = End(at, because)
        self.version += 1
        return True
