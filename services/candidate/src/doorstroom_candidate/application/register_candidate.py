"""A person registers themselves and takes part at once."""

from dataclasses import dataclass
from uuid import UUID

from doorstroom_candidate.application.keeping import keep_from
from doorstroom_candidate.application.ports import Parts
from doorstroom_candidate.domain import errors
from doorstroom_candidate.domain.candidate import Candidate
from doorstroom_candidate.domain.rules import employment_faults, person_only_faults
from doorstroom_candidate.domain.values import Employment, Identity, Profile
from doorstroom_common.clock import local_date
from doorstroom_common.database import UnitOfWork
from doorstroom_common.errors import Fault
from doorstroom_common.identifiers import new_id


@dataclass(frozen=True, slots=True)
class RegisterCandidate:
    """`email` is the address given, else the verified one; `hidden` is from the present employer."""

    person_ref: UUID
    name: str
    email: str | None
    phone: str | None
    profile: Profile
    employment: Employment | None
    hidden: bool
    goes_first_given: bool


async def register_candidate(command: RegisterCandidate, uow: UnitOfWork, parts: Parts) -> tuple[Candidate, Identity]:
    """Only writes: a second active profile of the same person is refused by the database at commit."""
    now = parts.clock.now()
    faults = [
        *employment_faults(command.employment, local_date(now)),
        *person_only_faults(goes_first_given=command.goes_first_given),
    ]
    if command.email is None:
        faults.append(Fault("/identity/email", "is required where the token has no verified address"))
    if faults or command.email is None:
        raise errors.invalid(faults)
    identity = Identity(command.name, command.email, command.phone)
    candidate = Candidate.register(
        command.person_ref, new_id(), command.profile, command.employment, hidden=command.hidden, now=now
    )
    parts.candidates.add(uow, candidate, identity)
    keep_from(uow, candidate.candidate_id, now)
    uow.publish(parts.facts.registered(candidate, now))
    return candidate, identity
