"""A mandate as its organisation's register keeps it: with who granted it, and what to think of before the next."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Self
from uuid import UUID

from doorstroom_common.mandates import Mandate


class Warned(StrEnum):
    """What an officer had better know about a mandate that was granted or ended."""

    REGISTER_BEGINS = "register-begins"
    NOBODY_LEFT = "nobody-left"


@dataclass(frozen=True, slots=True)
class RegisteredMandate:
    """`issuer` and `subject` are of a person, as their identity provider knows them; `granted_by` and `ended_by` are
    opaque references of the officers who did it.
    """

    mandate: Mandate
    issuer: str | None
    subject: str | None
    granted_by: UUID
    granted_at: datetime
    ended_by: UUID | None = None
    version: int = 1

    def ended(self, by: UUID, at: datetime) -> Self:
        """From this moment on it holds no longer."""
        mandate = replace(self.mandate, ended_at=at)
        return replace(self, mandate=mandate, ended_by=by, version=self.version + 1)


def begins(granted: Mandate, others: Iterable[Mandate]) -> bool:
    """Whether tokens alone count for this kind of holder until the mandate's first day, and no longer from then on."""
    earlier = [one.from_date for one in others if one.kind is granted.kind and one.took_effect]
    return not earlier or granted.from_date < min(earlier)


def leaves_nobody(ended: Mandate, others: Iterable[Mandate], today: date) -> bool:
    """Whether nobody of this kind may act for the organisation after it."""
    return ended.took_effect and not any(one.kind is ended.kind and one.holds(today) for one in others)
