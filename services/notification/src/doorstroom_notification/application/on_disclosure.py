"""An organisation may know who somebody is, or no longer: look at the alerts about that match or referral."""

from dataclasses import dataclass

from doorstroom_common.cloudevent import CloudEvent
from doorstroom_common.consumer import Effect
from doorstroom_common.database import UnitOfWork
from doorstroom_notification.application.ports import Copies
from doorstroom_notification.application.tell_recruiters import WORK


@dataclass(frozen=True, slots=True)
class OnDisclosure:
    """Nobody is told of a yes by this; the step that it came with says it. An alert about contact ends with it."""

    copies: Copies

    async def __call__(self, event: CloudEvent, uow: UnitOfWork) -> Effect:
        if not await self.copies.keep_disclosure(event, uow):
            return Effect.SUPERSEDED
        kind = "match" if "matchId" in event.data else "referral"
        uow.enqueue(WORK, f"{kind} {event.data[f'{kind}Id']}")
        return Effect.APPLIED
