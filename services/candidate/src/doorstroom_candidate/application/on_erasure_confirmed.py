"""Another service has erased a candidate."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from doorstroom_candidate.application.ports import Parts
from doorstroom_common.database import UnitOfWork


@dataclass(frozen=True, slots=True)
class ErasureConfirmed:
    candidate_id: UUID
    service: str
    confirmed_at: datetime


async def on_erasure_confirmed(confirmed: ErasureConfirmed, uow: UnitOfWork, parts: Parts) -> None:
    """The first confirmation of a service stands; one for a candidate that we erased nothing of has no effect."""
    parts.erasures.confirmed(uow, confirmed.candidate_id, confirmed.service, confirmed.confirmed_at)
