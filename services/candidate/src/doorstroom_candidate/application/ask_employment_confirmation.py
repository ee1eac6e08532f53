"""A person asks their employer to confirm their employment, and so lets the employer know that they take part."""

from dataclasses import dataclass
from uuid import UUID

from doorstroom_candidate.application.keeping import keep_from
from doorstroom_candidate.application.own_candidate import own_candidate
from doorstroom_candidate.application.ports import Parts
from doorstroom_candidate.domain import errors
from doorstroom_candidate.domain.employment_confirmation import ConfirmationStatus, EmploymentConfirmation
from doorstroom_candidate.domain.values import Standing
from doorstroom_common.database import UnitOfWork
from doorstroom_common.errors import Fault
from doorstroom_common.identifiers import new_id


@dataclass(frozen=True, slots=True)
class AskEmploymentConfirmation:
    person_ref: UUID
    email: str | None
    candidate_id: UUID
    employer_may_know: bool


async def ask_employment_confirmation(
    command: AskEmploymentConfirmation, uow: UnitOfWork, parts: Parts
) -> EmploymentConfirmation:
    """Before this the employer sees nothing. Asking again while it waits changes nothing; after a no it asks anew."""
    if not command.employer_may_know:
        words = "must be true: your employer will see your name and this employment, and so learn that you take part"
        raise errors.invalid([Fault("/employerMayKnow", words)])
    candidate = await own_candidate(uow, parts, command.person_ref, command.email, command.candidate_id)
    if not candidate.is_active:
        raise errors.takes_no_part()
    if candidate.employment is None or candidate.standing is not Standing.DECLARED:
        raise errors.nothing_to_confirm()
    now = parts.clock.now()
    if not parts.network.is_member(candidate.employment.employer, now):
        raise errors.employer_cannot_answer()
    waiting = await parts.confirmations.of_candidate(uow, candidate)
    if waiting is not None and waiting.is_open:
        return waiting
    asked = EmploymentConfirmation(
        person_ref=candidate.person_ref,
        candidate_id=candidate.candidate_id,
        confirmation_id=new_id(),
        employer=candidate.employment.employer,
        status=ConfirmationStatus.ASKED,
        asked_at=now,
    )
    parts.confirmations.put(uow, asked)
    keep_from(uow, candidate.candidate_id, now)
    return asked
