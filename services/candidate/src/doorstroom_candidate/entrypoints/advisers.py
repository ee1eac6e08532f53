"""The routes of advisers: a person chooses one, who accepts and then sees what the person sees, until dismissed."""

from fastapi import Request, Response

from doorstroom_candidate.application.accept_as_adviser import AcceptAsAdviser
from doorstroom_candidate.application.accept_as_adviser import accept_as_adviser as accept
from doorstroom_candidate.application.choose_adviser import ChooseAdviser
from doorstroom_candidate.application.choose_adviser import choose_adviser as choose
from doorstroom_candidate.entrypoints.answers import AdviceAnswer, CandidateAnswer
from doorstroom_candidate.entrypoints.callers import (
    ACTING_ROLES,
    AdviserWriter,
    CandidateId,
    PersonWriter,
    behalf_of,
    the_person,
)
from doorstroom_candidate.entrypoints.contact_answers import advice_answer
from doorstroom_candidate.entrypoints.http import OnDesk, answer_own
from doorstroom_candidate.entrypoints.schemas import ChooseAdviser as ChooseAdviserBody
from doorstroom_common.http import IfMatch, Router, answer, problems

router = Router(tags=["advisers"])


@router.put("/candidates/{candidateId}/adviser", response_model=CandidateAnswer, responses=problems(409))
async def choose_adviser(
    request: Request, candidate_id: CandidateId, body: ChooseAdviserBody, caller: PersonWriter, expected: IfMatch,
    desk: OnDesk,
) -> Response:  # fmt: skip
    """Choose who advises you, by address. Once they accept they see who you are, your employment and your profile.

    Whoever advised you before can look no longer. A warning tells you where the adviser may be your employer's too.
    """
    command = ChooseAdviser(the_person(caller), caller.email, candidate_id, expected, body.email)
    async with desk.database.unit_of_work(behalf_of(caller)) as uow:
        await choose(command, uow, desk.parts)
        await uow.commit()
    return await answer_own(request, candidate_id, caller, desk)


@router.delete("/candidates/{candidateId}/adviser", response_model=CandidateAnswer, responses=problems(409))
async def dismiss_adviser(
    request: Request, candidate_id: CandidateId, caller: PersonWriter, expected: IfMatch, desk: OnDesk
) -> Response:
    """Nobody advises you any longer, from this moment on. Again changes nothing."""
    command = ChooseAdviser(the_person(caller), caller.email, candidate_id, expected, None)
    async with desk.database.unit_of_work(behalf_of(caller)) as uow:
        await choose(command, uow, desk.parts)
        await uow.commit()
    return await answer_own(request, candidate_id, caller, desk)


@router.post("/candidates/{candidateId}/adviser-acceptance", response_model=AdviceAnswer)
async def accept_as_adviser(candidate_id: CandidateId, caller: AdviserWriter, desk: OnDesk) -> Response:
    """Accept to advise somebody who chose the verified address in your token. They are told where you work.

    Accepting again changes nothing.
    """
    command = AcceptAsAdviser(
        adviser_ref=the_person(caller),
        email=caller.email,
        candidate_id=candidate_id,
        organisation=caller.organisation,
        also_recruits=not caller.roles.isdisjoint(ACTING_ROLES),
    )
    async with desk.database.unit_of_work(behalf_of(caller)) as uow:
        adviser = await accept(command, uow, desk.parts)
        await uow.commit()
    return answer(advice_answer(adviser))
