"""A vacancy or a secondment request was published: keep it, and have it matched."""

from collections.abc import Callable

from doorstroom_common.cloudevent import CloudEvent
from doorstroom_common.consumer import Effect, PermanentFailure
from doorstroom_common.database import UnitOfWork
from doorstroom_matching.application.desk import Desk
from doorstroom_matching.application.reading import UNREADABLE, Data
from doorstroom_matching.domain.need import Need

MATCH_NEED = "need"
"""The work that `match_need` does."""


async def on_need(event: CloudEvent, uow: UnitOfWork, desk: Desk, read: Callable[[Data], Need]) -> Effect:
    """Waits while the covenant it cites has not arrived. Everything that changed is looked at in transaction 2."""
    try:
        need = read(event.data)
    except UNREADABLE as error:
        raise PermanentFailure(f"{event.type} cannot be read: {type(error).__name__}") from error
    desk.known.by_hash(need.covenant_hash)
    if not await desk.copies.keep_need(need, event.data, uow):
        return Effect.SUPERSEDED
    uow.enqueue(MATCH_NEED, str(need.id))
    return Effect.APPLIED
