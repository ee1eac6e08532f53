"""Transaction 2: what is known now of one vacancy, request, match, referral or move becomes the alerts of recruiters.

Alerts that no longer follow are ended, missing ones are written, and those wanted by e-mail get a delivery. The systems
of the same organisations get a notice, also where no recruiter is registered.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from doorstroom_common.clock import Clock
from doorstroom_common.database import UnitOfWork
from doorstroom_notification.application.ports import Alerts, Copies, Notices, Recruiters
from doorstroom_notification.application.what_follows import QUESTIONS, Following
from doorstroom_notification.domain.notice import notices
from doorstroom_notification.domain.noticed import noticed
from doorstroom_notification.domain.recruiter import Recruiter
from doorstroom_notification.domain.wanted import Wanted
from doorstroom_notification.domain.wishes import Channel

WORK = "tell"
DELIVERY_TIMER = "deliver"


@dataclass(frozen=True, slots=True)
class TellRecruiters:
    """The worker for keys of the form `match <id>`; see `QUESTIONS`."""

    clock: Clock
    copies: Copies
    recruiters: Recruiters
    alerts: Alerts
    notices: Notices

    async def __call__(self, key: str, uow: UnitOfWork) -> None:
        kind, _, text = key.partition(" ")
        subject = UUID(text)
        following = await QUESTIONS[kind](subject, uow, self.copies)
        if following is None:
            return
        await self.alerts.end(subject, following.wanted, following.others_ended, uow)
        if following.forget:
            await self.alerts.empty_ended(subject, uow)
        await self._tell(following.wanted, uow)
        await self._tell_systems(subject, following, uow)

    async def _tell(self, wanted: Sequence[Wanted], uow: UnitOfWork) -> None:
        known = await self.recruiters.of_organisations(sorted({each.organisation for each in wanted}), uow)
        for each in wanted:
            for recruiter in known:
                if recruiter.organisation == each.organisation and recruiter.heard_of(each.moment):
                    await self._alert(recruiter, each, uow)

    async def _tell_systems(self, subject: UUID, following: Following, uow: UnitOfWork) -> None:
        told = await self.notices.told(subject, uow)
        if following.unsay:
            await self.notices.forget(subject, uow)
        new = [*following.noticed, *noticed(following.wanted)]
        for notice in notices(str(subject), new, following.there_for, told):
            await self.notices.say(subject, notice, uow)

    async def _alert(self, recruiter: Recruiter, wanted: Wanted, uow: UnitOfWork) -> None:
        channel = recruiter.wishes.channel(wanted.kind)
        if channel is Channel.NONE:
            return
        alert_id = await self.alerts.tell(recruiter, wanted, uow)
        if alert_id and channel is Channel.EMAIL:
            self.alerts.await_delivery(recruiter.organisation, alert_id, uow)
            uow.schedule(DELIVERY_TIMER, str(alert_id), self.clock.now())
