"""A secondment is extended or ends: at its end, before it, or as a permanent contract at the borrower."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from doorstroom_common.clock import local_date
from doorstroom_common.database import UnitOfWork
from doorstroom_vacancy.application.placing import Placing
from doorstroom_vacancy.application.ports import KnownCovenants
from doorstroom_vacancy.domain.clauses import ClauseKept
from doorstroom_vacancy.domain.placement import EndedBecause, Placement


@dataclass(frozen=True, slots=True)
class ExtendSecondment:
    """By the lender or the borrower."""

    organisation: str
    placement_id: UUID
    end_date: date
    expected_version: int | None


@dataclass(frozen=True, slots=True)
class EndSecondment:
    """By the lender or the borrower; start and clauses are of the contract that it is converted into."""

    organisation: str
    placement_id: UUID
    because: EndedBecause
    expected_version: int | None
    start_date: date | None = None
    clauses: tuple[ClauseKept, ...] = ()


async def extend_secondment(command: ExtendSecondment, uow: UnitOfWork, placing: Placing) -> Placement:
    placement = await placing.placements.load(command.placement_id, uow, command.organisation)
    await uow.act_for(organisations=[placement.organisation])
    placement.expect(command.expected_version)
    placement.extend(command.end_date)
    placing.keep(placement, uow)
    return placement


async def end_secondment(command: EndSecondment, uow: UnitOfWork, placing: Placing, known: KnownCovenants) -> Placement:
    """Returns the secondment that ended; what it is converted into is recorded with it, or neither is."""
    placement = await placing.placements.load(command.placement_id, uow, command.organisation)
    await uow.act_for(organisations=[placement.organisation])
    placement.expect(command.expected_version)
    now = placing.now()
    covenant = known.covenants.latest(placement.need.covenant_id)
    if command.because is EndedBecause.CONVERTED and covenant is not None:
        start = command.start_date or local_date(now)
        made = placement.converted(start, command.clauses, now)
        placing.keep(placement, uow)
        placing.record(made, covenant, uow)
    else:
        placement.end(command.because, now)
        placing.keep(placement, uow)
    return placement
