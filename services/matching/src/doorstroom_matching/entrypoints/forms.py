"""What comes with a step. Reasons are codes: nothing about a person is free text."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from doorstroom_common.covenant import ClauseCode
from doorstroom_common.http import RequestModel, example
from doorstroom_common.http.fields import Code, LocalDate, WeeklyHours, refuse

RejectionReason = Literal["other-candidate", "skills", "experience", "terms", "availability", "need-changed"]
PersonReason = Literal["not-interested", "other-job", "timing", "travel", "terms", "private"]
EmployerReason = Literal["work-cannot-be-missed", "no-replacement", "dates", "hours"]
OverrulingReason = Literal["skills", "experience", "availability", "terms", "agreed-with-network"]
Contract = Literal["permanent", "temporary", "secondment"]
Replacement = Literal["none", "vacancy", "secondment-request", "colleagues"]


class Nothing(RequestModel, json_schema_extra=example()):
    """The step says it all."""


class Grant(RequestModel, json_schema_extra=example(untilDate=None)):
    """Until which day: 90 days from now unless it says so, and at most a year."""

    until_date: LocalDate | None = None


class Agreement(Grant, json_schema_extra=example(availableFromDate="2030-05-01", hours=24)):
    """From which day, for how many hours a week; the same consent lets the employer know who it is."""

    available_from_date: LocalDate | None = None
    hours: WeeklyHours | None = None


class PersonRefusal(RequestModel, json_schema_extra=example(reason="other-job")):
    reason: PersonReason | None = None


class Consent(
    RequestModel,
    json_schema_extra=example(
        startDate="2030-05-01", endDate="2030-10-31", hours=24, rightToReturn=True, replacement="colleagues"
    ),
):
    """What the present employer lends: the days, the hours a week, the way back, and how the gap is filled."""

    start_date: LocalDate
    end_date: LocalDate
    hours: WeeklyHours
    right_to_return: bool
    replacement: Replacement


class EmployerRefusal(RequestModel, json_schema_extra=example(reason="dates")):
    reason: EmployerReason


class Offer(RequestModel, json_schema_extra=example(contract="permanent", startDate="2030-05-01")):
    contract: Contract | None = None
    start_date: LocalDate | None = None


class Clause(RequestModel):
    """A clause of contract preservation: kept, or why not."""

    clause: ClauseCode
    kept: bool
    reason: Code | None = None


class Placement(
    RequestModel,
    json_schema_extra=example(startDate="2030-05-01", contract="permanent", clauses=[{"clause": "pay", "kept": True}]),
):
    """A move as it was agreed; what it leaves unsaid of a clause is as the rules found it."""

    start_date: LocalDate
    end_date: LocalDate | None = None
    contract: Contract
    hours: WeeklyHours | None = None
    clauses: Annotated[list[Clause], Field(default_factory=list, max_length=9)]

    @model_validator(mode="after")
    def _each_clause_once(self) -> Self:
        if len({clause.clause for clause in self.clauses}) < len(self.clauses):
            raise refuse("clause-twice", "must name each clause once")
        return self


class Rejection(RequestModel, json_schema_extra=example(reason="skills")):
    reason: RejectionReason


class Overruling(RequestModel, json_schema_extra=example(reason="experience")):
    """Why those of a better tier are not looked at first."""

    reason: OverrulingReason


class Switch(RequestModel, json_schema_extra=example(on=False)):
    on: bool


class Showing(RequestModel, json_schema_extra=example(agreed=True)):
    """May the organisation see it?"""

    agreed: bool
