"""A referral was made, sent or answered: keep the newest state, look at its alerts."""

from dataclasses import dataclass

from doorstroom_common.cloudevent import CloudEvent
from doorstroom_common.consumer import Effect
from doorstroom_common.database import UnitOfWork
from doorstroom_notification.application.ports import Copies
from doorstroom_notification.application.tell_recruiters import WORK


@dataclass(frozen=True, slots=True)
class OnReferral:
    copies: Copies

    async def __call__(self, event: CloudEvent, uow: UnitOfWork) -> Effect:
        if not await self.copies.keep_referral(event, uow):
            return Effect.SUPERSEDED
        uow.enqueue(WORK, f"referral {event.subject}")
        return Effect.APPLIED
