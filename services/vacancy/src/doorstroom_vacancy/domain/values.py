"""The values that a vacancy and a secondment request are made of; immutable, compared by what they say."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class Status(StrEnum):
    """A draft is seen by its own organisation alone; scheduled opens by itself; closed has an outcome."""

    DRAFT = "draft"
    SCHEDULED = "scheduled"
    OPEN = "open"
    CLOSED = "closed"


class Outcome(StrEnum):
    """What came of it; a closure needs one."""

    FILLED = "filled"
    NOT_FILLED = "not-filled"
    WITHDRAWN = "withdrawn"
    HIRED_IN = "hired-in"
    NOT_GIVEN = "not-given"


class NeedKind(StrEnum):
    STRUCTURAL = "structural"
    UNTIL = "until"


class ContractForOutsiders(StrEnum):
    """What somebody from outside is offered: not the same as the need, which says how long the work lasts."""

    PERMANENT = "permanent"
    TEMPORARY_WITH_PROSPECT = "temporary-with-prospect"
    TEMPORARY = "temporary"


class StageReason(StrEnum):
    """Why a stage is skipped, shortened or extended, or one that was held back opened, as a code."""

    URGENT = "urgent"
    NO_CANDIDATE = "no-candidate"
    ASKED_BEFORE = "asked-before"
    TOO_FEW_REACTIONS = "too-few-reactions"
    HOLIDAYS = "holidays"
    NEED_CHANGED = "need-changed"


class ReopeningReason(StrEnum):
    """Why what was closed opens again, as a code."""

    CLOSED_BY_MISTAKE = "closed-by-mistake"
    FELL_THROUGH = "fell-through"
    NEED_RETURNED = "need-returned"


class StartGround(StrEnum):
    """Why the first stage began before it was opened here, as a code."""

    OPEN_IN_OWN_SYSTEM = "open-in-own-system"
    OPEN_IN_THE_NETWORK = "open-in-the-network"


class StageChange(StrEnum):
    """What was done to the length of a stage; once for each stage."""

    SHORTENED = "shortened"
    EXTENDED = "extended"


@dataclass(frozen=True, slots=True)
class Term:
    """A term of a published scheme, such as an ESCO occupation or skill."""

    scheme: str
    uri: str
    label: str | None = None
    version: str | None = None


@dataclass(frozen=True, slots=True)
class Hours:
    """A week; 36 is full time."""

    min: float
    max: float


@dataclass(frozen=True, slots=True)
class Scales:
    """Codes in the order of their agreement, never numbers: "10A" lies between "10" and "11"."""

    agreement: str
    min: str
    max: str


@dataclass(frozen=True, slots=True)
class Need:
    """How long the work lasts; `until` has a date and `structural` none."""

    kind: NeedKind
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Place:
    name: str


@dataclass(frozen=True, slots=True)
class ContactPerson:
    """Whom to ask. Shown to the audience, in feeds only where `public` says so, never in an event."""

    name: str
    email: str | None = None
    phone: str | None = None
    public: bool = False


@dataclass(frozen=True, slots=True)
class Advert:
    """What readers of the page see beside the published details; it stays with this service."""

    text: str | None = None
    contact_person: ContactPerson | None = None


class Promotion(StrEnum):
    """Whether the day of the next step stays as it was, or the way to it starts anew."""

    DATE_KEPT = "date-kept"
    STARTS_ANEW = "starts-anew"


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """Terms beside scale and hours; what is left out is unknown. Money is in whole cents.

    Without a pension fund it is the one that the covenant names for the organisation.
    """

    trial_period: bool | None = None
    allowances_monthly_cents: int | None = None
    pension_fund: str | None = None
    travel_yearly_cents: int | None = None
    leave_yearly_hours: float | None = None
    promotion: Promotion | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class VacancyDetails:
    """What is published of a vacancy."""

    title: str
    occupation: Term
    posts: int
    hours: Hours
    scales: Scales
    need: Need
    contract_for_outsiders: ContractForOutsiders
    closing_date: date
    required_share: int
    function: str | None = None
    department: str | None = None
    url: str | None = None
    place: Place | None = None
    office_days: int | None = None
    latest_start_date: date | None = None
    offer: Offer | None = None
    required_skills: tuple[Term, ...] = ()
    wished_skills: tuple[Term, ...] = ()
    conditions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondmentDetails:
    """What is published of a secondment request: temporary work, from a first to a last day."""

    title: str
    occupation: Term
    hours: Hours
    scales: Scales
    start_date: date
    end_date: date
    required_share: int
    function: str | None = None
    department: str | None = None
    url: str | None = None
    place: Place | None = None
    office_days: int | None = None
    required_skills: tuple[Term, ...] = ()
    wished_skills: tuple[Term, ...] = ()


@dataclass(frozen=True, slots=True)
class ClosingDateMoved:
    """The recruiter is told: the wanted date would have cut short a stage still due."""

    at: datetime
    wanted: date
    moved_to: date


@dataclass(frozen=True, slots=True)
class OpeningRefused:
    """The recruiter is told why what was to open by itself is a draft again."""

    at: datetime
    reason: str


Notice = ClosingDateMoved | OpeningRefused


@dataclass(frozen=True, slots=True)
class PublicDecision:
    """Taken where the public stage was due: how many reactions counted, how many are enough, and what followed."""

    at: datetime
    reactions: int
    enough: int
    opens: bool
