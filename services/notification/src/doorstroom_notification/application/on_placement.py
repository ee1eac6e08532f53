"""A move was recorded, extended, is to be talked about or ended: keep the newest state, look at its alerts."""

from dataclasses import dataclass

from doorstroom_common.cloudevent import CloudEvent
from doorstroom_common.consumer import Effect
from doorstroom_common.database import UnitOfWork
from doorstroom_notification.application.ports import Copies
from doorstroom_notification.application.tell_recruiters import WORK


@dataclass(frozen=True, slots=True)
class OnPlacement:
    copies: Copies

    async def __call__(self, event: CloudEvent, uow: UnitOfWork) -> Effect:
        if not await self.copies.keep_placement(event, uow):
            return Effect.SUPERSEDED
        uow.enqueue(WORK, f"placement {event.subject}")
        return Effect.APPLIED
