"""The time of a profile outside a procedure: after six months its person is asked again, after twelve it goes."""

from datetime import datetime
from uuid import UUID

from doorstroom_candidate.application.erase_candidate import erase, erase_asleep
from doorstroom_candidate.application.ports import Parts
from doorstroom_candidate.domain.erasure import Reason
from doorstroom_common.database import UnitOfWork


async def ask_again(key: str, due_at: datetime, uow: UnitOfWork, parts: Parts) -> None:
    """The question stands at the person's next read, with the moment it was due; any change of theirs answers it."""
    candidate = await parts.candidates.by_id(uow, UUID(key))
    if candidate is not None:
        candidate.ask(due_at)
        parts.candidates.save(uow, candidate)


async def erase_by_retention(key: str, uow: UnitOfWork, parts: Parts) -> None:
    """What nobody said anything about for a year, a registration that was never confirmed included."""
    candidate = await parts.candidates.by_id(uow, UUID(key))
    if candidate is not None:
        await erase(uow, parts, candidate, Reason.RETENTION, None)
    elif await parts.registrations.by_id(uow, UUID(key)) is not None:
        erase_asleep(uow, parts, UUID(key), Reason.RETENTION, None)
