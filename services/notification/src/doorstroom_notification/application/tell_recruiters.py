"""Transaction 2: what is known now of one vacancy, request or match becomes the alerts of recruiters.

Alerts that no longer follow are ended, missing ones are written, and those wanted by e-mail get a delivery.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from doorstroom_common.clock import Clock
from doorstroom_common.database import UnitOfWork
from doorstroom_notification.application.ports import Alerts, Copies, Recruiters
from doorstroom_notification.domain.recruiter import Recruiter
from doorstroom_notification.domain.wanted import Wanted, wanted_for_match, wanted_for_need
from doorstroom_notification.domain.wishes import Channel

WORK = "tell"
DELIVERY_TIMER = "deliver"


@dataclass(frozen=True, slots=True)
class TellRecruiters:
    """The worker for keys `need <id>` and `match <id>`."""

    clock: Clock
    copies: Copies
    recruiters: Recruiters
    alerts: Alerts

    async def __call__(self, key: str, uow: UnitOfWork) -> None:
        kind, _, subject = key.partition(" ")
        await (self._need if kind == "need" else self._match)(UUID(subject), uow)

    async def _need(self, need_id: UUID, uow: UnitOfWork) -> None:
        need = await self.copies.need(need_id, uow)
        if need is None:
            return
        wanted = wanted_for_need(need.state) if need.state else []
        await self.alerts.end(need_id, wanted, "changed" if need.state else "closed", uow)
        await self._tell(wanted, need.organisation, uow)

    async def _match(self, match_id: UUID, uow: UnitOfWork) -> None:
        match = await self.copies.match(match_id, uow)
        if match is None:
            return
        wanted: Sequence[Wanted] = []
        if match.state:
            wanted = wanted_for_match(match.state, need_ended=match.need_ended, erased=match.erased)
        await self.alerts.end(match_id, wanted, "closed" if match.need_ended else "withdrawn", uow)
        await self._tell(wanted, match.organisation, uow)
        if match.state is None:
            self.alerts.forget_content(match_id, uow)

    async def _tell(self, wanted: Sequence[Wanted], because_of: str, uow: UnitOfWork) -> None:
        known = await self.recruiters.of_organisations(sorted({each.organisation for each in wanted}), uow)
        for each in wanted:
            for recruiter in known:
                if recruiter.organisation == each.organisation and recruiter.heard_of(each.moment):
                    await self._alert(recruiter, each, because_of, uow)

    async def _alert(self, recruiter: Recruiter, wanted: Wanted, because_of: str, uow: UnitOfWork) -> None:
        channel = recruiter.wishes.channel(wanted.kind)
        if channel is Channel.NONE:
            return
        alert_id = await self.alerts.tell(recruiter, wanted, because_of, uow)
        if alert_id and channel is Channel.EMAIL:
            self.alerts.await_delivery(recruiter.organisation, alert_id, uow)
            uow.schedule(DELIVERY_TIMER, str(alert_id), self.clock.now())
