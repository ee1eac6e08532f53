"""A person's own candidate, for a change to it."""

from uuid import UUID

from doorstroom_candidate.application.ports import Parts
from doorstroom_candidate.domain import errors
from doorstroom_candidate.domain.candidate import Candidate
from doorstroom_common.database import UnitOfWork


async def own_candidate(
    uow: UnitOfWork, parts: Parts, person_ref: UUID, email: str | None, candidate_id: UUID
) -> Candidate:
    """Locked; a registration that sleeps has to be confirmed before anything else."""
    candidate = await parts.candidates.of_person(uow, person_ref, candidate_id)
    if candidate is None:
        asleep = await parts.registrations.addressed_to(uow, email, candidate_id)
        raise errors.confirm_first() if asleep else errors.unknown()
    return candidate
