"""`/vacancy/v1/vacancies/{vacancyId}/reactions`"""

from dataclasses import replace
from typing import Annotated

from fastapi import Query, Request, Response

from doorstroom_common.database import Behalf
from doorstroom_common.errors import Fault, Invalid, Unavailable
from doorstroom_common.http import (
    Cursor,
    IdempotencyKey,
    IfMatch,
    PageQuery,
    Principal,
    Router,
    answer,
    created,
    page,
    problems,
)
from doorstroom_vacancy.adapters.listing import After
from doorstroom_vacancy.application.assess_reaction import AssessReaction, assess_reaction
from doorstroom_vacancy.application.receive_reaction import ReceiveReaction, receive_reaction
from doorstroom_vacancy.application.viewer import Viewer
from doorstroom_vacancy.application.withdraw_reaction import WithdrawReaction, withdraw_reaction
from doorstroom_vacancy.domain import errors
from doorstroom_vacancy.domain.reaction import Assessment, Channel, Reaction
from doorstroom_vacancy.domain.vacancy import Vacancy
from doorstroom_vacancy.entrypoints.answers import ReactionAnswer, ReactionPage
from doorstroom_vacancy.entrypoints.forms import NewReaction, ReactionAssessment
from doorstroom_vacancy.entrypoints.parts import (
    Given,
    Parts,
    ReactionId,
    Reactor,
    Reader,
    VacancyId,
    Writer,
    acting_for,
    viewer_of,
)

router = Router(tags=["reactions"])


@router.post(
    "/vacancies/{vacancyId}/reactions", status_code=201, response_model=ReactionAnswer,
    responses={**problems(409), 200: {"model": ReactionAnswer, "description": "The reaction stood already."}},
)  # fmt: skip
async def react_to_vacancy(
    vacancy_id: VacancyId, body: NewReaction, caller: Reactor, key: IdempotencyKey, parts: Given
) -> Response:
    """Ask to be considered, for oneself or for a person whom an HR system names by its own opaque reference.

    One reaction per person and vacancy: sending it again answers 200 with the one that stands.
    """
    vacancy = await parts.vacancy_list.one(vacancy_id, _who_reacts(caller))
    command = ReceiveReaction(vacancy, *_reactor(body, caller, parts))
    async with parts.database.unit_of_work(_of_both(caller, vacancy)) as uow:
        received = await receive_reaction(command, uow, parts.reactions, parts.clock, parts.vacancies.source)
        location = f"/vacancy/v1/vacancies/{vacancy.id}/reactions/{received.reaction.reaction_id}"
        shown = _shown(received.reaction)
        response = created(shown, location=location, version=shown.version) if received.new else answer(shown)
        if key:
            uow.remember(key.answered(response))
        if await uow.commit() or not received.new:
            return response
    return await _of_the_faster_one(command, caller, parts)


@router.post(
    "/vacancies/{vacancyId}/reactions/{reactionId}/withdrawal", response_model=ReactionAnswer, responses=problems(409)
)
async def withdraw_from_vacancy(
    vacancy_id: VacancyId, reaction_id: ReactionId, caller: Reactor, parts: Given
) -> Response:
    """Take a reaction back; whoever sent it can. Where too few remain, the public stage that was held back opens."""
    reactor = parts.references.of_person(caller.person_id) if caller.person_id else None
    command = WithdrawReaction(vacancy_id, reaction_id, caller.organisation, reactor)
    async with parts.database.unit_of_work(replace(caller.behalf, known_as=reactor)) as uow:
        reaction = await withdraw_reaction(command, uow, parts.reactions, parts.vacancies)
        await uow.commit()
    return answer(_shown(reaction), version=reaction.version)


@router.post(
    "/vacancies/{vacancyId}/reactions/{reactionId}/assessment", response_model=ReactionAnswer, responses=problems(409)
)
async def assess_reaction_to_vacancy(
    vacancy_id: VacancyId,
    reaction_id: ReactionId,
    body: ReactionAssessment,
    caller: Writer,
    parts: Given,
    expected: IfMatch = None,
) -> Response:
    """Find a reaction suitable or not. An unsuitable one counts no more; where too few remain, the public stage opens.

    The same finding again is no new version; another one takes its place.
    """
    assessment = Assessment(body.suitable, body.reason)
    command = AssessReaction(acting_for(caller), vacancy_id, reaction_id, assessment, expected)
    async with parts.database.unit_of_work(caller.behalf) as uow:
        reaction = await assess_reaction(command, uow, parts.reactions, parts.vacancies)
        await uow.commit()
    return answer(_shown(reaction), version=reaction.version)


@router.get("/vacancies/{vacancyId}/reactions", response_model=ReactionPage)
async def list_reactions(
    request: Request, vacancy_id: VacancyId, query: Annotated[PageQuery, Query()], caller: Reader, parts: Given
) -> Response:
    """The reactions and how many count, without whose they are; for the vacancy's own organisation alone."""
    viewer = viewer_of(caller)
    vacancy = await parts.vacancy_list.one(vacancy_id, viewer)
    if not viewer.owns(vacancy.organisation):
        raise errors.unknown()
    covenant = parts.vacancies.governing(vacancy)
    after = After(query.cursor.moment(), query.cursor.id) if query.cursor else None
    async with parts.database.unit_of_work(caller.behalf) as uow:
        received = await parts.reactions.standing(vacancy, uow)
        found = await parts.reactions.page(vacancy, after, query.limit + 1, uow)
    shown = [_shown(reaction) for reaction in found[: query.limit]]
    last = Cursor.of(shown[-1].received_at, shown[-1].reaction_id) if len(found) > query.limit else None
    enough = covenant.public_when.reactions if covenant and covenant.public_when else None
    answered = ReactionPage(items=shown, vacancy_id=vacancy.id, received=received, enough=enough)
    return page(request, query, answered, after=last)


def _reactor(body: NewReaction, caller: Principal, parts: Parts) -> tuple[str, Channel, str | None]:
    """The keyed hash of who reacts, by which way, and the organisation whose HR system sent it."""
    if caller.person_id is not None:
        if body.reference is not None:
            raise Invalid(
                "invalid-input", "A person needs no reference.", [Fault("/reference", "is for HR systems only")]
            )
        return parts.references.of_person(caller.person_id), Channel.PERSON, None
    if body.reference is None or caller.organisation is None:
        raise Invalid("invalid-input", "An HR system names the person.", [Fault("/reference", "is required")])
    reference = parts.references.of_reference(caller.organisation, body.reference)
    return reference, Channel.HR_SYSTEM, caller.organisation


def _who_reacts(caller: Principal) -> Viewer:
    """Nobody reacts to a draft, not even at home."""
    return Viewer(caller.organisation, sees_all_of_own=False)


def _of_both(caller: Principal, vacancy: Vacancy) -> Behalf:
    """A reaction is the vacancy's organisation's, which the caller was just shown to be open to them."""
    return caller.behalf.and_of([vacancy.organisation])


async def _of_the_faster_one(command: ReceiveReaction, caller: Principal, parts: Parts) -> Response:
    async with parts.database.unit_of_work(_of_both(caller, command.vacancy)) as uow:
        reaction = await parts.reactions.of(command.vacancy, command.reactor, uow)
    if reaction is None:
        raise Unavailable("try-again", "Another request for the same reaction was undone meanwhile; try again.")
    return answer(_shown(reaction))


def _shown(reaction: Reaction) -> ReactionAnswer:
    return ReactionAnswer.model_validate(reaction)
