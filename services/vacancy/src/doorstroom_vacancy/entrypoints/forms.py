"""Bodies that make, change, open and close vacancies and secondment requests."""

from typing import Annotated, Any, Literal, Self

from pydantic import Field, model_validator

from doorstroom_common.http import RequestModel, example
from doorstroom_common.http.fields import DateTime, ExternalId, Hours, LocalDate, Scales, ShortText, Term, refuse
from doorstroom_vacancy.domain.reaction import Reason
from doorstroom_vacancy.domain.values import ContractForOutsiders
from doorstroom_vacancy.entrypoints import examples
from doorstroom_vacancy.entrypoints.fields import (
    Conditions,
    ContactPerson,
    LongText,
    Need,
    Offer,
    OfficeDays,
    Place,
    Posts,
    RequiredShare,
    Terms,
    Url,
)


def _unchanged() -> None:
    return None


UNCHANGED: Any = Field(default_factory=_unchanged)
"""A field that a change may leave out and may not empty."""

NOTHING: Any = Field(default_factory=list)


class NewPosting(RequestModel):
    """What a vacancy and a secondment request have in common."""

    external_id: ExternalId | None = None
    title: ShortText
    function: ShortText | None = None
    department: ShortText | None = None
    url: Annotated[Url | None, Field(description="The text on the organisation's own site.")] = None
    occupation: Term
    hours: Hours
    scales: Scales
    place: Place | None = None
    office_days: OfficeDays | None = None
    required_skills: Terms = NOTHING
    required_share: RequiredShare = 100
    wished_skills: Terms = NOTHING
    text: Annotated[LongText | None, Field(description="Shown to the audience; stays out of events.")] = None
    contact_person: ContactPerson | None = None
    status: Annotated[Literal["draft", "open"], Field(description="A draft is opened later.")] = "open"
    open_at: Annotated[DateTime | None, Field(description="When it opens by itself; left out: at once.")] = None

    @model_validator(mode="after")
    def _a_draft_has_no_moment(self) -> Self:
        if self.status == "draft" and self.open_at is not None:
            raise refuse("draft-with-moment", "a draft has no openAt; leave out the status to open it then")
        return self


class ChangedPosting(RequestModel):
    """Only what is named changes; null empties what may be empty."""

    title: ShortText = UNCHANGED
    function: ShortText | None = None
    department: ShortText | None = None
    url: Url | None = None
    occupation: Term = UNCHANGED
    hours: Hours = UNCHANGED
    scales: Scales = UNCHANGED
    place: Place | None = None
    office_days: OfficeDays | None = None
    required_skills: Terms = UNCHANGED
    required_share: RequiredShare = UNCHANGED
    wished_skills: Terms = UNCHANGED
    text: LongText | None = None
    contact_person: ContactPerson | None = None


class NewVacancy(NewPosting, json_schema_extra=example(**examples.VACANCY)):
    """A vacancy of the caller's own organisation."""

    posts: Posts = 1
    need: Need
    contract_for_outsiders: ContractForOutsiders
    closing_date: LocalDate
    latest_start_date: LocalDate | None = None
    offer: Offer | None = None
    conditions: Conditions = NOTHING


class ChangedVacancy(ChangedPosting, json_schema_extra=example(closingDate="2030-05-12", officeDays=2)):
    """Only what is named changes; null empties what may be empty."""

    posts: Posts = UNCHANGED
    need: Need = UNCHANGED
    contract_for_outsiders: ContractForOutsiders = UNCHANGED
    closing_date: LocalDate = UNCHANGED
    latest_start_date: LocalDate | None = None
    offer: Offer | None = None
    conditions: Conditions = UNCHANGED


class NewSecondmentRequest(NewPosting, json_schema_extra=example(**examples.SECONDMENT_REQUEST)):
    """A request of the caller's own organisation, the borrower."""

    start_date: LocalDate
    end_date: LocalDate

    @model_validator(mode="after")
    def _ends_after_it_starts(self) -> Self:
        if self.end_date < self.start_date:
            raise refuse("ends-before-it-starts", "endDate must not be before startDate")
        return self


class ChangedSecondmentRequest(ChangedPosting, json_schema_extra=example(endDate="2030-11-30")):
    """Only what is named changes; null empties what may be empty."""

    start_date: LocalDate = UNCHANGED
    end_date: LocalDate = UNCHANGED


class OpeningOrder(RequestModel, json_schema_extra=example(openAt=None)):
    """Open a draft."""

    open_at: Annotated[DateTime | None, Field(description="When it opens by itself; left out: at once.")] = None


class NewReaction(RequestModel, json_schema_extra=example(reference="a5c1e7f0-candidate")):
    """From a person: an empty object. From an HR system: its own reference of the person, stored as a keyed hash."""

    reference: Annotated[
        str | None, Field(min_length=1, max_length=200, description="Opaque, never a name or a personnel number.")
    ] = None


class ReactionAssessment(RequestModel, json_schema_extra=example(suitable=False, reason="experience")):
    """What the vacancy's organisation finds of a reaction."""

    suitable: bool
    reason: Annotated[Reason | None, Field(description="Due where it is not suitable, and only there.")] = None

    @model_validator(mode="after")
    def _a_reason_where_one_is_due(self) -> Self:
        if self.suitable == (self.reason is not None):
            raise refuse("reason-due", "unsuitable has a reason, suitable has none")
        return self
