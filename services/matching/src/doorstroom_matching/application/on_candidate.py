"""A profile was published, or erased: keep it or empty it, and have its matches looked at."""

from uuid import UUID

from doorstroom_common.cloudevent import CloudEvent
from doorstroom_common.consumer import Effect, PermanentFailure
from doorstroom_common.database import UnitOfWork
from doorstroom_matching.application.desk import Desk
from doorstroom_matching.application.reading import UNREADABLE, candidate_from

MATCH_CANDIDATE = "candidate"
"""The work that `match_candidate` does."""


async def on_candidate(event: CloudEvent, uow: UnitOfWork, desk: Desk) -> Effect:
    try:
        candidate = candidate_from(event.data)
    except UNREADABLE as error:
        raise PermanentFailure(f"{event.type} cannot be read: {type(error).__name__}") from error
    await desk.crowds.leave(candidate.id, candidate.version, uow)
    if not await desk.copies.keep_candidate(candidate, event.data, uow):
        return Effect.SUPERSEDED
    await desk.crowds.count_departure(candidate.id, uow)
    return Effect.APPLIED


async def on_candidate_erased(event: CloudEvent, uow: UnitOfWork, desk: Desk) -> Effect:
    """The profile goes at once; matches, decisions and the confirmation follow in transaction 2.

    That is asked for however often this comes: a rebuild may have emptied the profile before.
    """
    candidate_id = UUID(event.subject)
    await desk.crowds.leave(candidate_id, None, uow)
    emptied = await desk.copies.empty_candidate(candidate_id, uow)
    await desk.crowds.count_departure(candidate_id, uow)
    return Effect.APPLIED if emptied else Effect.SUPERSEDED


async def on_candidate_tombstone(key: str, uow: UnitOfWork, desk: Desk) -> None:
    """What follows an erasure on the bus; alone it says the same, to a reader for whom the event has gone already."""
    candidate_id = UUID(key)
    await desk.crowds.leave(candidate_id, None, uow)
    if await desk.copies.empty_candidate(candidate_id, uow):
        await desk.crowds.count_departure(candidate_id, uow)


async def turned(candidate_id: UUID, uow: UnitOfWork, desk: Desk) -> None:
    """A day has come on which a profile says something else by itself: it leaves the crowd that it was in."""
    await desk.crowds.leave(candidate_id, None, uow)
    await desk.crowds.count_departure(candidate_id, uow)
