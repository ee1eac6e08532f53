"""How far an erasure has come, for whoever asked for it."""

from uuid import UUID

from doorstroom_candidate.application.ports import Parts
from doorstroom_candidate.domain import errors
from doorstroom_candidate.domain.erasure import Erasure, requester_mark
from doorstroom_common.database import UnitOfWork


async def read_erasure(erasure_id: UUID, caller: str, uow: UnitOfWork, parts: Parts) -> Erasure:
    """Anybody else's is unknown; one by retention was asked for by nobody."""
    erasure = await parts.erasures.by_id(uow, erasure_id)
    if erasure is None or erasure.requester != requester_mark(erasure_id, caller):
        raise errors.unknown()
    return erasure
