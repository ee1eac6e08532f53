"""What is shown of placements, to whom."""

from datetime import date
from uuid import UUID

from pydantic import Field

from doorstroom_common.covenant import Relation, TierName
from doorstroom_common.http import AnswerModel, PageOf
from doorstroom_common.http.fields import DateTime
from doorstroom_vacancy.domain.clauses import ContractKept
from doorstroom_vacancy.domain.placement import (
    EndedBecause,
    Gap,
    NeedOf,
    Placement,
    PlacementContract,
    PlacementStatus,
    Through,
)


class ClauseAnswer(AnswerModel):
    clause: str
    finding: str
    kept: bool
    reason: str | None = None


class GapNeedAnswer(AnswerModel):
    """The vacancy or request that was made to fill the gap."""

    kind: NeedOf
    id: UUID


class PlacementAnswer(AnswerModel):
    """A realised move, without whose it is."""

    placement_id: UUID
    version: int
    organisation: str = Field(description="Where to; of a secondment the borrower.")
    origin: str | None = Field(alias="from", description="Where from; of a secondment the lender.")
    need_kind: NeedOf
    need_id: UUID
    covenant_id: str
    through: Through | None = Field(description="Where to only, as match, reaction and referral are.")
    match_id: UUID | None = Field(default=None, description="Until the work starts.")
    reaction_id: UUID | None = Field(default=None, description="Until the work starts.")
    referral_id: UUID | None = Field(default=None, description="Until the work starts.")
    tier: TierName | None = Field(description="Where to only.")
    relation: Relation
    contract: PlacementContract
    start_date: date
    end_date: date | None
    hours: float | None
    right_to_return: bool | None
    contract_kept: ContractKept
    clauses: list[ClauseAnswer]
    status: PlacementStatus
    ended_because: EndedBecause | None
    ended_at: DateTime | None
    extension_due_at: DateTime | None = Field(description="Since when the talk about extending is asked for.")
    gap: Gap | None = Field(description="Of a temporary leave: who fills the place meanwhile.")
    gap_need: GapNeedAnswer | None = Field(description="The lender only.")
    replacement: str | None = Field(description="What the lender had in mind when it agreed; the lender only.")
    recorded_at: DateTime


class PlacementPage(PageOf[PlacementAnswer]):
    """Placements, newest first."""


def placement_answer(placement: Placement, viewer: str) -> PlacementAnswer:
    """Where somebody went to knows by which way they came; where from knows how it fills the gap."""
    agreed, trace = placement.agreed, placement.trace
    there, here = viewer == placement.organisation, viewer == agreed.origin
    gap_need = None
    if here and placement.gap_need_id is not None:
        gap_need = GapNeedAnswer(kind=NeedOf(str(placement.gap)), id=placement.gap_need_id)
    return PlacementAnswer(
        placement_id=placement.placement_id,
        version=placement.version,
        organisation=placement.organisation,
        **{"from": agreed.origin},
        need_kind=placement.need.kind,
        need_id=placement.need.id,
        covenant_id=placement.need.covenant_id,
        through=agreed.through if there else None,
        match_id=trace.match_id if there else None,
        reaction_id=trace.reaction_id if there else None,
        referral_id=trace.referral_id if there else None,
        tier=agreed.tier if there else None,
        relation=agreed.relation,
        contract=agreed.contract,
        start_date=agreed.start_date,
        end_date=agreed.end_date,
        hours=agreed.hours,
        right_to_return=agreed.right_to_return,
        contract_kept=placement.contract_kept,
        clauses=[ClauseAnswer.model_validate(clause) for clause in agreed.clauses],
        status=placement.status,
        ended_because=placement.ended_because,
        ended_at=placement.ended_at,
        extension_due_at=placement.extension_due_at,
        gap=placement.gap,
        gap_need=gap_need,
        replacement=placement.replacement if here else None,
        recorded_at=placement.recorded_at,
    )
