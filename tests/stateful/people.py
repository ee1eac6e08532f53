"""What the model knows: needs, people, and what there is between them. It imports nothing of the product."""

from dataclasses import dataclass, field
from datetime import date, datetime

from tests.stateful.life import ORGANISATION, QUESTIONS, REFERABLE, VACANCY, WAITING

COUNTED_STEPS = {"contact-granted": 1, "employer-agreed": 1, "invited": 2, "offered": 3, "placed": 4}


@dataclass(eq=False, repr=False)
class Need:
    id: str
    kind: str
    by: str
    stage: str
    next_stage: datetime | None = None
    is_open: bool = True
    held: bool = False
    outcome: str | None = None
    days: tuple[date, date] | None = None
    reactions: dict[str, str] = field(default_factory=dict)

    @property
    def standing(self) -> int:
        return sum(status in ("received", "suitable") for status in self.reactions.values())

    def __repr__(self) -> str:
        return f"{self.kind} of {self.by}"


@dataclass(eq=False, repr=False)
class Profile:
    """`asked` is the employer who was asked to confirm the employment and has not answered."""

    id: str
    person: str
    employer: str | None
    hidden: bool
    blocked: frozenset[str] = frozenset()
    by_employer: bool = False
    confirmed: bool = False
    asked: str | None = None
    asked_ever: bool = False
    active: bool = True
    goes_at: datetime | None = None

    def __repr__(self) -> str:
        return self.person


@dataclass(eq=False, repr=False)
class Match:
    """`seen` and `lent` are what the need's organisation and each lender last saw: a status, and why it ended."""

    need: Need
    profile: Profile
    id: str | None = None
    status: str = "considered"
    because: str | None = None
    due: datetime | None = None
    overdue: datetime | None = None
    consent_until: date | None = None
    lender: str | None = None
    agreed: bool = False
    held: bool = False
    yes_at: datetime | None = None
    starts_on: date | None = None
    through: "Referral | None" = None
    steps: list[tuple[str, str]] = field(default_factory=list)
    seen: tuple[str, str | None] | None = None
    lent: dict[str, tuple[str, str | None]] = field(default_factory=dict)
    counted: bool = False
    furthest: int = 0
    answered: bool = False

    @property
    def kind(self) -> str:
        return self.need.kind

    @property
    def shown_to_organisation(self) -> bool:
        return (self.kind == VACANCY and not self.held) or self.agreed

    @property
    def may_be_referred(self) -> bool:
        return self.consent_until is not None and self.status in REFERABLE and self.shown_to_organisation

    @property
    def ended_by_people(self) -> bool:
        if self.status == "withdrawn":
            return self.because in ("candidate-withdrew", "consent-withdrawn")
        return self.status in ("contact-declined", "employer-declined", "placed", "rejected", "no-answer")

    def begin_anew(self, due: datetime | None) -> None:
        self.status, self.because, self.due, self.overdue = "proposed", None, due, None
        self.consent_until, self.lender, self.agreed, self.through, self.held = None, None, False, None, False

    def note(self, taken: str, by: str) -> None:
        """A step, and what everybody sees of the match after it."""
        self.steps.append((taken, by))
        self.show(by)

    def show(self, by: str | None = None) -> None:
        now = (self.status, self.because)
        if self.shown_to_organisation:
            self.seen, self.counted = now, True
            self.furthest = max(self.furthest, COUNTED_STEPS.get(self.status, 0))
            self.answered = self.answered or by == ORGANISATION
        if self.lender:
            self.lent[self.lender] = now

    def hold(self) -> None:
        """The organisation does not see it, and no term runs."""
        self.held, self.due, self.seen = True, None, None

    def release(self, due: datetime) -> None:
        self.held, self.due = False, due
        self.show()

    def passes(self, now: datetime) -> bool:
        return self.due is not None and self.overdue is None and self.due <= now

    @property
    def asks(self) -> bool:
        return self.status in QUESTIONS

    def receivers(self) -> set[tuple[str, str]]:
        """Who may know the candidate, for what."""
        if self.kind == VACANCY:
            known = self.status in ("contact-granted", "invited", "offered", "placed")
            return {(self.need.by, "contact")} if known else set()
        both = self.status in ("employer-agreed", "invited", "offered", "placed")
        lender = {(self.lender, "employer-consent")} if self.lender and (both or self.asks) else set()
        return {*lender, (self.need.by, "secondment")} if both else lender

    def __repr__(self) -> str:
        return f"{self.profile} for {self.need} ({self.status})"


@dataclass(eq=False, repr=False)
class Referral:
    id: str
    match: Match
    profile: Profile
    sender: str
    receiver: str
    need: Need | None
    generation: int
    due: datetime | None
    status: str = "awaiting-consent"
    sent: bool = False
    consent_until: date | None = None
    accepted_at: datetime | None = None

    @property
    def waits(self) -> bool:
        return self.status in WAITING

    def end(self, status: str) -> None:
        self.status, self.due = status, None

    def __repr__(self) -> str:
        return f"{self.profile} from {self.sender} to {self.receiver} ({self.status})"


@dataclass(eq=False, repr=False)
class Disclosure:
    """To whom somebody is known, for what; `until` when it ends by itself."""

    organisation: str
    purpose: str
    profile: Profile
    procedure: Match | Referral
    need: Need | None
    until: datetime
    ended: datetime | None = None
    withdrawn: bool = False

    def __repr__(self) -> str:
        return f"{self.profile} to {self.organisation} ({self.purpose})"


@dataclass(eq=False, repr=False)
class Move:
    """A placement, without who moved."""

    origin: str | None
    to: str
    need: Need
    contract: str
    start: date
    end: date | None = None
    ended: str | None = None
    converted: bool = False

    @property
    def tier(self) -> str:
        if self.origin is None:
            return "external"
        return "own" if self.origin == self.to else "partner"

    @property
    def is_loan(self) -> bool:
        return self.contract == "secondment"

    def seen_by(self, organisation: str, today: date) -> bool:
        """The employer that is left for good hears of it when the work begins."""
        return organisation == self.to or (organisation == self.origin and (self.is_loan or self.start <= today))

    def __repr__(self) -> str:
        return f"{self.origin} to {self.to} ({self.contract})"
