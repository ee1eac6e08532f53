"""A candidate was erased: forget what could be traced to them here, and say so."""

from doorstroom_common.clock import Clock
from doorstroom_common.cloudevent import CloudEvent, new_event
from doorstroom_common.consumer import Effect
from doorstroom_common.consumer.dead_letters import FORGET_KEY
from doorstroom_common.database import UnitOfWork

CONFIRMED = "nl.erasures.erasure-confirmed.v1"


async def on_candidate_erased(event: CloudEvent, uow: UnitOfWork, clock: Clock, source: str) -> Effect:
    """Only messages that were set aside can hold the candidate's id. A reaction holds a keyed hash of another
    reference, which nobody can trace to a candidate.
    """
    now = clock.now()
    await uow.execute(FORGET_KEY, key=event.subject)
    data = {"candidateId": event.subject, "service": "vacancy", "confirmedAt": now, "version": 1}
    uow.publish(new_event(source=source, type=CONFIRMED, subject=event.subject, time=now, version=1, data=data))
    return Effect.APPLIED
