"""What an employer changed in its registration reaches the candidate that came of it."""

from uuid import UUID

from doorstroom_candidate.application.ports import Parts
from doorstroom_common.database import UnitOfWork

REGISTRATION_CHANGED = "registration-changed"


async def on_registration_changed(key: str, uow: UnitOfWork, parts: Parts) -> None:
    """Nothing to do while it sleeps, or when the person has erased everything meanwhile."""
    candidate = await parts.candidates.by_id(uow, UUID(key))
    registration = await parts.registrations.by_id(uow, UUID(key))
    held = candidate and candidate.employment
    if candidate is None or registration is None or not candidate.follow(registration):
        return
    if candidate.employment != held:
        parts.confirmations.remove(uow, candidate)
    parts.candidates.save(uow, candidate)
    if candidate.is_active:
        uow.publish(parts.facts.changed(candidate, parts.clock.now()))
