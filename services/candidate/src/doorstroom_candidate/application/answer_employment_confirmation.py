"""The employer says whether an employment is as the person declared it."""

from dataclasses import dataclass
from uuid import UUID

from doorstroom_candidate.application.ports import Parts
from doorstroom_candidate.domain import errors
from doorstroom_candidate.domain.employment_confirmation import ConfirmationStatus, EmployersAnswer
from doorstroom_common.database import UnitOfWork


@dataclass(frozen=True, slots=True)
class AnswerEmploymentConfirmation:
    organisation: str
    confirmation_id: UUID
    answer: ConfirmationStatus


async def answer_employment_confirmation(
    command: AnswerEmploymentConfirmation, uow: UnitOfWork, parts: Parts
) -> EmployersAnswer:
    """What was answered stays answered, whatever became of the person: an employer cannot find out by asking again."""
    found = await parts.confirmations.asked_of(uow, command.organisation, command.confirmation_id)
    if found is None:
        return await _given_before(command, uow, parts)
    await uow.act_for(persons=[found.person_ref])
    candidate = await parts.candidates.of_person(uow, found.person_ref, found.candidate_id)
    asked = await parts.confirmations.of_candidate(uow, candidate) if candidate else None
    if candidate is None or asked is None or not asked.is_open or asked.confirmation_id != command.confirmation_id:
        return await _given_before(command, uow, parts)
    now = parts.clock.now()
    asked.answer(command.answer, now)
    answer = EmployersAnswer(command.organisation, command.confirmation_id, command.answer, now)
    parts.confirmations.put(uow, asked)
    parts.confirmations.add_answer(uow, answer)
    if command.answer is ConfirmationStatus.CONFIRMED and candidate.confirm_employment():
        parts.candidates.save(uow, candidate)
        if candidate.is_active:
            uow.publish(parts.facts.changed(candidate, now))
    return answer


async def _given_before(command: AnswerEmploymentConfirmation, uow: UnitOfWork, parts: Parts) -> EmployersAnswer:
    given = await parts.confirmations.answer_of(uow, command.organisation, command.confirmation_id)
    if given is None:
        raise errors.unknown()
    if given.answer is not command.answer:
        raise errors.answered_otherwise()
    return given
