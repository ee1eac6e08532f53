"""A person takes back a consent: the organisation can look no longer, from this moment on.

A vacancy reached by a match and by a referral is one vacancy: the consent for it ends in both.
"""

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
    of_one_consent = await parts.disclosures.of_one_consent(uow, command.person_ref, command.disclosure_id)
    named = next((each for each in of_one_consent if each.disclosure_id == command.disclosure_id), None)
    if named is None:
        raise errors.unknown()
    now = parts.clock.now()
    for disclosure in of_one_consent if named.is_running else ():
        if disclosure.end(Because.CONSENT_WITHDRAWN, now):
            ended(uow, parts, disclosure, now)
    return named
