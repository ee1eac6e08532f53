"""Who came, by which way: the placements that a closure names are recorded, and a filled need has at least one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from doorstroom_common.covenant import Covenant, Covenants, Relation, TierName, tier_of
from doorstroom_common.database import UnitOfWork
from doorstroom_vacancy.application.placing import Placing
from doorstroom_vacancy.application.ports import MatchProgress, Reactions
from doorstroom_vacancy.domain import errors
from doorstroom_vacancy.domain.clauses import ClauseKept
from doorstroom_vacancy.domain.placement import (
    Agreed,
    FilledNeed,
    NeedOf,
    Placement,
    PlacementContract,
    Through,
    Trace,
)
from doorstroom_vacancy.domain.posting import Posting
from doorstroom_vacancy.domain.vacancy import Vacancy


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedPlacement:
    """One placement as a closure names it; relation and tier follow from where somebody comes unless they are named."""

    through: Through
    match_id: UUID | None = None
    reaction_id: UUID | None = None
    referral_id: UUID | None = None
    origin: str | None = None
    tier: TierName | None = None
    relation: Relation | None = None
    contract: PlacementContract
    start_date: date
    end_date: date | None = None
    hours: float | None = None
    right_to_return: bool | None = None
    clauses: tuple[ClauseKept, ...] = ()


@dataclass(frozen=True, slots=True)
class Registry:
    """What recording placements takes."""

    placing: Placing
    progress: MatchProgress
    reactions: Reactions

    async def place(
        self, posting: Posting[Any], named: Sequence[NamedPlacement], covenant: Covenant, covenants: Covenants,
        uow: UnitOfWork,
    ) -> None:  # fmt: skip
        """The posting is locked. A match that is named was recorded when it was placed, and is not recorded twice."""
        if not named and not await self.placing.placements.of_need(posting.id, uow):
            raise errors.no_placement()
        for one in named:
            await self._check(posting, one, uow)
        need = filled_need(posting, covenant)
        for one in named:
            if one.through is not Through.MATCH:
                self._record(posting.organisation, need, one, covenant, covenants, uow)

    async def _check(self, posting: Posting[Any], named: NamedPlacement, uow: UnitOfWork) -> None:
        vacancy = posting if isinstance(posting, Vacancy) else None
        lent = named.contract is PlacementContract.SECONDMENT and named.origin is not None
        if vacancy is None and not lent:
            raise errors.not_for_this_need(named.contract)
        if named.reaction_id is not None:
            reaction = await self.reactions.load(vacancy, named.reaction_id, uow) if vacancy else None
            if reaction is None or not reaction.counts:
                raise errors.reaction_not_standing()
        if named.match_id is not None and not await self.progress.is_placed(
            named.match_id, posting.organisation, posting.id, uow
        ):
            raise errors.match_not_placed()

    def _record(
        self, organisation: str, need: FilledNeed, named: NamedPlacement, covenant: Covenant, covenants: Covenants,
        uow: UnitOfWork,
    ) -> None:  # fmt: skip
        now = self.placing.now()
        relation = named.relation or covenants.relation(organisation, named.origin, now).relation
        known = relation is not Relation.EXTERNAL or bool(named.origin and covenants.covenants_of(named.origin, now))
        found = tier_of(covenant, relation, goes_first=False)
        agreed = Agreed(
            through=named.through,
            origin=named.origin if known else None,
            tier=named.tier or (found.name if found else TierName.EXTERNAL),
            relation=relation,
            contract=named.contract,
            start_date=named.start_date,
            end_date=named.end_date,
            hours=named.hours,
            right_to_return=named.right_to_return,
            clauses=named.clauses,
        )
        trace = Trace(reaction_id=named.reaction_id, referral_id=named.referral_id)
        self.placing.record(Placement.of(organisation, need, agreed, trace, now), covenant, uow)


def filled_need(posting: Posting[Any], covenant: Covenant) -> FilledNeed:
    kind = NeedOf.VACANCY if isinstance(posting, Vacancy) else NeedOf.SECONDMENT_REQUEST
    return FilledNeed(kind, posting.id, covenant.id)
