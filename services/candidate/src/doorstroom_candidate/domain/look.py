"""A look at somebody's personal data: who looked, on whose behalf, at what, and by which right."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Self
from uuid import UUID

from doorstroom_candidate.domain.disclosure import Disclosure, Purpose


class LookPurpose(StrEnum):
    CONTACT = Purpose.CONTACT
    EMPLOYER_CONSENT = Purpose.EMPLOYER_CONSENT
    SECONDMENT = Purpose.SECONDMENT
    REFERRAL = Purpose.REFERRAL
    ADVICE = "advice"
    EMPLOYMENT_CONFIRMATION = "employment-confirmation"


class Seen(StrEnum):
    NAME = "name"
    EMAIL = "email"
    PHONE = "phone"
    EMPLOYMENT = "employment"
    PROFILE = "profile"


REACHABLE = (Seen.NAME, Seen.EMAIL, Seen.PHONE)


@dataclass(frozen=True, slots=True)
class Viewer:
    """A person in a role, or an organisation's system; `person_ref` is opaque, and shown to nobody outside."""

    organisation: str | None
    role: str | None
    system: str | None
    person_ref: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """One line of the access log."""

    person_ref: UUID
    look_id: UUID
    candidate_id: UUID
    looked_at: datetime
    viewer: Viewer
    purpose: LookPurpose
    seen: tuple[Seen, ...]
    disclosure_id: UUID | None = None
    match_id: UUID | None = None
    referral_id: UUID | None = None
    need_id: UUID | None = None

    @classmethod
    def at_disclosed(cls, disclosure: Disclosure, look_id: UUID, viewer: Viewer, now: datetime) -> Self:
        return cls(
            person_ref=disclosure.person_ref,
            look_id=look_id,
            candidate_id=disclosure.candidate_id,
            looked_at=now,
            viewer=viewer,
            purpose=LookPurpose(disclosure.receiver.purpose),
            seen=REACHABLE,
            disclosure_id=disclosure.disclosure_id,
            match_id=disclosure.match_id,
            referral_id=disclosure.referral_id,
            need_id=disclosure.need_id,
        )
