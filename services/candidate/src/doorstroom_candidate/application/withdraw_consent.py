"""A person takes back a consent: whoever could look can do so no longer, from this moment on."""

from dataclasses import dataclass
from uuid import UUID

from doorstroom_candidate.application.disclosing import ended
from doorstroom_candidate.application.ports import Parts
from doorstroom_candidate.domain import errors
from doorstroom_candidate.domain.disclosure import Because, Disclosure
from doorstroom_common.database import UnitOfWork


@dataclass(frozen=True, slots=True)
class WithdrawConsent:
    person_ref: UUID
    disclosure_id: UUID


async def withdraw_consent(command: WithdrawConsent, uow: UnitOfWork, parts: Parts) -> Disclosure:
    """What ended before stays as it ended, and answers the same."""
    disclosure = await parts.disclosures.of_person(uow, command.person_ref, command.disclosure_id)
    if disclosure is None:
        raise errors.unknown()
    now = parts.clock.now()
    if disclosure.end(Because.CONSENT_WITHDRAWN, now):
        ended(uow, parts, disclosure, now)
    return disclosure
