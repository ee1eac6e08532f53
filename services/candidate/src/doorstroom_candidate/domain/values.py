"""The values that a candidate is made of; immutable, compared by what they say. Typed codes only: no free text."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from doorstroom_candidate.domain.passport import Passport


class Status(StrEnum):
    """A candidate takes part, or no longer. Before a person confirmed there is a registration and no candidate."""

    ACTIVE = "active"
    WITHDRAWN = "withdrawn"


class RegisteredBy(StrEnum):
    PERSON = "person"
    EMPLOYER = "employer"


class Standing(StrEnum):
    """Whether the employment is what the person says, or what the employer has confirmed."""

    DECLARED = "declared"
    CONFIRMED = "confirmed"


class LegalForm(StrEnum):
    CONTRACT = "contract"
    PUBLIC_LAW = "public-law"
    PAYROLL = "payroll"
    AGENCY = "agency"


class Contract(StrEnum):
    PERMANENT = "permanent"
    TEMPORARY = "temporary"


class Move(StrEnum):
    """The kinds of move that a person wants."""

    PERMANENT = "permanent"
    TEMPORARY = "temporary"
    SECONDMENT = "secondment"
    WORK_EXPERIENCE = "work-experience"


@dataclass(frozen=True, slots=True)
class Term:
    """A term of a published scheme, by its address alone: of a person no label is kept."""

    scheme: str
    uri: str


@dataclass(frozen=True, slots=True)
class Hours:
    """A week; 36 is full time in the public agreements."""

    min: float
    max: float


@dataclass(frozen=True, slots=True)
class GoesFirst:
    """From the first day up to and including the last. Why is stored nowhere."""

    first_day: date
    last_day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Employment:
    """The contract somebody has: with whom, and where the work is done if not there."""

    employer: str
    workplace: str | None = None
    legal_form: LegalForm
    contract: Contract
    contract_end: date | None = None
    agreement: str
    scale: str
    step: int | None = None
    hours: float
    passport: Passport | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """What matching may read of a candidate beside the employment."""

    occupations: tuple[Term, ...] = ()
    skills: tuple[Term, ...] = ()
    hours: Hours
    lowest_scale: str | None = None
    available_from: date | None = None
    moves: tuple[Move, ...]
    blocked_organisations: tuple[str, ...] = ()
    accepts_loss: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Identity:
    """Who it is. Lives apart from the profile and never leaves this service in an event."""

    name: str
    email: str
    phone: str | None = None
