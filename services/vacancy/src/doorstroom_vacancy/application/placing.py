"""How placements are kept: with their deviations, their events, and the timers for what follows from them."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from doorstroom_common.clock import AMSTERDAM, Clock
from doorstroom_common.cloudevent import new_event
from doorstroom_common.covenant import Covenant
from doorstroom_common.database import UnitOfWork
from doorstroom_vacancy.application.ports import Placements
from doorstroom_vacancy.application.published import deviation_state, placement_state
from doorstroom_vacancy.domain.clauses import Deviation, deviations
from doorstroom_vacancy.domain.placement import NO_TRACE, Placement

RECORDED = "nl.placements.placement-recorded.v1"
DEVIATED = "nl.placements.deviation-recorded.v1"
START_TIMER = "placement-start"
EXTENSION_TIMER = "placement-extension"
MONTHS_AHEAD = 3


@dataclass(frozen=True, slots=True)
class Placing:
    """Each change is one version and one event; a timer that means nothing any more is passed over when it is due."""

    placements: Placements
    clock: Clock
    source: str

    def now(self) -> datetime:
        return self.clock.now()

    def record(self, placement: Placement, covenant: Covenant, uow: UnitOfWork) -> None:
        """A new one, with a deviation for each promise of the covenant that was not kept."""
        agreed = placement.agreed
        found = deviations(placement.organisation, placement.placement_id, agreed.clauses, covenant)
        placement.version = 1
        self.placements.add(placement, uow)
        self.placements.add_deviations(placement, found, uow)
        if placement.trace != NO_TRACE:
            uow.schedule(
                START_TIMER, str(placement.placement_id), datetime.combine(agreed.start_date, time(), AMSTERDAM)
            )
        self._ask_before_the_end(placement, uow)
        self._publish(placement, uow)
        for deviation in found:
            self._publish_deviation(deviation, placement, uow)

    def keep(self, placement: Placement, uow: UnitOfWork) -> None:
        """What was changed."""
        placement.version += 1
        self.placements.save(placement, uow)
        self._ask_before_the_end(placement, uow)
        self._publish(placement, uow)

    def _ask_before_the_end(self, placement: Placement, uow: UnitOfWork) -> None:
        end = placement.agreed.end_date
        if end is not None and placement.is_awaiting(end):
            asked = max(months_before(end, MONTHS_AHEAD), placement.agreed.start_date)
            moment = datetime.combine(asked, time(9), AMSTERDAM)
            uow.schedule(EXTENSION_TIMER, f"{placement.placement_id}/{end}", moment)

    def _publish(self, placement: Placement, uow: UnitOfWork) -> None:
        uow.publish(
            new_event(
                source=self.source,
                type=RECORDED,
                subject=str(placement.placement_id),
                time=self.now(),
                version=placement.version,
                data=placement_state(placement),
            )
        )

    def _publish_deviation(self, deviation: Deviation, placement: Placement, uow: UnitOfWork) -> None:
        uow.publish(
            new_event(
                source=self.source,
                type=DEVIATED,
                subject=str(deviation.deviation_id),
                time=self.now(),
                version=1,
                data=deviation_state(deviation, placement),
            )
        )


def months_before(day: date, months: int) -> date:
    """The same day so many months earlier, or the last of that month where it has no such day."""
    month = day.year * 12 + day.month - 1 - months
    first = date(month // 12, month % 12 + 1, 1)
    following = (first + timedelta(days=31)).replace(day=1)
    return min(first + timedelta(days=day.day - 1), following - timedelta(days=1))
