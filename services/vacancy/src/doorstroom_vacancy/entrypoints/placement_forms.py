"""Bodies about whom something was filled by, and what becomes of a secondment."""

from typing import Annotated, Any, Literal, Self
from uuid import UUID

from pydantic import Field, model_validator

from doorstroom_common.covenant import ClauseCode, Relation, TierName
from doorstroom_common.http import RequestModel, example
from doorstroom_common.http.fields import Hours, LocalDate, Scales, ShortText, Slug, Term, WeeklyHours, refuse
from doorstroom_vacancy.application.place import NamedPlacement
from doorstroom_vacancy.domain.clauses import ClauseKept, DeviationReason
from doorstroom_vacancy.domain.placement import EndedBecause, Gap, PlacementContract, Through
from doorstroom_vacancy.domain.values import ContractForOutsiders, Outcome
from doorstroom_vacancy.entrypoints.fields import Place, RequiredShare, Terms, named

MOST_CLAUSES = len(ClauseCode)
NAMED_BY = {Through.MATCH: "match_id", Through.REACTION: "reaction_id", Through.REFERRAL: "referral_id"}


class Clause(RequestModel):
    """One clause of contract preservation: kept, or not and why not."""

    clause: ClauseCode
    kept: bool
    reason: Annotated[DeviationReason | None, Field(description="Due where it is not kept, and only there.")] = None

    @model_validator(mode="after")
    def _a_reason_where_one_is_due(self) -> Self:
        if self.kept == (self.reason is not None):
            raise refuse("reason-due", "a clause that is not kept has a reason, one that is kept has none")
        return self

    def made(self) -> ClauseKept:
        return ClauseKept(self.clause, "kept" if self.kept else "not-kept", self.kept, self.reason)


def _each_once(clauses: list[Clause]) -> bool:
    return len({clause.clause for clause in clauses}) == len(clauses)


Clauses = Annotated[list[Clause], Field(max_length=MOST_CLAUSES)]


class PlacementForm(RequestModel):
    """Somebody who came. Relation and tier follow from `from` unless they are named."""

    through: Through
    match_id: UUID | None = None
    reaction_id: UUID | None = None
    referral_id: UUID | None = None
    origin: Annotated[
        Slug | None, Field(alias="from", description="The employer that is left; left out: outside the covenants.")
    ] = None
    tier: TierName | None = None
    relation: Relation | None = None
    contract: PlacementContract
    start_date: LocalDate
    end_date: Annotated[LocalDate | None, Field(description="Of a secondment, and only of that.")] = None
    hours: WeeklyHours | None = None
    right_to_return: bool | None = None
    clauses: Clauses = Field(default_factory=list)

    @model_validator(mode="after")
    def _makes_sense(self) -> Self:
        named = {name for name in NAMED_BY.values() if getattr(self, name) is not None}
        wanted = {NAMED_BY[self.through]} if self.through in NAMED_BY else set()
        if named != wanted:
            raise refuse("named-by", "name the match, the reaction or the referral that `through` speaks of")
        if (self.contract is PlacementContract.SECONDMENT) != (self.end_date is not None):
            raise refuse("secondment-end", "a secondment has an endDate, and nothing else has")
        if self.end_date is not None and self.end_date < self.start_date:
            raise refuse("ends-before-it-starts", "endDate must not be before startDate")
        if not _each_once(self.clauses):
            raise refuse("clause-twice", "name each clause once")
        return self

    def made(self) -> NamedPlacement:
        given = {name: getattr(self, name) for name in type(self).model_fields if name != "clauses"}
        return NamedPlacement(**given, clauses=tuple(clause.made() for clause in self.clauses))


class Closure(RequestModel, json_schema_extra=example(outcome="not-filled")):
    """End it, with what came of it."""

    outcome: Outcome
    placements: Annotated[
        list[PlacementForm],
        Field(max_length=50, description="Who came; matches that were recorded as placed need not be named."),
    ] = Field(default_factory=list)

    @model_validator(mode="after")
    def _only_what_is_filled_has_placements(self) -> Self:
        if self.placements and self.outcome is not Outcome.FILLED:
            raise refuse("placements-of-filled", "only what is filled has placements")
        return self

    def named(self) -> tuple[NamedPlacement, ...]:
        return tuple(placement.made() for placement in self.placements)


class Extension(RequestModel, json_schema_extra=example(endDate="2030-12-31")):
    """A secondment goes on until a later day."""

    end_date: LocalDate


class Ending(RequestModel, json_schema_extra=example(because="stopped")):
    """A secondment ends; converted is a permanent contract at the borrower, from `startDate` (today)."""

    because: EndedBecause
    start_date: LocalDate | None = None
    clauses: Clauses = Field(default_factory=list)

    @model_validator(mode="after")
    def _only_a_conversion_has_more(self) -> Self:
        if self.because is not EndedBecause.CONVERTED and (self.start_date or self.clauses):
            raise refuse("of-a-conversion", "startDate and clauses are of a conversion")
        if not _each_once(self.clauses):
            raise refuse("clause-twice", "name each clause once")
        return self


class GapFilling(RequestModel, json_schema_extra=example(fill="colleagues")):
    """Who fills the place meanwhile. What is named beside `fill` takes the place of what the placement's need says."""

    fill: Literal["vacancy", "secondment-request", "colleagues", "nobody"]
    status: Annotated[Literal["draft", "open"], Field(description="Of the vacancy or request.")] = "draft"
    title: ShortText | None = None
    function: ShortText | None = None
    department: ShortText | None = None
    occupation: Term | None = None
    hours: Hours | None = None
    scales: Scales | None = None
    place: Place | None = None
    required_skills: Terms | None = None
    required_share: RequiredShare | None = None
    wished_skills: Terms | None = None
    contract_for_outsiders: ContractForOutsiders | None = None
    closing_date: LocalDate | None = None
    latest_start_date: LocalDate | None = None
    start_date: LocalDate | None = None
    end_date: LocalDate | None = None

    @model_validator(mode="after")
    def _named_for_what_is_made(self) -> Self:
        given = self.model_fields_set - {"fill", "status"}
        allowed = {"vacancy": given - OF_REQUEST, "secondment-request": given - OF_VACANCY}.get(self.fill, set())
        if given != allowed:
            raise refuse("not-of-this-gap", "names what a vacancy, or a request, or neither of them has")
        return self

    @property
    def gap(self) -> Gap:
        return Gap(self.fill)


OF_REQUEST = frozenset({"start_date", "end_date"})
OF_VACANCY = frozenset({"contract_for_outsiders", "closing_date", "latest_start_date"})
OVERRIDING: tuple[str, ...] = tuple(name for name in GapFilling.model_fields if name not in ("fill", "status"))


def overriding(form: GapFilling) -> dict[str, Any]:
    """What takes the place of what the need says; null is the same as left out."""
    return {name: value for name, value in named(form, OVERRIDING).items() if value is not None}
