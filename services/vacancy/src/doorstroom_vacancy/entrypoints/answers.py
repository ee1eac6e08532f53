"""What is shown of vacancies, secondment requests, reactions and covenants, to whom."""

from datetime import date
from uuid import UUID

from pydantic import Field

from doorstroom_common.http import AnswerModel, PageOf
from doorstroom_common.http.fields import DateTime
from doorstroom_vacancy.domain.reaction import Channel, ReactionStatus, Reason
from doorstroom_vacancy.domain.values import ContractForOutsiders, NeedKind, Outcome, Promotion, Status


class TermAnswer(AnswerModel):
    scheme: str
    uri: str
    label: str | None = None
    version: str | None = None


class HoursAnswer(AnswerModel):
    min: float
    max: float


class ScalesAnswer(AnswerModel):
    agreement: str
    min: str
    max: str


class NeedAnswer(AnswerModel):
    kind: NeedKind
    until: date | None = None


class PlaceAnswer(AnswerModel):
    name: str


class OfferAnswer(AnswerModel):
    """What is left out is unknown."""

    trial_period: bool | None = None
    allowances_monthly_cents: int | None = None
    pension_fund: str | None = None
    travel_yearly_cents: int | None = None
    leave_yearly_hours: float | None = None
    promotion: Promotion | None = None


class ContactPersonAnswer(AnswerModel):
    name: str
    email: str | None = None
    phone: str | None = None
    public: bool = False


class GoverningCovenantAnswer(AnswerModel):
    """The covenant and version under which it was opened; its rules hold until it closes."""

    covenant_id: str
    version: int
    hash: str


class AudienceAnswer(AnswerModel):
    """One organisation that may see it."""

    organisation: str
    relation: str
    covenant_id: str
    since: DateTime = Field(alias="from")
    until: DateTime | None = None
    reason: str


class NoticeAnswer(AnswerModel):
    """Something the recruiter should know: `closing-date-moved` (wanted, movedTo) or `opening-refused` (reason)."""

    code: str
    at: DateTime
    wanted: date | None = None
    moved_to: date | None = None
    reason: str | None = None


class PublicDecisionAnswer(AnswerModel):
    """How many reactions counted where the public stage was due, how many are enough, and whether it opened."""

    at: DateTime
    reactions: int
    enough: int
    opens: bool


class PostingSummary(AnswerModel):
    """As a list shows it."""

    version: int
    organisation: str
    status: Status
    title: str
    function: str | None = None
    department: str | None = None
    url: str | None = None
    occupation: TermAnswer
    hours: HoursAnswer
    scales: ScalesAnswer
    place: PlaceAnswer | None = None
    office_days: int | None = None
    required_skills: list[TermAnswer]
    required_share: int
    wished_skills: list[TermAnswer]
    open_at: DateTime | None = Field(default=None, description="When it opens by itself.")
    opened_at: DateTime | None = None
    stage: str | None = None
    stage_opened_at: DateTime | None = None
    closed_at: DateTime | None = None
    outcome: Outcome | None = None


class PostingDetail(PostingSummary):
    """As it is read by itself. What only its own organisation sees is null to others."""

    text: str | None = None
    contact_person: ContactPersonAnswer | None = None
    governing_covenant: GoverningCovenantAnswer | None = None
    next_stage_at: DateTime | None = Field(default=None, description="Own organisation only.")
    stage_days: int | None = Field(
        default=None, description="Days of this stage where they are not the covenant's. Own organisation only."
    )
    external_id: str | None = Field(default=None, description="Own organisation only.")
    audience: list[AudienceAnswer] | None = Field(default=None, description="Own organisation only.")
    notices: list[NoticeAnswer] | None = Field(default=None, description="Own organisation only.")


class VacancySummary(PostingSummary):
    """A vacancy as a list shows it."""

    vacancy_id: UUID
    posts: int
    need: NeedAnswer
    contract_for_outsiders: ContractForOutsiders
    closing_date: date
    latest_start_date: date | None = None
    offer: OfferAnswer | None = None
    conditions: list[str]
    public: bool


class VacancyAnswer(PostingDetail, VacancySummary):
    """A vacancy."""

    closing_moved: bool = Field(description="The date asked for would have cut short a stage still due.")
    closing_passed: bool = Field(description="It stays open until it is closed with an outcome.")
    public_decision: PublicDecisionAnswer | None = Field(default=None, description="Own organisation only.")


class SecondmentRequestSummary(PostingSummary):
    """A secondment request as a list shows it."""

    secondment_request_id: UUID
    start_date: date
    end_date: date


class SecondmentRequestAnswer(PostingDetail, SecondmentRequestSummary):
    """A secondment request."""


class VacancyPage(PageOf[VacancySummary]):
    """Vacancies, newest first."""


class SecondmentRequestPage(PageOf[SecondmentRequestSummary]):
    """Secondment requests, newest first."""


class ReactionAnswer(AnswerModel):
    """A reaction, without whose it is."""

    reaction_id: UUID
    vacancy_id: UUID
    version: int
    status: ReactionStatus
    channel: Channel
    received_at: DateTime
    withdrawn_at: DateTime | None = None
    assessed_at: DateTime | None = None
    reason: Reason | None = None


class ReactionPage(PageOf[ReactionAnswer]):
    """The reactions to one vacancy, oldest first. `received` is how many count, neither withdrawn nor found unsuitable;
    `enough` how many keep the vacancy inside, where its covenant says so.
    """

    vacancy_id: UUID
    received: int
    enough: int | None


class CovenantSummary(AnswerModel):
    """An adopted version of a covenant."""

    covenant_id: str
    version: int
    hash: str
    name: str
    valid_from_date: date
    valid_until_date: date | None = None
    in_force: bool
    organisations: list[str]


class CovenantList(AnswerModel):
    """Every adopted version of every covenant."""

    items: list[CovenantSummary]


class CovenantText(CovenantSummary):
    """With its text, by which the hash can be checked."""

    text: str
