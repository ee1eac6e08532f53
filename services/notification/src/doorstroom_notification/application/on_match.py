"""A match was proposed or withdrawn: keep the newest state, look at its alerts."""

from dataclasses import dataclass
from uuid import UUID

from doorstroom_common.cloudevent import CloudEvent
from doorstroom_common.consumer import Effect
from doorstroom_common.database import UnitOfWork
from doorstroom_notification.application.ports import Copies
from doorstroom_notification.application.tell_recruiters import WORK


@dataclass(frozen=True, slots=True)
class OnMatch:
    """The event holds all that its alert needs; nothing else has to have arrived."""

    copies: Copies

    async def __call__(self, event: CloudEvent, uow: UnitOfWork) -> Effect:
        match_id = UUID(event.subject)
        if not await self.copies.keep_match(match_id, event.data, uow):
            return Effect.SUPERSEDED
        uow.enqueue(WORK, f"match {match_id}")
        return Effect.APPLIED
