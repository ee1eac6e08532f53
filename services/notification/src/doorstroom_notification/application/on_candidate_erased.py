"""A person was erased: what alerts showed of them goes, late facts about them are dropped, and it is confirmed."""

from dataclasses import dataclass
from uuid import UUID

from doorstroom_common.clock import Clock
from doorstroom_common.cloudevent import CloudEvent, new_event
from doorstroom_common.consumer import Effect
from doorstroom_common.consumer.dead_letters import FORGET_KEY
from doorstroom_common.database import UnitOfWork
from doorstroom_notification.application.ports import Alerts, Copies
from doorstroom_notification.application.tell_recruiters import WORK

CONFIRMED = "nl.erasures.erasure-confirmed.v1"


@dataclass(frozen=True, slots=True)
class OnCandidateErased:
    """Confirms in the transaction in which copies and alerts lose the person; the alerts end in the work after it."""

    clock: Clock
    source: str
    copies: Copies
    alerts: Alerts

    async def __call__(self, event: CloudEvent, uow: UnitOfWork) -> Effect:
        for match_id in await self.copies.erase(UUID(event.subject), uow):
            self.alerts.forget_content(match_id, uow)
            uow.enqueue(WORK, f"match {match_id}")
        uow.write(FORGET_KEY, key=event.subject)
        now = self.clock.now()
        data = {"candidateId": event.subject, "service": "notification", "confirmedAt": now, "version": 1}
        uow.publish(
            new_event(source=self.source, type=CONFIRMED, subject=event.subject, time=now, version=1, data=data)
        )
        return Effect.APPLIED
