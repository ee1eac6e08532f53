"""The supply side: a candidate's matching profile, without identity.

Age, sex, origin, sickness, part-time history, the reason for moving and free text have no field here, so no rule can
read them.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from doorstroom_common.covenant import LegalForm, RegisteredBy, Work
from doorstroom_matching.domain.need import Minutes, Move
from doorstroom_matching.domain.passport import Passport


@dataclass(frozen=True, slots=True)
class Employment:
    """The present contract; `minutes` are the contract's hours a week, `scale` a code of `agreement`."""

    employer: str
    agreement: str
    scale: str
    minutes: int
    permanent: bool
    legal_form: LegalForm = LegalForm.CONTRACT
    workplace: str | None = None
    confirmed: bool = False
    step: int | None = None
    passport: Passport = field(default_factory=Passport)

    @property
    def is_appointment(self) -> bool:
        """Under public law: the articles of the Civil Code on contracts are not about it."""
        return self.legal_form is LegalForm.PUBLIC_LAW

    @property
    def work(self) -> Work:
        return Work(self.employer, self.workplace, self.legal_form)

    @property
    def places(self) -> tuple[str, ...]:
        """Employer and workplace, each once."""
        return tuple(dict.fromkeys(place for place in (self.employer, self.workplace) if place))


@dataclass(frozen=True, slots=True)
class GoesFirst:
    """From the first day up to and including the last; why is known nowhere here."""

    from_date: date
    until_date: date

    def holds_on(self, day: date) -> bool:
        return self.from_date <= day <= self.until_date


@dataclass(frozen=True, slots=True)
class Candidate:
    """What the rules read of a candidate."""

    id: UUID
    version: int
    is_active: bool
    person_ref: UUID | None
    registered_by: RegisteredBy
    hidden_from_employer: bool
    employment: Employment | None
    skills: frozenset[str]
    occupations: frozenset[str]
    hours: Minutes
    moves: frozenset[Move]
    goes_first: GoesFirst | None = None
    lowest_scale: str | None = None
    available_from: date | None = None
    blocked: frozenset[str] = frozenset()
    accepts_loss: frozenset[str] = frozenset()

    @property
    def hidden_from(self) -> frozenset[str]:
        """The organisations that must not learn that this person looks around."""
        return frozenset(self.employment.places) if self.hidden_from_employer and self.employment else frozenset()

    def goes_first_on(self, day: date) -> bool:
        return self.goes_first is not None and self.goes_first.holds_on(day)

    def turning_days(self) -> Iterable[date]:
        """The days on which something about this candidate changes by itself."""
        if self.goes_first:
            yield self.goes_first.from_date
            yield self.goes_first.until_date + timedelta(days=1)
