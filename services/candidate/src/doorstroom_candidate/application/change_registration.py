"""An employer changes what it gave: always the employment and when the person goes first, the rest while it sleeps."""

from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from doorstroom_candidate.application.on_registration_changed import REGISTRATION_CHANGED
from doorstroom_candidate.application.ports import Changes, Parts
from doorstroom_candidate.domain import errors
from doorstroom_candidate.domain.registration import Registration
from doorstroom_candidate.domain.rules import employer_only_faults, employment_faults, goes_first_faults
from doorstroom_candidate.domain.values import Employment, GoesFirst, Identity
from doorstroom_common.clock import local_date
from doorstroom_common.database import UnitOfWork
from doorstroom_common.errors import Fault


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeRegistration:
    """What is not `…_given` stays."""

    organisation: str
    candidate_id: UUID
    expected: int | None
    profile: Changes
    identity: Changes
    employment_given: bool
    employment: Employment | None
    goes_first_given: bool
    goes_first: GoesFirst | None
    hidden_given: bool


async def change_registration(
    command: ChangeRegistration, uow: UnitOfWork, parts: Parts
) -> tuple[Registration, Identity]:
    """What came of it follows in the background: an employer's request never touches the rows of a person."""
    found = await parts.registrations.of_organisation(uow, command.organisation, command.candidate_id)
    if found is None:
        raise errors.unknown()
    registration, known = found
    employment = command.employment if command.employment_given else registration.employment
    goes_first = command.goes_first if command.goes_first_given else registration.goes_first
    if faults := _faults(command, employment, local_date(parts.clock.now())):
        raise errors.invalid(faults)
    registration.expect(command.expected)
    identity = replace(known, **command.identity)
    changed = employment is not None and registration.change(
        employment, goes_first, replace(registration.profile, **command.profile), identity_changed=identity != known
    )
    if changed:
        parts.registrations.save(uow, registration)
        if identity != known:
            parts.registrations.save_identity(uow, registration, identity)
        uow.enqueue(REGISTRATION_CHANGED, str(registration.candidate_id))
    return registration, identity


def _faults(command: ChangeRegistration, employment: Employment | None, today: date) -> list[Fault]:
    faults = [*employer_only_faults(command.organisation, employment, hidden_given=command.hidden_given)]
    if command.employment_given:
        faults += employment_faults(employment, today)
    if command.goes_first_given:
        faults += goes_first_faults(command.goes_first, today)
    return faults
