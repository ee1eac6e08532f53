"""Somebody reacted to a vacancy, or no longer does: an opaque reference is all that is known and kept of it."""

from dataclasses import dataclass
from typing import Any, Protocol
from uuid import UUID

from doorstroom_common.cloudevent import CloudEvent
from doorstroom_common.consumer import Effect, PermanentFailure
from doorstroom_common.database import UnitOfWork

STANDING = frozenset({"received", "suitable"})
"""Neither withdrawn nor found unsuitable."""


@dataclass(frozen=True, slots=True)
class Reaction:
    """What is kept of one: whether it stands."""

    organisation: str
    need_id: UUID
    reaction_id: UUID
    version: int
    stands: bool


class Reactions(Protocol):
    """The reactions to each vacancy, by version."""

    async def keep(self, reaction: Reaction, uow: UnitOfWork) -> bool:
        """Whether it was newer than ours."""
        ...


async def on_reaction(event: CloudEvent, uow: UnitOfWork, reactions: Reactions) -> Effect:
    try:
        reaction = reaction_from(event.data)
    except (KeyError, ValueError, TypeError, AttributeError) as error:
        raise PermanentFailure(f"{event.type} cannot be read: {type(error).__name__}") from error
    return Effect.APPLIED if await reactions.keep(reaction, uow) else Effect.SUPERSEDED


def reaction_from(data: Any) -> Reaction:
    return Reaction(
        organisation=data["organisation"],
        need_id=UUID(data["vacancyId"]),
        reaction_id=UUID(data["reactionId"]),
        version=int(data["version"]),
        stands=data["status"] in STANDING,
    )
