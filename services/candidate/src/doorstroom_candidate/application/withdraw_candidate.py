"""A person takes part no longer. What is known of them stays until they erase it or its time is over."""

from dataclasses import dataclass
from uuid import UUID

from doorstroom_candidate.application.disclosing import end_all
from doorstroom_candidate.application.keeping import keep_from
from doorstroom_candidate.application.own_candidate import own_candidate
from doorstroom_candidate.application.ports import Parts
from doorstroom_candidate.domain.candidate import Candidate
from doorstroom_candidate.domain.disclosure import Because
from doorstroom_candidate.domain.values import Identity
from doorstroom_common.database import UnitOfWork


@dataclass(frozen=True, slots=True)
class WithdrawCandidate:
    person_ref: UUID
    email: str | None
    candidate_id: UUID
    expected: int | None


async def withdraw_candidate(command: WithdrawCandidate, uow: UnitOfWork, parts: Parts) -> tuple[Candidate, Identity]:
    """Nobody can look any longer, the employer is asked nothing more. Withdrawing again changes nothing."""
    candidate = await own_candidate(uow, parts, command.person_ref, command.email, command.candidate_id)
    now = parts.clock.now()
    identity = await parts.candidates.identity(uow, command.person_ref, command.candidate_id)
    if not candidate.is_active:
        return candidate, identity
    candidate.expect(command.expected)
    candidate.withdraw(now)
    parts.candidates.save(uow, candidate)
    await end_all(uow, parts, candidate, Because.CANDIDATE_WITHDREW, now)
    parts.confirmations.take_back(uow, candidate)
    keep_from(uow, candidate.candidate_id, now)
    uow.publish(parts.facts.withdrawn(candidate, now))
    return candidate, identity
