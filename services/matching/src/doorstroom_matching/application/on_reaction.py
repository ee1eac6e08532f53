"""Somebody reacted to a vacancy, or no longer does: an opaque reference is all that is known and kept of it."""

from typing import Protocol
from uuid import UUID

from doorstroom_common.cloudevent import CloudEvent
from doorstroom_common.consumer import Effect, PermanentFailure
from doorstroom_common.database import UnitOfWork

STANDING = frozenset({"received", "suitable"})
"""Neither withdrawn nor found unsuitable."""


class Reactions(Protocol):
    """The reactions to each vacancy, by version."""

    async def keep(
        self, organisation: str, need_id: UUID, reaction_id: UUID, version: int, uow: UnitOfWork, *, stands: bool
    ) -> bool:
        """Whether it was newer than ours."""
        ...


async def on_reaction(event: CloudEvent, uow: UnitOfWork, reactions: Reactions) -> Effect:
    data = event.data
    try:
        organisation, need_id, reaction_id = data["organisation"], UUID(data["vacancyId"]), UUID(data["reactionId"])
        version, stands = int(data["version"]), data["status"] in STANDING
    except (KeyError, ValueError, TypeError, AttributeError) as error:
        raise PermanentFailure(f"{event.type} cannot be read: {type(error).__name__}") from error
    kept = await reactions.keep(organisation, need_id, reaction_id, version, uow, stands=stands)
    return Effect.APPLIED if kept else Effect.SUPERSEDED
