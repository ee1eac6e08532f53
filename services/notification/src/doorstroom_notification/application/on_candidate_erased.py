"""A person was erased: what alerts showed of them goes, late facts about them are dropped, and it is confirmed."""

from dataclasses import dataclass
from uuid import UUID

from doorstroom_common.clock import Clock
from doorstroom_common.cloudevent import CloudEvent, new_event
from doorstroom_common.consumer import Effect
from doorstroom_common.consumer.dead_letters import FORGET_KEY
from doorstroom_common.database import UnitOfWork
from doorstroom_notification.application.ports import Alerts, Copies, Notices
from doorstroom_notification.application.tell_recruiters import WORK

CONFIRMED = "nl.erasures.erasure-confirmed.v1"


@dataclass(frozen=True, slots=True)
class OnCandidateErased:
    """Confirms in the transaction in which copies, alerts and notices lose the person.

    The work after it tells those who had been told of a match or referral that it is no longer there.
    """

    clock: Clock
    source: str
    copies: Copies
    alerts: Alerts
    notices: Notices

    async def __call__(self, event: CloudEvent, uow: UnitOfWork) -> Effect:
        found = await self.copies.erase(UUID(event.subject), uow)
        keys = [f"match {match_id}" for match_id in found.matches]
        keys += [f"referral {referral_id}" for referral_id in found.referrals]
        await uow.enqueue_now(WORK, keys)
        for subject in (*found.matches, *found.referrals):
            await self.alerts.forget(subject, uow)
            await self.notices.take_out(subject, uow)
        for key in (event.subject, *(str(subject) for subject in (*found.matches, *found.referrals))):
            uow.write(FORGET_KEY, key=key)
        now = self.clock.now()
        data = {"candidateId": event.subject, "service": "notification", "confirmedAt": now, "version": 1}
        uow.publish(
            new_event(source=self.source, type=CONFIRMED, subject=event.subject, time=now, version=1, data=data)
        )
        return Effect.APPLIED
