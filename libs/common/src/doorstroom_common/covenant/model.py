"""A covenant as its file says it, and the covenant with the hash by which decisions cite it."""

from datetime import date, datetime, time, timedelta

from pydantic import Field

from doorstroom_common.clock import AMSTERDAM
from doorstroom_common.covenant.members import Member, Source
from doorstroom_common.covenant.rules import (
    ClosedPeriod,
    ContractPreservation,
    Contribution,
    GoingFirst,
    JointControllers,
    Link,
    OwnStaff,
    Practice,
    PublicWhen,
    ScaleEquivalence,
    Score,
    Secondment,
    Stage,
    Terms,
    Tiers,
    Vacancies,
)
from doorstroom_common.covenant.scalars import Day, Part, PositiveNumber, Slug, Text
from doorstroom_common.covenant.vocabulary import StageName


class CovenantFile(Part):
    """Everything that a covenant file holds."""

    id: Slug
    version: PositiveNumber
    name: Text
    about: Text | None = None
    valid_from: Day
    valid_until: Day | None = None
    source: Source
    members: tuple[Member, ...] = Field(min_length=1)
    tiers: Tiers
    going_first: GoingFirst
    own_staff: OwnStaff
    vacancies: Vacancies
    stages: tuple[Stage, ...] = Field(min_length=1)
    public_when: PublicWhen | None = None
    closed_periods: tuple[ClosedPeriod, ...] = ()
    contract_preservation: ContractPreservation
    links: tuple[Link, ...] = ()
    terms: Terms
    secondment: Secondment
    contribution: Contribution
    practices: tuple[Practice, ...] = ()
    joint_controllers: JointControllers
    score: Score
    scale_equivalence: tuple[ScaleEquivalence, ...] = ()


class Covenant(CovenantFile):
    """A covenant that made sense, with the hash of the text it came from."""

    hash: str

    @property
    def starts_at(self) -> datetime:
        """The first moment of `validFrom` in Europe/Amsterdam."""
        return datetime.combine(self.valid_from, time.min, AMSTERDAM)

    @property
    def ends_at(self) -> datetime | None:
        """The first moment after `validUntil`."""
        last = self.valid_until
        return None if last is None else datetime.combine(last + timedelta(days=1), time.min, AMSTERDAM)

    def in_force_on(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_until is None or day <= self.valid_until)

    def member(self, organisation: str, day: date) -> Member | None:
        return next((m for m in self.members if m.id == organisation and m.belongs_on(day)), None)

    def stage(self, name: StageName) -> Stage | None:
        return next((stage for stage in self.stages if stage.stage is name), None)
