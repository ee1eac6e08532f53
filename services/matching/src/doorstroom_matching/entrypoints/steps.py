"""`/matching/v1/matches/{matchId}/…`: the steps in the life of a match."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

from fastapi import Response

from doorstroom_common.http import IfMatch, RequestModel, Router, answer, problems
from doorstroom_matching.application.answer_showing import AnswerShowing, answer_showing
from doorstroom_matching.application.ports import Partaker
from doorstroom_matching.application.take_step import TakeStep, take_step
from doorstroom_matching.domain.life import Noun, Side
from doorstroom_matching.entrypoints import forms, looking
from doorstroom_matching.entrypoints.answers import LenderMatch, OrganisationMatch, PersonMatch
from doorstroom_matching.entrypoints.parts import (
    Given,
    MatchId,
    OrganisationWriter,
    Parts,
    PersonWriter,
    as_person,
    for_organisation,
)

router = Router(tags=["steps"])


def _step(noun: Noun, seen: type) -> Callable[..., Any]:
    return router.post(f"/matches/{{matchId}}/{noun}", response_model=seen, responses=problems(409))


@_step(Noun.CONTACT_REQUEST, OrganisationMatch)
async def request_contact(
    match_id: MatchId, caller: OrganisationWriter, expected: IfMatch, parts: Given, body: forms.Nothing | None = None
) -> Response:
    """Ask the candidate whether you may know who they are. The covenant says within how many days they answer."""
    return await _take(Noun.CONTACT_REQUEST, match_id, for_organisation(caller), expected, parts, body)


@_step(Noun.CONTACT_GRANT, PersonMatch)
async def grant_contact(
    match_id: MatchId, caller: PersonWriter, expected: IfMatch, parts: Given, body: forms.Grant | None = None
) -> Response:
    """Say yes: this organisation may know your name and how to reach you, for this vacancy, until a day."""
    until = body.until_date if body else None
    return await _take(Noun.CONTACT_GRANT, match_id, as_person(caller), expected, parts, body, until)


@_step(Noun.CONTACT_REFUSAL, PersonMatch)
async def refuse_contact(
    match_id: MatchId, caller: PersonWriter, expected: IfMatch, parts: Given, body: forms.PersonRefusal | None = None
) -> Response:
    """Say no. Nobody learns who you are; of a secondment nobody learns that it was ever proposed to you."""
    return await _take(Noun.CONTACT_REFUSAL, match_id, as_person(caller), expected, parts, body)


@_step(Noun.AGREEMENT, PersonMatch)
async def agree_to_secondment(
    match_id: MatchId, caller: PersonWriter, expected: IfMatch, parts: Given, body: forms.Agreement | None = None
) -> Response:
    """Say that you want this secondment. Your present employer is asked now and learns who you are."""
    until = body.until_date if body else None
    return await _take(Noun.AGREEMENT, match_id, as_person(caller), expected, parts, body, until)


@_step(Noun.EMPLOYER_CONSENT, LenderMatch)
async def consent_as_employer(
    match_id: MatchId, body: forms.Consent, caller: OrganisationWriter, expected: IfMatch, parts: Given
) -> Response:
    """Lend your employee: for these days and hours, with or without a right to return. The borrower sees it now."""
    return await _take(Noun.EMPLOYER_CONSENT, match_id, for_organisation(caller), expected, parts, body)


@_step(Noun.EMPLOYER_REFUSAL, LenderMatch)
async def refuse_as_employer(
    match_id: MatchId, body: forms.EmployerRefusal, caller: OrganisationWriter, expected: IfMatch, parts: Given
) -> Response:
    """Do not lend your employee; or take your consent back, until somebody is placed."""
    return await _take(Noun.EMPLOYER_REFUSAL, match_id, for_organisation(caller), expected, parts, body)


@_step(Noun.INVITATION, OrganisationMatch)
async def invite_candidate(
    match_id: MatchId, caller: OrganisationWriter, expected: IfMatch, parts: Given, body: forms.Nothing | None = None
) -> Response:
    """Record that you invited the candidate."""
    return await _take(Noun.INVITATION, match_id, for_organisation(caller), expected, parts, body)


@_step(Noun.OFFER, OrganisationMatch)
async def make_offer(
    match_id: MatchId, caller: OrganisationWriter, expected: IfMatch, parts: Given, body: forms.Offer | None = None
) -> Response:
    """Record that you made an offer."""
    return await _take(Noun.OFFER, match_id, for_organisation(caller), expected, parts, body)


@_step(Noun.PLACEMENT, OrganisationMatch)
async def place_candidate(
    match_id: MatchId, body: forms.Placement, caller: OrganisationWriter, expected: IfMatch, parts: Given
) -> Response:
    """Record the move. Somebody employed has had their employment confirmed before."""
    return await _take(Noun.PLACEMENT, match_id, for_organisation(caller), expected, parts, body)


@_step(Noun.REJECTION, OrganisationMatch)
async def reject_candidate(
    match_id: MatchId, body: forms.Rejection, caller: OrganisationWriter, expected: IfMatch, parts: Given
) -> Response:
    """Do not go on with this candidate, and say why. The candidate reads the reason."""
    return await _take(Noun.REJECTION, match_id, for_organisation(caller), expected, parts, body)


@_step(Noun.WITHDRAWAL, PersonMatch)
async def withdraw_from_match(
    match_id: MatchId, caller: PersonWriter, expected: IfMatch, parts: Given, body: forms.PersonRefusal | None = None
) -> Response:
    """Stop, at any moment before you are placed. Others learn that you are not available, and not why."""
    return await _take(Noun.WITHDRAWAL, match_id, as_person(caller), expected, parts, body)


@router.post("/matches/{matchId}/showing", response_model=PersonMatch, responses=problems(409))
async def answer_whether_to_show(
    match_id: MatchId, body: forms.Showing, caller: PersonWriter, expected: IfMatch, parts: Given
) -> Response:
    """Say whether the organisation may see this match of yours, when it is asked because too few share such a card.

    After a yes it sees the whole card, not who you are; after a no, nothing. The last answer counts.
    """
    by = as_person(caller)
    command = AnswerShowing(match_id, by, body.agreed, expected)
    async with parts.database.unit_of_work(caller.behalf) as uow:
        await answer_showing(command, parts.own_matches, uow, parts.clock)
        shown = await looking.at_match(Side.CANDIDATE, match_id, by, uow, parts)
        await uow.commit()
    return answer(shown, version=shown.version)


async def _take(
    noun: Noun, match_id: UUID, by: Partaker, expected: int | None, parts: Parts, body: RequestModel | None,
    until: date | None = None,
) -> Response:  # fmt: skip
    said = body.model_dump(mode="json", by_alias=True, exclude_none=True) if body else {}
    reason = said.pop("reason", None)
    said.pop("untilDate", None)
    command = TakeStep(match_id, noun, by, expected, reason, until, said)
    async with parts.database.unit_of_work(by.behalf) as uow:
        match = await take_step(command, parts.order, uow, parts.desk)
        shown = await looking.at_match(command.side, match_id, by, uow, parts)
        await uow.commit()
    return answer(shown, version=match.version)
