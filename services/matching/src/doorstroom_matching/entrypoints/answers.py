"""What is shown of matches: a card without identity to an organisation, everything of their own to a person."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from doorstroom_common.http import AnswerModel, PageOf
from doorstroom_common.http.fields import DateTime
from doorstroom_matching.entrypoints.agreed import (
    AgreedAnswer,
    DaysAnswer,
    OfferAnswer,
    PlacementAnswer,
    StepAnswer,
    WishAnswer,
)
from doorstroom_matching.entrypoints.competing import CompetitionAnswer

Status = Literal[
    "proposed", "contact-requested", "contact-granted", "contact-declined", "candidate-agreed", "employer-agreed",
    "employer-declined", "invited", "offered", "placed", "rejected", "no-answer", "withdrawn",
]  # fmt: skip
Ended = Literal["need-closed", "matching-off", "candidate-withdrawn"]


class TermAnswer(AnswerModel):
    scheme: str
    uri: str
    label: str | None = None
    version: str | None = None


class CardAnswer(AnswerModel):
    """All that is shown of a candidate before contact is granted, as far as at least five profiles share it."""

    occupation_group: str | None = None
    skills_present: list[TermAnswer] | None = None
    skills_count: int | None = Field(None, description="How many of the required skills are present.")
    skills_asked: int
    hours_band: str | None = None
    start_month: str | None = Field(None, description="Null, and not withheld: at any time.")
    scale_fits: bool | None = None
    goes_first: bool | None = None
    contract_kept: Literal["yes", "with-supplement", "no"] | None = None
    withheld: list[str] = Field(
        default_factory=list, description="The fields that dropped away, because fewer than five share the whole card."
    )


class NeedAnswer(AnswerModel):
    """The vacancy or secondment request."""

    kind: Literal["vacancy", "secondment-request"]
    id: UUID
    title: str


class WordsAnswer(AnswerModel):
    """The same in Dutch and in English."""

    nl: str
    en: str


class RuleAnswer(AnswerModel):
    """One rule that was looked at: its finding as a code and in words, the clause it rests on, and what it read."""

    rule: str
    finding: str
    words: WordsAnswer
    source: str | None = None
    inputs: list[str] = Field(description="The facts that the rule reads, by name, whatever it found.")
    figures: dict[str, str | int | float | bool | None]


class ScorePart(AnswerModel):
    """0 to 1000 points, and the covenant's weight."""

    name: str
    points: int
    weight: int


class AnyMatch(AnswerModel):
    """What everybody sees who may see a match at all."""

    match_id: UUID
    version: int
    status: Status
    withdrawn_because: str | None
    need: NeedAnswer
    changed_at: DateTime
    due_at: DateTime | None = Field(description="When the present answer comes too late.")
    consent_until: date | None = Field(description="The last day of the candidate's consent.")
    may_do: list[str] = Field(description="The steps that are the caller's to take now, as they stand in the path.")


class MatchSummary(AnyMatch):
    score: int | None = Field(
        description="0 to 1000; null to an organisation once ended, and where its card withholds what goes into it."
    )
    proposed_at: DateTime


class OrganisationMatchSummary(MatchSummary):
    """A candidate for one of the organisation's own needs, as a card without identity."""

    seen_as: Literal["organisation"] = "organisation"
    rank: int | None = Field(description="1 is the first to be looked at; null unless proposed.")
    card: CardAnswer | None = Field(description="Null once ended.")
    overdue_since: DateTime | None = Field(description="Since when your answer to a proposal is overdue.")


class LenderMatchSummary(AnyMatch):
    """An employee who wants to be lent. Who it is stands in what they disclosed to you."""

    seen_as: Literal["lender"] = "lender"
    borrower: str
    days: DaysAnswer
    wish: WishAnswer
    asked_at: DateTime


class PersonMatchSummary(MatchSummary):
    """A person's own match; an adviser whom the person chose reads the same, and can do nothing."""

    seen_as: Literal["candidate", "adviser"] = "candidate"
    candidate_id: UUID
    organisation: str
    relation: str
    relation_covenant: str | None
    tier: str
    shown_to_organisation: bool = Field(
        description="False for a secondment until you and your employer agreed, for a card that too few share, and for"
        " a match that is held back."
    )
    shown_to_lender: str | None = Field(description="Your employer, once you agreed to a secondment.")
    asked_first: bool = Field(description="The organisation sees this match only after the person's yes, by `showing`.")
    held_back: bool = Field(
        description="Others of a better tier go first: the organisation sees this match when they have an answer, or"
        " when the term for it has passed."
    )
    agreed_to_showing: bool | None = Field(description="The person's answer; null without one.")
    card: CardAnswer | None = Field(description="What the organisation sees; with `askedFirst`, what it would see.")


class OrganisationMatch(OrganisationMatchSummary):
    """With its explanation, as far as the card goes."""

    explanation: list[RuleAnswer]
    steps: list[StepAnswer]
    agreed: AgreedAnswer | None
    offer: OfferAnswer | None
    placement: PlacementAnswer | None
    through_referral: UUID | None


class LenderMatch(LenderMatchSummary):
    """With what was agreed."""

    steps: list[StepAnswer]
    agreed: AgreedAnswer | None
    placement: PlacementAnswer | None


class PersonMatch(PersonMatchSummary):
    """With its whole explanation."""

    competition: CompetitionAnswer | None = Field(description="Null for a secondment.")
    score_parts: list[ScorePart]
    explanation: list[RuleAnswer]
    steps: list[StepAnswer]
    wish: WishAnswer | None
    agreed: AgreedAnswer | None
    offer: OfferAnswer | None
    placement: PlacementAnswer | None
    through_referral: UUID | None


SummarySeen = Annotated[
    OrganisationMatchSummary | LenderMatchSummary | PersonMatchSummary, Field(discriminator="seen_as")
]
MatchSeen = Annotated[OrganisationMatch | LenderMatch | PersonMatch, Field(discriminator="seen_as")]


class MatchPage(PageOf[SummarySeen]):
    """Matches: of one need the first to be looked at first, otherwise the newest first."""


class CovenantCited(AnswerModel):
    """The covenant that governs the need, in the version under which it was opened."""

    covenant_id: str
    version: int
    hash: str


class ExplanationAnswer(AnswerModel):
    """Why somebody is proposed for a need, or why not, as the rules find it now."""

    seen_as: Literal["candidate", "adviser"] = "candidate"
    need_id: UUID
    candidate_id: UUID
    proposed: bool
    because: Ended | None
    relation: str
    relation_covenant: str | None
    tier: str | None
    competition: CompetitionAnswer | None = Field(description="Null for a secondment.")
    covenant: CovenantCited
    rules_version: str
    score: int
    score_parts: list[ScorePart]
    explanation: list[RuleAnswer]


class OrganisationExplanation(AnswerModel):
    """Why somebody is proposed for a need of the organisation, as far as the card goes."""

    seen_as: Literal["organisation"] = "organisation"
    match_id: UUID
    need_id: UUID
    proposed: bool
    explanation: list[RuleAnswer]
    left_out: list[str] = Field(
        description="The rules that were looked at as well and are the candidate's to know: who employs them, how near"
        " they are, whether they go first, what they want, and what their card withholds."
    )


ExplanationSeen = Annotated[ExplanationAnswer | OrganisationExplanation, Field(discriminator="seen_as")]
