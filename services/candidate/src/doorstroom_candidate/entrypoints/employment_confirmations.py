"""The routes by which a person has their employment confirmed, and by which their employer answers."""

from typing import Annotated
from uuid import UUID

from fastapi import Path, Query, Request, Response

from doorstroom_candidate.application.answer_employment_confirmation import (
    AnswerEmploymentConfirmation,
    answer_employment_confirmation,
)
from doorstroom_candidate.application.ask_employment_confirmation import AskEmploymentConfirmation
from doorstroom_candidate.application.ask_employment_confirmation import ask_employment_confirmation as ask
from doorstroom_candidate.application.list_employment_confirmations import ListEmploymentConfirmations
from doorstroom_candidate.application.list_employment_confirmations import list_employment_confirmations as waiting
from doorstroom_candidate.domain.employment_confirmation import ConfirmationStatus
from doorstroom_candidate.entrypoints.answers import CandidateAnswer
from doorstroom_candidate.entrypoints.callers import (
    RECRUITER,
    CandidateId,
    PersonnelReader,
    PersonnelWriter,
    PersonWriter,
    behalf_of,
    own_organisation,
    the_person,
    viewer_of,
)
from doorstroom_candidate.entrypoints.contact_answers import (
    AskedPage,
    EmploymentConfirmationAnswer,
    asked_answer,
    employment_confirmation_answer,
)
from doorstroom_candidate.entrypoints.context import Desk
from doorstroom_candidate.entrypoints.http import OnDesk, after_of, answer_own
from doorstroom_candidate.entrypoints.schemas import AskEmploymentConfirmation as AskBody
from doorstroom_common.http import Cursor, PageQuery, Principal, Router, answer, page, problems

router = Router(tags=["employment confirmations"])

ConfirmationId = Annotated[UUID, Path(alias="confirmationId")]


@router.post(
    "/candidates/{candidateId}/employment-confirmation-request",
    response_model=CandidateAnswer,
    responses=problems(409),
)
async def ask_employment_confirmation(
    request: Request, candidate_id: CandidateId, body: AskBody, caller: PersonWriter, desk: OnDesk
) -> Response:
    """Ask your employer to confirm your employment. By this your employer learns that you take part.

    It sees your name and the employment as you gave it, nothing else, and nothing at all before you ask. Without a
    confirmation you compete as well as anybody; it is needed before a placement can be recorded.
    """
    command = AskEmploymentConfirmation(the_person(caller), caller.email, candidate_id, body.employer_may_know)
    async with desk.database.unit_of_work(behalf_of(caller)) as uow:
        await ask(command, uow, desk.parts)
        await uow.commit()
    return await answer_own(request, candidate_id, caller, desk)


@router.get("/employment-confirmations", response_model=AskedPage)
async def list_employment_confirmations(
    request: Request, query: Annotated[PageQuery, Query()], caller: PersonnelReader, desk: OnDesk
) -> Response:
    """Who asks your organisation to confirm their employment, for its HR system and its recruiters.

    Each name that is shown is a look, which the person can read in their access log.
    """
    command = ListEmploymentConfirmations(
        own_organisation(caller), viewer_of(caller, RECRUITER), after_of(query), query.limit
    )
    async with desk.database.unit_of_work(behalf_of(caller)) as uow:
        shown, more = await waiting(command, uow, desk.parts)
        await uow.commit()
    last = shown[-1].confirmation if more else None
    following = Cursor.of(last.asked_at, last.confirmation_id) if last else None
    return page(request, query, AskedPage(items=[asked_answer(each) for each in shown]), after=following)


@router.post(
    "/employment-confirmations/{confirmationId}/confirmation",
    response_model=EmploymentConfirmationAnswer,
    responses=problems(409),
)
async def confirm_declared_employment(
    confirmation_id: ConfirmationId, caller: PersonnelWriter, desk: OnDesk
) -> Response:
    """Say that the employment is as the person gave it. What becomes of it after your answer is not told.

    The same answer again changes nothing; what the person took back before is unknown.
    """
    return await _answered(confirmation_id, ConfirmationStatus.CONFIRMED, caller, desk)


@router.post(
    "/employment-confirmations/{confirmationId}/refusal",
    response_model=EmploymentConfirmationAnswer,
    responses=problems(409),
)
async def refuse_declared_employment(
    confirmation_id: ConfirmationId, caller: PersonnelWriter, desk: OnDesk
) -> Response:
    """Say that the employment is not as the person gave it. They see that, can correct it, and ask again."""
    return await _answered(confirmation_id, ConfirmationStatus.REFUSED, caller, desk)


async def _answered(confirmation_id: UUID, status: ConfirmationStatus, caller: Principal, desk: Desk) -> Response:
    command = AnswerEmploymentConfirmation(own_organisation(caller), confirmation_id, status)
    async with desk.database.unit_of_work(behalf_of(caller)) as uow:
        given = await answer_employment_confirmation(command, uow, desk.parts)
        await uow.commit()
    return answer(employment_confirmation_answer(given))
