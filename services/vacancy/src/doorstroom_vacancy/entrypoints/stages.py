"""`/vacancy/v1/vacancies/{vacancyId}`: what people may do to its opening stages."""

from typing import Annotated
from uuid import UUID

from fastapi import Depends, Response

from doorstroom_common.http import IfMatch, Principal, Router
from doorstroom_vacancy.application.take_stage_step import Step
from doorstroom_vacancy.domain.vacancy import Vacancy
from doorstroom_vacancy.entrypoints.answers import VacancyAnswer
from doorstroom_vacancy.entrypoints.parts import Given, Parts, StepTaking, VacancyId, Writer, viewer_of
from doorstroom_vacancy.entrypoints.showing import vacancy_answer
from doorstroom_vacancy.entrypoints.stage_forms import PublicOpening, Reopening, Shortening, StageExtension, StageStep
from doorstroom_vacancy.entrypoints.stepping import REOPENED, STEPPED, Stepping

router = Router(tags=["vacancies"])


async def _asked(
    vacancy_id: VacancyId, caller: StepTaking, parts: Given, expected: IfMatch = None
) -> Stepping[Vacancy]:
    return _stepping(vacancy_id, caller, parts, expected)


async def _asked_by_writer(
    vacancy_id: VacancyId, caller: Writer, parts: Given, expected: IfMatch = None
) -> Stepping[Vacancy]:
    return _stepping(vacancy_id, caller, parts, expected)


ByTaker = Annotated[Stepping[Vacancy], Depends(_asked)]
ByWriter = Annotated[Stepping[Vacancy], Depends(_asked_by_writer)]


@router.post("/vacancies/{vacancyId}/skipping", response_model=VacancyAnswer, responses=STEPPED)
async def skip_stage_of_vacancy(body: StageStep, asked: ByTaker) -> Response:
    """End the present stage now, where the covenant lets the caller; what follows is what would have at its end."""
    return await asked.step(Step.SKIP, body)


@router.post("/vacancies/{vacancyId}/shortening", response_model=VacancyAnswer, responses=STEPPED)
async def shorten_stage_of_vacancy(body: Shortening, asked: ByTaker) -> Response:
    """Shorten the present stage, once and not below what the covenant says. Where so many days have passed, the next
    stage opens now.
    """
    return await asked.step(Step.SHORTEN, body, body.days)


@router.post("/vacancies/{vacancyId}/extension", response_model=VacancyAnswer, responses=STEPPED)
async def extend_stage_of_vacancy(body: StageExtension, asked: ByTaker) -> Response:
    """Extend the present stage, once and by at most the days of the covenant; the closing date moves where it must."""
    return await asked.step(Step.EXTEND, body, body.days)


@router.post("/vacancies/{vacancyId}/public-opening", response_model=VacancyAnswer, responses=REOPENED)
async def open_public_stage_of_vacancy(body: PublicOpening, asked: ByWriter) -> Response:
    """Open the public stage that reactions enough held back; for a recruiter. Their number is kept with the reason."""
    return await asked.step(Step.RELEASE, body)


@router.post("/vacancies/{vacancyId}/reopening", response_model=VacancyAnswer, responses=REOPENED)
async def reopen_vacancy(body: Reopening, asked: ByWriter) -> Response:
    """Open what was closed again: in the stage that was open, with its remaining days, under the same version of its
    covenant, to whoever is a member now. What was filled stays closed.
    """
    return await asked.reopen(body)


def _stepping(posting_id: UUID, caller: Principal, parts: Parts, expected: int | None) -> Stepping[Vacancy]:
    def shown(made: Vacancy) -> VacancyAnswer:
        return vacancy_answer(made, viewer_of(caller), parts.clock.now())

    return Stepping(parts, caller, posting_id, expected, parts.vacancies, parts.reactions.standing, shown)
