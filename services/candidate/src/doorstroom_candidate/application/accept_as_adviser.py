"""An adviser accepts to advise the person who chose their address."""

from dataclasses import dataclass
from uuid import UUID

from doorstroom_candidate.application.ports import Parts
from doorstroom_candidate.domain import errors
from doorstroom_candidate.domain.adviser import Adviser
from doorstroom_common.database import UnitOfWork


@dataclass(frozen=True, slots=True)
class AcceptAsAdviser:
    """`email` is the address that the adviser's token has verified, `organisation` where they work."""

    adviser_ref: UUID
    email: str | None
    candidate_id: UUID
    organisation: str | None
    also_recruits: bool


async def accept_as_adviser(command: AcceptAsAdviser, uow: UnitOfWork, parts: Parts) -> Adviser:
    """Accepting again changes nothing and answers the same."""
    found = await parts.advisers.asked_at(uow, command.email, command.candidate_id)
    await uow.act_for(persons=[found.person_ref] if found else [])
    candidate = await parts.candidates.of_person(uow, found.person_ref, found.candidate_id) if found else None
    adviser = await parts.advisers.of_candidate(uow, candidate) if candidate else None
    if candidate is None or adviser is None or command.email is None or not adviser.is_at(command.email):
        raise errors.unknown()
    if adviser.accepted_at is not None:
        if candidate.adviser_ref != command.adviser_ref:
            raise errors.unknown()
        return adviser
    now = parts.clock.now()
    adviser.accept(command.organisation, now, also_recruits=command.also_recruits)
    candidate.advised_by(command.adviser_ref)
    parts.candidates.save(uow, candidate)
    parts.advisers.put(uow, adviser)
    if candidate.is_active:
        uow.publish(parts.facts.changed(candidate, now))
    return adviser
