"""Somebody's new job begins: everything of them goes, and the placement keeps no person."""

from datetime import datetime
from uuid import UUID

from doorstroom_candidate.application.erase_candidate import erase
from doorstroom_candidate.application.ports import Parts
from doorstroom_candidate.domain.erasure import Reason
from doorstroom_common.database import UnitOfWork


async def erase_placed(key: str, due_at: datetime, uow: UnitOfWork, parts: Parts) -> None:
    """Not where the start moved, or was called off, in the meantime."""
    candidate = await parts.candidates.by_id(uow, UUID(key))
    if candidate is not None and candidate.goes_at == due_at:
        await erase(uow, parts, candidate, Reason.PLACEMENT, None)
