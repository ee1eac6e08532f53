"""What somebody may know of the others who compete for the same vacancy: how many there are, never who."""

from uuid import UUID

from pydantic import Field

from doorstroom_common.covenant import TierName
from doorstroom_common.database import UnitOfWork
from doorstroom_common.http import AnswerModel
from doorstroom_matching.adapters.competition import Competing
from doorstroom_matching.application.ports import KeptNeed
from doorstroom_matching.application.what_is_agreed import covenant_of
from doorstroom_matching.domain.crowd import FIVE
from doorstroom_matching.domain.need import NeedKind
from doorstroom_matching.domain.standing import cited
from doorstroom_matching.entrypoints.parts import Parts


class CountAnswer(AnswerModel):
    """A number of people; none is told under five."""

    count: int | None
    fewer_than_five: bool

    @classmethod
    def of(cls, many: int) -> "CountAnswer":
        return cls(count=many if many >= FIVE else None, fewer_than_five=many < FIVE)


class TierAnswer(AnswerModel):
    """Those who compete together: more than one tier where the covenant merges them."""

    tiers: list[TierName]
    yours: bool
    proposed: CountAnswer


class CompetitionAnswer(AnswerModel):
    """In which order people are looked at, and how many there are in each tier."""

    clause: str = Field(description="Of the covenant that governs the vacancy.")
    tiers: list[TierAnswer] = Field(description="The first to be looked at first; proposals that have not ended.")
    reactions: CountAnswer = Field(
        description="To the vacancy, neither withdrawn nor found unsuitable. A reaction says nothing of a tier, so they"
        " are counted together."
    )


async def competition(need_id: UUID, tier: str | None, uow: UnitOfWork, parts: Parts) -> CompetitionAnswer | None:
    """None for a loan, which goes to one person at a time and is between those who take part in it."""
    kept = await parts.listing.need_in(need_id, uow)
    if kept is None or kept.need.kind is not NeedKind.VACANCY:
        return None
    await uow.act_for(organisations=[kept.need.organisation])
    return _answer(kept, tier, await parts.competition.count(kept, uow), parts)


def _answer(kept: KeptNeed, tier: str | None, found: Competing, parts: Parts) -> CompetitionAnswer:
    rules = covenant_of(kept.need.covenant_hash, parts.desk)
    groups = enumerate(rules.tiers.order, 1)
    return CompetitionAnswer(
        clause=cited(rules, rules.tiers.source.text),
        tiers=[
            TierAnswer(tiers=list(group), yours=tier in group, proposed=CountAnswer.of(found.proposed.get(rank, 0)))
            for rank, group in groups
        ],
        reactions=CountAnswer.of(found.reactions),
    )
