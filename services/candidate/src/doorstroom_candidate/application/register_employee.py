"""An employer registers one of its own employees; the registration sleeps until that person confirms it."""

from dataclasses import dataclass
from datetime import datetime

from doorstroom_candidate.application.keeping import keep_asleep_from
from doorstroom_candidate.application.ports import Parts
from doorstroom_candidate.domain import errors
from doorstroom_candidate.domain.registration import Registration
from doorstroom_candidate.domain.rules import employer_only_faults, employment_faults, goes_first_faults
from doorstroom_candidate.domain.values import Employment, GoesFirst, Identity, Profile, Standing
from doorstroom_common.clock import local_date
from doorstroom_common.database import UnitOfWork
from doorstroom_common.errors import Fault
from doorstroom_common.identifiers import new_id


@dataclass(frozen=True, slots=True)
class RegisterEmployee:
    """`external_id` is the id in the organisation's own system, for what that system imports."""

    organisation: str
    name: str
    email: str | None
    phone: str | None
    profile: Profile
    employment: Employment | None
    goes_first: GoesFirst | None
    hidden_given: bool
    external_id: str | None = None


async def register_employee(command: RegisterEmployee, uow: UnitOfWork, parts: Parts) -> tuple[Registration, Identity]:
    """Only writes, and looks at nobody: whether the same person registered themselves makes no difference here."""
    now = parts.clock.now()
    registration, identity = made(command, now)
    if not parts.network.is_member(command.organisation, now):
        raise errors.not_in_a_covenant()
    parts.registrations.add(uow, registration, identity)
    keep_asleep_from(uow, registration.candidate_id, now)
    return registration, identity


def made(command: RegisterEmployee, now: datetime) -> tuple[Registration, Identity]:
    """Not stored yet; every fault at once."""
    today = local_date(now)
    faults = [
        *employer_only_faults(command.organisation, command.employment, hidden_given=command.hidden_given),
        *employment_faults(command.employment, today),
        *goes_first_faults(command.goes_first, today),
    ]
    if command.email is None:
        faults.append(Fault("/identity/email", "is required: the person's private address, to which they sign in"))
    if faults or command.email is None or command.employment is None:
        raise errors.invalid(faults)
    registration = Registration(
        organisation=command.organisation,
        candidate_id=new_id(),
        version=1,
        profile=command.profile,
        employment=command.employment,
        standing=Standing.DECLARED,
        goes_first=command.goes_first,
        registered_at=now,
    )
    return registration, Identity(command.name, command.email, command.phone)
