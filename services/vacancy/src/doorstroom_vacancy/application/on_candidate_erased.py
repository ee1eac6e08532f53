"""A candidate was erased: forget what could be traced to them here, and say so."""

from dataclasses import dataclass
from uuid import UUID

from doorstroom_common.cloudevent import CloudEvent, new_event
from doorstroom_common.consumer import Effect
from doorstroom_common.consumer.dead_letters import FORGET_KEY
from doorstroom_common.database import UnitOfWork, sql
from doorstroom_vacancy.application.placing import Placing
from doorstroom_vacancy.application.ports import MatchProgress

CONFIRMED = "nl.erasures.erasure-confirmed.v1"
FORGET_MENTION = sql("DELETE FROM dead_letter WHERE position(convert_to(:id, 'UTF8') IN value) > 0")
"""A match that was set aside names its candidate inside."""


@dataclass(frozen=True, slots=True)
class OnCandidateErased:
    """The placement stays and counts, with no way back to the person. A reaction holds a keyed hash of another
    reference, which nobody can trace to a candidate.
    """

    placing: Placing
    progress: MatchProgress

    async def __call__(self, event: CloudEvent, uow: UnitOfWork) -> Effect:
        candidate_id, now = UUID(event.subject), self.placing.now()
        await uow.execute(FORGET_KEY, key=event.subject)
        await uow.execute(FORGET_MENTION, id=event.subject)
        await self.progress.erase(candidate_id, uow)
        for placement in await self.placing.placements.of_candidate(candidate_id, uow):
            placement.forget()
            self.placing.placements.save(placement, uow)
        data = {"candidateId": event.subject, "service": "vacancy", "confirmedAt": now, "version": 1}
        uow.publish(
            new_event(source=self.placing.source, type=CONFIRMED, subject=event.subject, time=now, version=1, data=data)
        )
        return Effect.APPLIED
