"""Somebody's new job begins: everything of them goes, and the placement keeps no person."""

from uuid import UUID

from doorstroom_candidate.application.erase_candidate import erase
from doorstroom_candidate.application.ports import Parts
from doorstroom_candidate.domain.erasure import Reason
from doorstroom_common.database import UnitOfWork


async def erase_placed(key: str, uow: UnitOfWork, parts: Parts) -> None:
    """A start that moved has moved its timer, and one that was called off has none."""
    candidate = await parts.candidates.by_id(uow, UUID(key))
    if candidate is not None:
        await erase(uow, parts, candidate, Reason.PLACEMENT, None)
