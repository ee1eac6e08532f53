"""A referral or a move has another state: keep the newest, look at its alerts."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from doorstroom_common.cloudevent import CloudEvent
from doorstroom_common.consumer import Effect
from doorstroom_common.database import UnitOfWork
from doorstroom_notification.application.tell_recruiters import WORK


@dataclass(frozen=True, slots=True)
class OnNewerState:
    """`keep` tells whether the state was newer; `kind` is that of the work, as in `QUESTIONS`."""

    kind: str
    keep: Callable[[CloudEvent, UnitOfWork], Awaitable[bool]]

    async def __call__(self, event: CloudEvent, uow: UnitOfWork) -> Effect:
        if not await self.keep(event, uow):
            return Effect.SUPERSEDED
        uow.enqueue(WORK, f"{self.kind} {event.subject}")
        return Effect.APPLIED
