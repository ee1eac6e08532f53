"""The person whom an employer registered says yes: the candidate becomes theirs, takes part and is published."""

from dataclasses import dataclass
from uuid import UUID

from doorstroom_candidate.application.keeping import keep_from
from doorstroom_candidate.application.ports import Parts
from doorstroom_candidate.domain import errors
from doorstroom_candidate.domain.candidate import Candidate
from doorstroom_candidate.domain.values import Identity
from doorstroom_common.database import UnitOfWork


@dataclass(frozen=True, slots=True)
class ConfirmCandidate:
    """`email` is the address that the person's token has verified."""

    person_ref: UUID
    email: str | None
    candidate_id: UUID


async def confirm_candidate(command: ConfirmCandidate, uow: UnitOfWork, parts: Parts) -> tuple[Candidate, Identity]:
    """Confirming again, by the same person, changes nothing and answers the same."""
    mine = await parts.candidates.of_person(uow, command.person_ref, command.candidate_id)
    if mine is not None:
        return mine, await parts.candidates.identity(uow, command.person_ref, command.candidate_id)
    found = await parts.registrations.addressed_to(uow, command.email, command.candidate_id)
    if found is None:
        raise errors.unknown()
    registration, identity = found
    await uow.act_for(organisations=[registration.organisation])
    now = parts.clock.now()
    registration.confirm(now)
    candidate = Candidate.of(registration, command.person_ref, now)
    parts.candidates.add(uow, candidate, identity)
    parts.registrations.save(uow, registration)
    keep_from(uow, candidate.candidate_id, now)
    uow.publish(parts.facts.registered(candidate, now))
    return candidate, identity
