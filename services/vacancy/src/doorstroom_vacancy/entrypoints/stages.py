"""`/vacancy/v1/vacancies/{vacancyId}`: what people may do to its opening stages."""

from uuid import UUID

from fastapi import Response

from doorstroom_common.http import IfMatch, Principal, Router, answer, problems
from doorstroom_vacancy.application.reopen_posting import ReopenPosting, reopen_posting
from doorstroom_vacancy.application.take_stage_step import Step, TakeStageStep, take_stage_step
from doorstroom_vacancy.domain.vacancy import Vacancy
from doorstroom_vacancy.entrypoints.answers import VacancyAnswer
from doorstroom_vacancy.entrypoints.parts import Given, Parts, VacancyId, Writer, acting_for, viewer_of
from doorstroom_vacancy.entrypoints.showing import vacancy_answer
from doorstroom_vacancy.entrypoints.stage_forms import PublicOpening, Reopening, Shortening, StageExtension, StageStep

router = Router(tags=["vacancies"])


@router.post("/vacancies/{vacancyId}/skipping", response_model=VacancyAnswer, responses=problems(409))
async def skip_stage_of_vacancy(
    vacancy_id: VacancyId,
    body: StageStep,
    caller: Writer,
    parts: Given,
    expected: IfMatch = None,
) -> Response:
    """End the present stage now, where the covenant lets the caller; what follows is what would have at its end."""
    return await _step(_command(vacancy_id, Step.SKIP, body, caller, expected), caller, parts)


@router.post("/vacancies/{vacancyId}/shortening", response_model=VacancyAnswer, responses=problems(409))
async def shorten_stage_of_vacancy(
    vacancy_id: VacancyId,
    body: Shortening,
    caller: Writer,
    parts: Given,
    expected: IfMatch = None,
) -> Response:
    """Shorten the present stage, once and not below what the covenant says. Where so many days have passed, the next
    stage opens now.
    """
    return await _step(_command(vacancy_id, Step.SHORTEN, body, caller, expected, body.days), caller, parts)


@router.post("/vacancies/{vacancyId}/extension", response_model=VacancyAnswer, responses=problems(409))
async def extend_stage_of_vacancy(
    vacancy_id: VacancyId,
    body: StageExtension,
    caller: Writer,
    parts: Given,
    expected: IfMatch = None,
) -> Response:
    """Extend the present stage, once and by at most the days of the covenant; the closing date moves where it must."""
    return await _step(_command(vacancy_id, Step.EXTEND, body, caller, expected, body.days), caller, parts)


@router.post("/vacancies/{vacancyId}/public-opening", response_model=VacancyAnswer, responses=problems(409))
async def open_public_stage_of_vacancy(
    vacancy_id: VacancyId,
    body: PublicOpening,
    caller: Writer,
    parts: Given,
    expected: IfMatch = None,
) -> Response:
    """Open the public stage that reactions enough held back; for a recruiter. Their number is kept with the reason."""
    return await _step(_command(vacancy_id, Step.RELEASE, body, caller, expected), caller, parts)


@router.post("/vacancies/{vacancyId}/reopening", response_model=VacancyAnswer, responses=problems(409))
async def reopen_vacancy(
    vacancy_id: VacancyId,
    body: Reopening,
    caller: Writer,
    parts: Given,
    expected: IfMatch = None,
) -> Response:
    """Open what was closed again: in the stage that was open, with its remaining days, under the same version of its
    covenant, to whoever is a member now. What was filled stays closed.
    """
    command = ReopenPosting(acting_for(caller), vacancy_id, body.reason, expected)
    async with parts.database.unit_of_work() as uow:
        vacancy = await reopen_posting(command, uow, parts.vacancies, parts.reactions.standing)
        await uow.commit()
    return _shown(vacancy, caller, parts)


def _command(
    vacancy_id: UUID, step: Step, body: StageStep, caller: Principal, expected: int | None, days: int = 0
) -> TakeStageStep:
    return TakeStageStep(acting_for(caller), vacancy_id, step, body.order(caller), expected, days)


async def _step(command: TakeStageStep, caller: Principal, parts: Parts) -> Response:
    async with parts.database.unit_of_work() as uow:
        vacancy = await take_stage_step(command, uow, parts.vacancies, parts.reactions.standing)
        await uow.commit()
    return _shown(vacancy, caller, parts)


def _shown(vacancy: Vacancy, caller: Principal, parts: Parts) -> Response:
    return answer(vacancy_answer(vacancy, viewer_of(caller), parts.clock.now()), version=vacancy.version)
