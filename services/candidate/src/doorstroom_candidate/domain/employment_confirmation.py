"""A person asks their employer to confirm the employment they declared, knowing that the employer learns of them."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID


class ConfirmationStatus(StrEnum):
    ASKED = "asked"
    CONFIRMED = "confirmed"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class EmployersAnswer:
    """What an employer answered, without whom it was about: it stays the employer's when the person goes."""

    employer: str
    confirmation_id: UUID
    answer: ConfirmationStatus
    answered_at: datetime


@dataclass(slots=True, kw_only=True)
class EmploymentConfirmation:
    """About the employment as it stands; it goes when the person changes that."""

    person_ref: UUID
    candidate_id: UUID
    confirmation_id: UUID
    employer: str
    status: ConfirmationStatus
    asked_at: datetime
    answered_at: datetime | None = None

    @property
    def is_open(self) -> bool:
        return self.status is ConfirmationStatus.ASKED

    def answer(self, status: ConfirmationStatus, now: datetime) -> None:
        self.status, self.answered_at = status, now
