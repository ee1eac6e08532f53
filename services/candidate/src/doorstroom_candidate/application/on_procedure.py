"""A match took a step or ended, or a referral was answered: keep the newest state, and have it looked at."""

from collections.abc import Callable
from dataclasses import replace
from uuid import UUID

from doorstroom_candidate.application.follow_procedure import FOLLOW_PROCEDURE
from doorstroom_candidate.application.ports import Parts
from doorstroom_candidate.application.reading import UNREADABLE
from doorstroom_candidate.domain.procedure import Kind, Procedure
from doorstroom_common.cloudevent import CloudEvent
from doorstroom_common.consumer import Effect, PermanentFailure
from doorstroom_common.database import UnitOfWork

Read = Callable[[CloudEvent], Procedure | None]


async def on_procedure(event: CloudEvent, uow: UnitOfWork, parts: Parts, *, read: Read) -> Effect:
    """A fact about somebody who is erased leaves no trace."""
    try:
        procedure = read(event)
    except UNREADABLE as error:
        raise PermanentFailure(f"{event.type} cannot be read: {type(error).__name__}") from None
    if procedure is None or not await parts.candidates.hold(uow, procedure.candidate_id):
        return Effect.IGNORED
    if not await parts.procedures.keep(uow, procedure):
        return Effect.SUPERSEDED
    uow.enqueue(FOLLOW_PROCEDURE, procedure.key)
    return Effect.APPLIED


async def on_match_withdrawn(event: CloudEvent, uow: UnitOfWork, parts: Parts) -> Effect:
    """It says nothing of the candidate: whose match it was is known from the steps before it. Without any, nobody was
    disclosed and nothing ends.
    """
    known = await parts.procedures.by_id(uow, Kind.MATCH, UUID(event.subject))
    if known is None:
        return Effect.IGNORED
    ended = replace(
        known, version=event.version, shown_to=(), stepped_at=event.time, consent_until=None, starts_on=None
    )  # fmt: skip
    return await on_procedure(event, uow, parts, read=lambda _: ended)
