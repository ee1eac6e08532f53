"""What is taken in: one form for persons and for employers, whose rights differ and are checked by the use cases."""

from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, Field, StringConstraints, model_validator

from doorstroom_candidate.domain.values import (
    Contract,
    Employment,
    GoesFirst,
    LegalForm,
    Move,
    Profile,
    Term,
)
from doorstroom_candidate.domain.values import Hours as HoursWanted
from doorstroom_candidate.entrypoints import examples
from doorstroom_candidate.entrypoints.passport import PassportBody
from doorstroom_common.http import RequestModel, example
from doorstroom_common.http.fields import Code, Email, LocalDate, ScaleCode, ShortText, Slug, refuse

Phone = Annotated[str, StringConstraints(pattern=r"^\+?[0-9][0-9 ()-]{5,19}$")]
WeeklyHours = Annotated[float, Field(ge=1, le=40)]
TermUri = Annotated[str, StringConstraints(pattern=r"^(https?://|urn:)[!-?A-~]+$", max_length=300)]
Clause = Literal[
    "permanent-stays-permanent",
    "no-new-trial-period",
    "pay",
    "service",
    "chain",
    "pension",
    "hours",
    "travel-and-leave",
    "promotion",
]
ESCO = "http://data.europa.eu/esco/"


def _each_once(values: list[Any]) -> list[Any]:
    if len(values) != len(set(values)):
        raise refuse("named-twice", "must not name the same thing twice")
    return values


Once = AfterValidator(_each_once)


class HoursBody(RequestModel):
    """Hours a week; full time is 36 in the public agreements."""

    min: WeeklyHours
    max: WeeklyHours

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.min > self.max:
            raise refuse("min-above-max", "min must not be above max")
        return self


class TermBody(RequestModel):
    """A term of a published scheme. Label and version may be given and are not kept: of a person only codes are."""

    scheme: Code
    uri: TermUri
    label: Annotated[str, StringConstraints(max_length=200)] | None = None
    version: Annotated[str, StringConstraints(max_length=40)] | None = None

    @model_validator(mode="after")
    def _of_its_scheme(self) -> Self:
        if self.scheme.startswith("esco-") and not self.uri.startswith(ESCO):
            raise refuse("not-of-the-scheme", f"the uri of an ESCO term begins with {ESCO}")
        return self

    def term(self) -> Term:
        return Term(self.scheme, self.uri)


class GoesFirstBody(RequestModel):
    """From the first day up to and including the last. Set by the employer, for somebody it registers itself."""

    first_day: LocalDate = Field(alias="from")
    last_day: LocalDate = Field(alias="until")

    def goes_first(self) -> GoesFirst:
        return GoesFirst(self.first_day, self.last_day)


class EmploymentBody(RequestModel):
    """The present contract. `workplace` is where the work is done, if not at the employer."""

    employer: Slug
    workplace: Slug | None = None
    legal_form: LegalForm
    contract: Contract
    contract_end_date: LocalDate | None = None
    agreement: Code
    scale: ScaleCode
    step: Annotated[int, Field(ge=0, le=30)] | None = None
    hours: WeeklyHours
    passport: PassportBody | None = None

    def employment(self) -> Employment:
        return Employment(
            employer=self.employer,
            workplace=self.workplace,
            legal_form=self.legal_form,
            contract=self.contract,
            contract_end=self.contract_end_date,
            agreement=self.agreement,
            scale=self.scale,
            step=self.step,
            hours=self.hours,
            passport=self.passport.passport() if self.passport else None,
        )


class IdentityBody(RequestModel):
    """Who it is: kept apart from the profile. A person may leave out the address that their token has verified."""

    name: ShortText
    email: Email | None = None
    phone: Phone | None = None


Terms = Annotated[list[TermBody], Field(max_length=100)]
Moves = Annotated[list[Move], Field(min_length=1, max_length=4), Once]
Slugs = Annotated[list[Slug], Field(max_length=100), Once]
Clauses = Annotated[list[Clause], Field(max_length=9), Once]


class RegisterCandidate(RequestModel, json_schema_extra=example(**examples.CANDIDATE)):
    """A person registers themselves, or an employer its own employee."""

    identity: IdentityBody
    employment: EmploymentBody | None = None
    goes_first: GoesFirstBody | None = None
    hidden_from_employer: bool | None = None
    occupations: Annotated[list[TermBody], Field(max_length=20)] = Field(default_factory=list)
    skills: Terms = Field(default_factory=list)
    hours: HoursBody
    lowest_scale: ScaleCode | None = None
    available_from_date: LocalDate | None = None
    moves: Moves
    blocked_organisations: Slugs = Field(default_factory=list)
    accepts_loss: Clauses = Field(default_factory=list)

    def profile(self) -> Profile:
        return Profile(**profile_fields(self, frozenset(type(self).model_fields)))


def profile_fields(body: Any, given: frozenset[str] | set[str]) -> dict[str, Any]:
    """The fields of a profile that a body gives, as the domain has them."""
    read: dict[str, Any] = {
        "occupations": lambda: tuple(dict.fromkeys(term.term() for term in body.occupations)),
        "skills": lambda: tuple(dict.fromkeys(term.term() for term in body.skills)),
        "hours": lambda: HoursWanted(body.hours.min, body.hours.max),
        "lowest_scale": lambda: body.lowest_scale,
        "available_from_date": lambda: body.available_from_date,
        "moves": lambda: tuple(body.moves),
        "blocked_organisations": lambda: tuple(body.blocked_organisations),
        "accepts_loss": lambda: tuple(body.accepts_loss),
    }
    renamed = {"available_from_date": "available_from"}
    return {renamed.get(name, name): value() for name, value in read.items() if name in given}


class ChooseAdviser(RequestModel, json_schema_extra=example(email="adviser@advice.example")):
    """The address with which the adviser signs in."""

    email: Email


class AskEmploymentConfirmation(RequestModel, json_schema_extra=example(employerMayKnow=True)):
    """`employerMayKnow` must be true: by asking, your employer learns your name and that you take part."""

    employer_may_know: bool
