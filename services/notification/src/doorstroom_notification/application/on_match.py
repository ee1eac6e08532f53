"""A match was proposed, carried further or withdrawn: keep the newest state, look at its alerts."""

from dataclasses import dataclass

from doorstroom_common.cloudevent import CloudEvent
from doorstroom_common.consumer import Effect
from doorstroom_common.database import UnitOfWork
from doorstroom_notification.application.ports import Copies
from doorstroom_notification.application.tell_recruiters import WORK


@dataclass(frozen=True, slots=True)
class OnMatch:
    """The event holds all that its alert needs; nothing else has to have arrived.

    An older state is looked at too: it may be the first to say that somebody carried the match further.
    """

    copies: Copies

    async def __call__(self, event: CloudEvent, uow: UnitOfWork) -> Effect:
        newer = await self.copies.keep_match(event, uow)
        uow.enqueue(WORK, f"match {event.subject}")
        return Effect.APPLIED if newer else Effect.SUPERSEDED
