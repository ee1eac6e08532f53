"""What came of a covenant in a period, beside the baseline that its co-ordinator entered."""

from dataclasses import dataclass
from datetime import date
from typing import Protocol

from doorstroom_common.clock import Clock, local_date
from doorstroom_common.covenant import Covenant
from doorstroom_common.database import UnitOfWork
from doorstroom_vacancy.application.ports import KnownCovenants
from doorstroom_vacancy.domain import errors
from doorstroom_vacancy.domain.results import Baseline, Counted, Period, Results, published


class CountedResults(Protocol):
    """The plain figures of a covenant, and its baseline."""

    async def counted(self, covenant_id: str, period: Period, uow: UnitOfWork) -> Counted: ...

    async def baseline(self, covenant_id: str, uow: UnitOfWork) -> Baseline | None: ...

    async def enter_baseline(self, covenant_id: str, baseline: Baseline, clock: Clock, uow: UnitOfWork) -> None:
        """Takes the place of the one that stood."""
        ...


@dataclass(frozen=True, slots=True)
class Asker:
    """On whose behalf results are asked for: the covenants that somebody co-ordinates, and the member they act for."""

    co_ordinates: frozenset[str]
    organisation: str | None


@dataclass(frozen=True, slots=True)
class ReadResults:
    covenant_id: str
    asker: Asker
    first_day: date
    last_day: date


@dataclass(frozen=True, slots=True)
class ResultsRead:
    period: Period
    results: Results
    baseline: Baseline | None


async def read_results(
    command: ReadResults, uow: UnitOfWork, counts: CountedResults, known: KnownCovenants, clock: Clock
) -> ResultsRead:
    """`NotFound` for whoever neither co-ordinates the covenant nor acts for one of its members today."""
    covenant = known.covenants.latest(command.covenant_id)
    if covenant is None or not _may_read(command.asker, covenant, local_date(clock.now())):
        raise errors.unknown()
    period = Period.around(command.first_day, command.last_day)
    counted = await counts.counted(covenant.id, period, uow)
    members = {
        member.id for member in covenant.members if member.belongs_on(min(period.last_day, local_date(clock.now())))
    }
    baseline = await counts.baseline(covenant.id, uow)
    return ResultsRead(period, published(counted, members), baseline and baseline.published())


async def enter_baseline(
    covenant_id: str, asker: Asker, baseline: Baseline, uow: UnitOfWork, counts: CountedResults, known: KnownCovenants,
    clock: Clock,
) -> Baseline:  # fmt: skip
    """For the co-ordinator of that covenant alone."""
    if known.covenants.latest(covenant_id) is None or covenant_id not in asker.co_ordinates:
        raise errors.unknown()
    await counts.enter_baseline(covenant_id, baseline, clock, uow)
    return baseline


def _may_read(asker: Asker, covenant: Covenant, today: date) -> bool:
    if covenant.id in asker.co_ordinates:
        return True
    return asker.organisation is not None and covenant.member(asker.organisation, today) is not None
