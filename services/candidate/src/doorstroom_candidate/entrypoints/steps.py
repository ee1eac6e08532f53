"""The routes of what can be done with a candidate: confirm, withdraw, confirm the employment, erase."""

from typing import Annotated
from uuid import UUID

from fastapi import Path, Request, Response

from doorstroom_candidate.application.confirm_candidate import ConfirmCandidate
from doorstroom_candidate.application.confirm_candidate import confirm_candidate as confirm
from doorstroom_candidate.application.confirm_employment import ConfirmEmployment
from doorstroom_candidate.application.confirm_employment import confirm_employment as stand_for
from doorstroom_candidate.application.erase_candidate import EraseCandidate
from doorstroom_candidate.application.erase_candidate import erase_candidate as erase
from doorstroom_candidate.application.read_erasure import read_erasure as read
from doorstroom_candidate.application.take_back_registration import TakeBackRegistration, take_back_registration
from doorstroom_candidate.application.withdraw_candidate import WithdrawCandidate
from doorstroom_candidate.application.withdraw_candidate import withdraw_candidate as withdraw
from doorstroom_candidate.entrypoints.answers import CandidateAnswer, RegistrationAnswer, employer_answer
from doorstroom_candidate.entrypoints.callers import (
    CandidateId,
    EmployerWriter,
    PersonWriter,
    Reader,
    Writer,
    behalf_of,
    organisation_of,
    person_of,
    the_person,
)
from doorstroom_candidate.entrypoints.erasure_answers import ErasureAnswer, erasure_answer
from doorstroom_candidate.entrypoints.http import BASE, OnDesk, answer_own, one_active_profile
from doorstroom_common.http import IfMatch, Router, answer, problems

router = Router(tags=["candidates"])
erasures = Router(tags=["erasures"])


@router.post("/candidates/{candidateId}/confirmation", response_model=CandidateAnswer, responses=problems(409))
async def confirm_candidate(
    request: Request, candidate_id: CandidateId, caller: PersonWriter, desk: OnDesk
) -> Response:
    """Say yes to your employer's registration: you take part from now on, and your employer knows that you do.

    It is found by the verified address in your token. Confirming again changes nothing.
    """
    command = ConfirmCandidate(the_person(caller), caller.email, candidate_id)
    async with one_active_profile(), desk.database.unit_of_work(behalf_of(caller)) as uow:
        await confirm(command, uow, desk.parts)
        await uow.commit()
    return await answer_own(request, candidate_id, caller, desk)


@router.post("/candidates/{candidateId}/withdrawal", response_model=CandidateAnswer, responses=problems(409))
async def withdraw_candidate(
    request: Request, candidate_id: CandidateId, caller: PersonWriter, expected: IfMatch, desk: OnDesk
) -> Response:
    """Take part no longer; whoever you were disclosed to can look no longer.

    What is known stays until you erase it or its time is over.
    """
    command = WithdrawCandidate(the_person(caller), caller.email, candidate_id, expected)
    async with desk.database.unit_of_work(behalf_of(caller)) as uow:
        await withdraw(command, uow, desk.parts)
        await uow.commit()
    return await answer_own(request, candidate_id, caller, desk)


@router.post("/candidates/{candidateId}/employment-confirmation", response_model=RegistrationAnswer)
async def confirm_employment(
    request: Request, candidate_id: CandidateId, caller: EmployerWriter, expected: IfMatch, desk: OnDesk
) -> Response:
    """Stand for the employment that your organisation gave of somebody it registered itself.

    It counts as confirmed for the candidate as long as the person has not changed it.
    """
    command = ConfirmEmployment(organisation_of(caller), candidate_id, expected)
    async with desk.database.unit_of_work(behalf_of(caller)) as uow:
        model = employer_answer(request, desk.parts, *await stand_for(command, uow, desk.parts))
        await uow.commit()
    return answer(model, version=model.version)


@router.delete("/candidates/{candidateId}", status_code=202, response_model=ErasureAnswer, responses=problems(409))
async def erase_candidate(candidate_id: CandidateId, caller: Writer, desk: OnDesk) -> Response:
    """Erase everything known of a candidate: here at once, in the other services as they confirm it.

    A person erases their own, or refuses what an employer registered. An employer takes back what nobody confirmed.
    """
    async with desk.database.unit_of_work(behalf_of(caller)) as uow:
        if person := person_of(caller):
            own = EraseCandidate(person, caller.email, candidate_id, caller.caller)
            erasure = await erase(own, uow, desk.parts)
        else:
            given = TakeBackRegistration(organisation_of(caller), candidate_id, caller.caller)
            erasure = await take_back_registration(given, uow, desk.parts)
        await uow.commit()
    response = answer(erasure_answer(erasure), status=202)
    response.headers["location"] = f"{BASE}/erasures/{erasure.erasure_id}"
    return response


@erasures.get("/erasures/{erasureId}", response_model=ErasureAnswer)
async def read_erasure(erasure_id: Annotated[UUID, Path(alias="erasureId")], caller: Reader, desk: OnDesk) -> Response:
    """How far an erasure has come, for whoever asked for it."""
    async with desk.database.unit_of_work(behalf_of(caller)) as uow:
        erasure = await read(erasure_id, caller.caller, uow, desk.parts)
    return answer(erasure_answer(erasure))
