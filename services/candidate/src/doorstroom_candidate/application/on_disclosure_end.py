"""The time of a disclosure is over."""

from datetime import datetime
from uuid import UUID

from doorstroom_candidate.application.disclosing import ended
from doorstroom_candidate.application.ports import Parts
from doorstroom_common.database import UnitOfWork


async def on_disclosure_end(key: str, due_at: datetime, uow: UnitOfWork, parts: Parts) -> None:
    """Nothing to do where somebody ended it, or its candidate went, in the meantime."""
    disclosure = await parts.disclosures.by_id(uow, UUID(key))
    if disclosure is not None and disclosure.end(disclosure.until.because, due_at):
        ended(uow, parts, disclosure, due_at)
