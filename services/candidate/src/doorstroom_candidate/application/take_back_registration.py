"""An employer takes back a registration that nobody has confirmed yet."""

from dataclasses import dataclass
from uuid import UUID

from doorstroom_candidate.application.erase_candidate import erase_asleep
from doorstroom_candidate.application.ports import Parts
from doorstroom_candidate.domain import errors
from doorstroom_candidate.domain.erasure import Erasure, Reason
from doorstroom_common.database import UnitOfWork


@dataclass(frozen=True, slots=True)
class TakeBackRegistration:
    organisation: str
    candidate_id: UUID
    caller: str


async def take_back_registration(command: TakeBackRegistration, uow: UnitOfWork, parts: Parts) -> Erasure:
    """Once it is confirmed, only the person can erase it."""
    found = await parts.registrations.of_organisation(uow, command.organisation, command.candidate_id)
    if found is None:
        raise errors.unknown()
    registration, _ = found
    if not registration.is_asleep:
        raise errors.the_persons_now()
    await uow.act_for(erasing=registration.candidate_id)
    return erase_asleep(uow, parts, registration.candidate_id, Reason.TAKEN_BACK, command.caller)
