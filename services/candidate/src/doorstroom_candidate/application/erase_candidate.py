"""A person has everything about them erased: here at once, in the other services as they confirm it."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from doorstroom_candidate.application.disclosing import forget_all
from doorstroom_candidate.application.keeping import keep_no_longer, keep_none_longer
from doorstroom_candidate.application.ports import Parts
from doorstroom_candidate.domain import errors
from doorstroom_candidate.domain.candidate import Candidate
from doorstroom_candidate.domain.disclosure import Because
from doorstroom_candidate.domain.erasure import Erasure, Reason
from doorstroom_common.database import UnitOfWork
from doorstroom_common.identifiers import new_id


@dataclass(frozen=True, slots=True)
class EraseCandidate:
    """`caller` is who asks, to be known again when they ask how far it is."""

    person_ref: UUID
    email: str | None
    candidate_id: UUID
    caller: str


async def erase_candidate(command: EraseCandidate, uow: UnitOfWork, parts: Parts) -> Erasure:
    """Also for a registration that the person never confirmed: a no to the employer."""
    candidate = await parts.candidates.of_person(uow, command.person_ref, command.candidate_id)
    if candidate is not None:
        await uow.act_for(erasing=command.candidate_id)
        return await erase(uow, parts, candidate, Reason.REQUESTED, command.caller)
    if await parts.registrations.addressed_to(uow, command.email, command.candidate_id) is None:
        raise errors.unknown()
    await uow.act_for(erasing=command.candidate_id)
    return erase_asleep(uow, parts, command.candidate_id, Reason.REFUSED, command.caller)


async def erase(uow: UnitOfWork, parts: Parts, candidate: Candidate, reason: Reason, caller: str | None) -> Erasure:
    """Everything of a candidate that was published. The event says so to all, and a tombstone empties the log."""
    now = parts.clock.now()
    disclosures = await parts.disclosures.of_candidate(uow, candidate)
    candidate.version += 1
    parts.candidates.remove(uow, candidate)
    parts.registrations.remove_all(uow, [candidate.candidate_id])
    parts.erasures.forget_traces(
        uow, candidate.candidate_id, candidate.person_ref, [each.disclosure_id for each in disclosures]
    )
    keep_no_longer(uow, candidate.candidate_id)
    because = Because.PLACED if reason is Reason.PLACEMENT else Because.CANDIDATE_ERASED
    forget_all(uow, parts, disclosures, because, now)
    uow.publish(parts.facts.erased(candidate, now))
    uow.publish_tombstone("candidates", str(candidate.candidate_id))
    erasure = Erasure.begin(new_id(), candidate.candidate_id, reason, caller, now, published=True)
    parts.erasures.add(uow, erasure)
    return erasure


def erase_asleep(uow: UnitOfWork, parts: Parts, candidate_id: UUID, reason: Reason, caller: str | None) -> Erasure:
    """Everything of a registration that sleeps; no other service has heard of it, and none does now."""
    (erasure,) = erase_all_asleep(uow, parts, [candidate_id], reason, caller)
    return erasure


def erase_all_asleep(
    uow: UnitOfWork, parts: Parts, candidate_ids: Sequence[UUID], reason: Reason, caller: str | None
) -> list[Erasure]:
    """As many statements for none as for a thousand."""
    now = parts.clock.now()
    parts.registrations.remove_all(uow, candidate_ids)
    parts.erasures.forget_answers(uow, candidate_ids)
    keep_none_longer(uow, candidate_ids)
    erasures = [Erasure.begin(new_id(), each, reason, caller, now, published=False) for each in candidate_ids]
    parts.erasures.add(uow, *erasures)
    return erasures
