"""What becomes of a match: how far it came is counted, and one that is placed becomes a placement, once."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from doorstroom_common.cloudevent import CloudEvent
from doorstroom_common.consumer import Effect, PermanentFailure
from doorstroom_common.covenant import Relation, TierName
from doorstroom_common.database import UnitOfWork
from doorstroom_vacancy.application.placing import Placing
from doorstroom_vacancy.application.ports import KnownCovenants, MatchProgress
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
from doorstroom_vacancy.domain.progress import REACHED, Progress, Step

ORGANISATION = "organisation"
PLACED = "placed"


@dataclass(frozen=True, slots=True)
class OnMatch:
    """Recorded idempotently per match: the keyed hash of the match outlives what leads to the person."""

    placing: Placing
    progress: MatchProgress
    known: KnownCovenants

    async def __call__(self, event: CloudEvent, uow: UnitOfWork) -> Effect:
        try:
            progress = progress_of(event)
            placement = placement_of(event, self.placing.now()) if event.data["status"] == PLACED else None
        except (KeyError, ValueError, TypeError, AttributeError) as error:
            raise PermanentFailure(f"a match that cannot be read: {type(error).__name__}") from None
        if not await self.progress.advance(progress, uow):
            return Effect.SUPERSEDED if progress.shown_at else Effect.IGNORED
        if placement and await self.progress.place(progress.match_id, progress.organisation, uow):
            await self._record(placement, event.data["governingCovenant"]["hash"], uow)
        return Effect.APPLIED

    async def _record(self, placement: Placement, covenant_hash: str, uow: UnitOfWork) -> None:
        """Of somebody who was erased meanwhile the move counts, and nothing leads to them."""
        covenant = self.known.by_hash(covenant_hash)
        candidate_id = placement.trace.candidate_id
        if candidate_id is not None and await self.progress.is_erased(candidate_id, uow):
            placement.forget()
        self.placing.record(placement, covenant, uow)


def progress_of(event: CloudEvent) -> Progress:
    """What an event of a match says of its progress; read tolerantly."""
    data = event.data
    need, step = data["need"], data.get("step") or {}
    status = step.get("taken", data["status"])
    by_organisation = step.get("by") == ORGANISATION
    return Progress(
        organisation=data["organisation"],
        match_id=UUID(data["matchId"]),
        need_kind=NeedOf(need["kind"]),
        need_id=UUID(need["id"]),
        version=event.version,
        shown_at=_shown_at(event),
        answered_at=_moment(step.get("at"), event.time) if by_organisation else None,
        step=max(REACHED.get(status, Step.PROPOSED), REACHED.get(data["status"], Step.PROPOSED)),
    )


def _shown_at(event: CloudEvent) -> datetime | None:
    """A secondment goes to the candidate first: its organisation sees it from the employer's yes on, or never."""
    data = event.data
    if data.get("visibleTo", ORGANISATION) != ORGANISATION:
        return None
    if data["need"]["kind"] == NeedOf.VACANCY:
        return datetime.fromisoformat(data["proposedAt"]) if "proposedAt" in data else None
    return _moment((data.get("step") or {}).get("at"), event.time)


def placement_of(event: CloudEvent, now: datetime) -> Placement:
    """The placement in a match's event, with the clauses as matching found them and the organisation kept them."""
    data = event.data
    told, agreed = data["placement"], data.get("agreed") or {}
    need = FilledNeed(
        NeedOf(data["need"]["kind"]), UUID(data["need"]["id"]), data["governingCovenant"]["covenantId"]
    )  # fmt: skip
    made = Placement.of(
        data["organisation"],
        need,
        Agreed(
            through=Through.REFERRAL if data.get("throughReferral") else Through.MATCH,
            origin=data.get("lender"),
            tier=TierName(data["tier"]),
            relation=Relation(data["relation"]),
            contract=PlacementContract(told["contract"]),
            start_date=date.fromisoformat(told["startDate"]),
            end_date=_day(told.get("endDate") or agreed.get("endDate")),
            hours=told.get("hours") or agreed.get("hours"),
            right_to_return=agreed.get("rightToReturn"),
            clauses=tuple(_clause(clause) for clause in told.get("clauses", ())),
        ),
        Trace(candidate_id=UUID(data["candidateId"]), match_id=UUID(data["matchId"])),
        now,
    )
    made.replacement = agreed.get("replacement")
    if not made.is_secondment:
        made.agreed = replace(made.agreed, end_date=None, right_to_return=None)
    return made


def _clause(told: Any) -> ClauseKept:
    return ClauseKept(str(told["clause"]), str(told["finding"]), bool(told["kept"]), told.get("reason"))


def _day(told: str | None) -> date | None:
    return date.fromisoformat(told) if told else None


def _moment(told: str | None, otherwise: datetime) -> datetime:
    return datetime.fromisoformat(told) if told else otherwise
