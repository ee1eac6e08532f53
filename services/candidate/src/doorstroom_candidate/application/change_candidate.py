"""A person changes their profile, employment or identity, or only says that they still take part."""

from dataclasses import dataclass, replace
from uuid import UUID

from doorstroom_candidate.application.keeping import keep_from
from doorstroom_candidate.application.own_candidate import own_candidate
from doorstroom_candidate.application.ports import Changes, Parts
from doorstroom_candidate.domain import errors
from doorstroom_candidate.domain.candidate import Candidate
from doorstroom_candidate.domain.rules import employment_faults, person_only_faults
from doorstroom_candidate.domain.values import Employment, Identity
from doorstroom_common.clock import local_date
from doorstroom_common.database import UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeCandidate:
    """`employment` counts where `employment_given`; a person without one gives None."""

    person_ref: UUID
    email: str | None
    candidate_id: UUID
    expected: int | None
    profile: Changes
    identity: Changes
    employment_given: bool
    employment: Employment | None
    hidden: bool | None
    goes_first_given: bool


async def change_candidate(command: ChangeCandidate, uow: UnitOfWork, parts: Parts) -> tuple[Candidate, Identity]:
    """A withdrawn profile can be corrected too; only what takes part is published.

    What the employer was asked to confirm, or has answered, was about the employment of before.
    """
    candidate = await own_candidate(uow, parts, command.person_ref, command.email, command.candidate_id)
    now = parts.clock.now()
    faults = [*person_only_faults(goes_first_given=command.goes_first_given)]
    if command.employment_given:
        faults += employment_faults(command.employment, local_date(now))
    if faults:
        raise errors.invalid(faults)
    candidate.expect(command.expected)
    known = await parts.candidates.identity(uow, command.person_ref, command.candidate_id)
    identity, held = replace(known, **command.identity), candidate.employment
    published = candidate.change(
        replace(candidate.profile, **command.profile),
        command.employment if command.employment_given else candidate.employment,
        hidden=candidate.hidden_from_employer if command.hidden is None else command.hidden,
        now=now,
    )
    parts.candidates.save(uow, candidate)
    if identity != known:
        parts.candidates.save_identity(uow, candidate, identity)
    if candidate.employment != held:
        parts.confirmations.remove(uow, candidate)
    keep_from(uow, candidate.candidate_id, now)
    if published and candidate.is_active:
        uow.publish(parts.facts.changed(candidate, now))
    return candidate, identity
