"""A vacancy or secondment request was opened, changed, staged or closed: keep the newest state, look at its alerts."""

from dataclasses import dataclass
from uuid import UUID

from doorstroom_common.cloudevent import CloudEvent
from doorstroom_common.consumer import Effect
from doorstroom_common.database import UnitOfWork
from doorstroom_notification.application.ports import Copies
from doorstroom_notification.application.tell_recruiters import WORK


@dataclass(frozen=True, slots=True)
class OnNeed:
    """The end of a need, or its return, concerns the alerts of its matches too."""

    copies: Copies

    async def __call__(self, event: CloudEvent, uow: UnitOfWork) -> Effect:
        need_id = UUID(event.subject)
        if not await self.copies.keep_need(event, uow):
            return Effect.SUPERSEDED
        uow.enqueue(WORK, f"need {need_id}")
        for match_id in await self.copies.matches_of_need(need_id, uow):
            uow.enqueue(WORK, f"match {match_id}")
        return Effect.APPLIED
