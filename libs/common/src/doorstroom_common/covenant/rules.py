"""The clauses of a covenant: tiers, stages, contract preservation and what surrounds them."""

from typing import Annotated

from pydantic import ConfigDict, Field

from doorstroom_common.covenant.members import Source
from doorstroom_common.covenant.scalars import (
    Day,
    EmailAddress,
    OneOrMore,
    Part,
    PositiveNumber,
    ScaleCode,
    Slug,
    Switch,
    Text,
    WholeNumber,
)
from doorstroom_common.covenant.vocabulary import (
    ClauseCode,
    ContributionRule,
    Need,
    OwnMeans,
    PracticeTopic,
    Promise,
    PublicRule,
    Role,
    Settlement,
    StageName,
    Strictness,
    TemporaryNeedOutcome,
    TierName,
)

TierGroup = Annotated[tuple[TierName, ...], OneOrMore, Field(min_length=1)]


class Tiers(Part):
    """The groups from first to last, `[own, partner]` as one; what is left out stands in `leftOut`."""

    order: tuple[TierGroup, ...]
    left_out: tuple[TierName, ...] = ()
    source: Source


class GoingFirst(Part):
    """With `voluntaryOnly`, going first counts at the own employer alone."""

    voluntary_only: Switch
    source: Source


class OwnStaff(Part):
    """Who counts as own staff of an organisation beside those whose contract is with it."""

    means: OwnMeans
    payroll: Switch
    agency: Switch
    seconded: Switch
    source: Source


class Vacancies(Part):
    """Which vacancies the members share."""

    needs: tuple[Need, ...] = Field(min_length=1)
    source: Source


class Skip(Part):
    by: tuple[Role, ...] = Field(min_length=1)


class Shorten(Part):
    by: tuple[Role, ...] = Field(min_length=1)
    to_days: WholeNumber


class Extend(Part):
    """Once, by at most so many days."""

    by: tuple[Role, ...] = Field(min_length=1)
    by_days: PositiveNumber


class Stage(Part):
    """An opening stage; the last one has no length and lasts until the vacancy closes."""

    stage: StageName
    days: WholeNumber | None = None
    skip: Skip | None = None
    shorten: Shorten | None = None
    extend: Extend | None = None
    source: Source


class PublicWhen(Part):
    """With `too_few`, the public stage opens when fewer than `reactions` count at the end of the one before."""

    rule: PublicRule
    reactions: PositiveNumber | None = None
    source: Source


class ClosedPeriod(Part):
    """Days, the first and the last included, that no stage counts and on which none changes."""

    name: Text
    from_date: Day = Field(alias="from")
    until_date: Day = Field(alias="until")
    source: Source


class Clause(Part):
    """What the members promise for one clause and how strictly; without a source of its own, the section's holds."""

    promise: Promise
    strictness: Strictness
    source: Source | None = None


class Clauses(Part):
    model_config = ConfigDict(alias_generator=lambda name: name.replace("_", "-"))

    permanent_stays_permanent: Clause
    no_new_trial_period: Clause
    pay: Clause
    service: Clause
    chain: Clause
    pension: Clause
    hours: Clause
    travel_and_leave: Clause
    promotion: Clause


class ContractPreservation(Part):
    """The nine clauses, and what a temporary need leaves for somebody with a permanent contract."""

    for_temporary_need: TemporaryNeedOutcome
    clauses: Clauses
    source: Source

    def clause(self, code: ClauseCode) -> Clause:
        found: Clause = getattr(self.clauses, code.value.replace("-", "_"))
        return found

    def source_of(self, code: ClauseCode) -> Source:
        return self.clause(code).source or self.source


class Link(Part):
    """Another covenant, whose members count as linked here."""

    covenant: Slug
    from_date: Day = Field(alias="from")
    until_date: Day | None = Field(default=None, alias="until")
    source: Source


class Terms(Part):
    """Calendar days within which an answer is due."""

    contact_answer_days: PositiveNumber
    candidate_answer_days: PositiveNumber
    referral_answer_days: PositiveNumber
    employer_consent_days: PositiveNumber
    source: Source


class Secondment(Part):
    """Whether requests follow the opening stages, and how lender and borrower settle."""

    staged: Switch
    settlement: Settlement
    source: Source


class Contribution(Part):
    rule: ContributionRule
    terms: Text | None = None
    source: Source


class Practice(Part):
    """What the members do together and no rule reads: told to people, never computed with."""

    topic: PracticeTopic
    text: Text
    source: Source


class ContactPoint(Part):
    name: Text
    email: EmailAddress


class JointControllers(Part):
    """Who answers together for people's data (all members unless named), and where a person can turn to."""

    organisations: Annotated[tuple[Slug, ...], Field(min_length=1)] | None = None
    contact_point: ContactPoint
    source: Source


class Score(Part):
    """Weights of the parts of the score; together 100."""

    required_skills: WholeNumber
    wished_skills: WholeNumber
    occupation: WholeNumber
    scale: WholeNumber
    hours: WholeNumber
    commute: WholeNumber
    development: WholeNumber
    source: Source

    @property
    def total(self) -> int:
        return sum(value for name, value in self if name != "source")


class ScaleEquivalence(Part):
    """Scales of one agreement and what they are in another; what is not listed is unknown."""

    from_agreement: Slug
    to_agreement: Slug
    scales: dict[ScaleCode, ScaleCode]
    source: Source
