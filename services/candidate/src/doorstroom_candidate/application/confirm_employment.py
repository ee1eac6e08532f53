"""An employer stands for the employment of somebody it registered itself."""

from dataclasses import dataclass
from uuid import UUID

from doorstroom_candidate.application.on_registration_changed import REGISTRATION_CHANGED
from doorstroom_candidate.application.ports import Parts
from doorstroom_candidate.domain import errors
from doorstroom_candidate.domain.registration import Registration
from doorstroom_candidate.domain.values import Identity
from doorstroom_common.database import UnitOfWork


@dataclass(frozen=True, slots=True)
class ConfirmEmployment:
    organisation: str
    candidate_id: UUID
    expected: int | None


async def confirm_employment(
    command: ConfirmEmployment, uow: UnitOfWork, parts: Parts
) -> tuple[Registration, Identity]:
    """Confirms what the employer gave, and asks nothing of what the person made of it since; again changes nothing."""
    found = await parts.registrations.of_organisation(uow, command.organisation, command.candidate_id)
    if found is None:
        raise errors.unknown()
    registration, identity = found
    registration.expect(command.expected)
    if registration.confirm_employment():
        parts.registrations.save(uow, registration)
        uow.enqueue(REGISTRATION_CHANGED, str(registration.candidate_id))
    return registration, identity
