"""`/matching/v1/referrals`, and who else looks for somebody who was rejected."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Annotated, Self
from uuid import UUID

import asyncpg
from fastapi import Query, Request, Response
from pydantic import model_validator

from doorstroom_common.http import (
    Cursor,
    IdempotencyKey,
    IfMatch,
    PageQuery,
    Principal,
    RequestModel,
    Router,
    answer,
    created,
    example,
    page,
    problems,
)
from doorstroom_common.http.fields import LocalDate, Slug, refuse
from doorstroom_matching.adapters.onward import also_proposed
from doorstroom_matching.adapters.referrals import ONCE
from doorstroom_matching.application import make_referral as making
from doorstroom_matching.application.answer_referral import (
    AnswerReferral,
    accept_referral,
    decline_referral,
    forward_referral,
    give_consent,
)
from doorstroom_matching.application.look_onward import look_onward
from doorstroom_matching.application.ports import Partaker
from doorstroom_matching.domain import errors
from doorstroom_matching.domain.referral import Referral, ReferralNoun, ReferralSide, ReferralStatus
from doorstroom_matching.entrypoints.answers import NeedAnswer
from doorstroom_matching.entrypoints.forms import RejectionReason
from doorstroom_matching.entrypoints.parts import (
    Given,
    MatchId,
    OrganisationReader,
    OrganisationWriter,
    Parts,
    PersonWriter,
    Reader,
    ReferralId,
    acting_organisation,
    as_person,
    for_organisation,
)
from doorstroom_matching.entrypoints.referral_answers import (
    OnwardAnswer,
    OnwardNeed,
    ReferralAnswer,
    ReferralPage,
    referral_answer,
)

router = Router(tags=["referrals"])


class ReceiverForm(RequestModel):
    """An organisation, or one vacancy of another organisation."""

    organisation: Slug | None = None
    need_id: UUID | None = None

    @model_validator(mode="after")
    def _one_of_both(self) -> Self:
        if (self.organisation is None) == (self.need_id is None):
            raise refuse("one-receiver", "must name an organisation or a needId, and not both")
        return self


class NewReferral(
    RequestModel,
    json_schema_extra=example(matchId="3f0c1f9e-1b6a-5a58-8c0b-0a5f8f0f4f11", receiver={"organisation": "heidestad"}),
):
    match_id: UUID
    receiver: ReceiverForm


class ReferralConsent(RequestModel, json_schema_extra=example(granted=True)):
    """Yes or no for this receiver; a yes lasts 90 days unless it says so, and at most a year."""

    granted: bool
    until_date: LocalDate | None = None


class Declination(RequestModel, json_schema_extra=example(reason="experience")):
    reason: RejectionReason


class Forwarding(RequestModel, json_schema_extra=example(receiver={"organisation": "rietdam"})):
    receiver: ReceiverForm


class ReferralQuery(PageQuery):
    status: ReferralStatus | None = None


@asynccontextmanager
async def one_per_receiver() -> AsyncIterator[None]:
    """Turn the database's refusal of a second referral to the same receiver into words."""
    try:
        yield
    except asyncpg.UniqueViolationError as error:
        if error.constraint_name == ONCE:
            raise errors.already_referred() from None
        raise


@router.get("/matches/{matchId}/onward", response_model=OnwardAnswer, responses=problems(409))
async def look_for_others(match_id: MatchId, caller: OrganisationReader, parts: Given) -> Response:
    """Whoever looks for this: after a rejection, the vacancies of others to which you may refer this candidate."""
    async with parts.database.unit_of_work(caller.behalf) as uow:
        needs = await look_onward(match_id, for_organisation(caller), also_proposed, uow, parts.desk)
    items = [
        OnwardNeed(organisation=need.organisation, need=NeedAnswer(kind="vacancy", id=need.id, title=need.title))
        for need in needs
    ]
    return answer(OnwardAnswer(items=items))


@router.post("/referrals", status_code=201, response_model=ReferralAnswer, responses=problems(404, 409))
async def make_referral(body: NewReferral, caller: OrganisationWriter, key: IdempotencyKey, parts: Given) -> Response:
    """Hand a candidate on who granted you contact. They are asked first, for this receiver."""
    command = making.MakeReferral(body.match_id, _receiver(body.receiver), for_organisation(caller))
    async with one_per_receiver(), parts.database.unit_of_work(caller.behalf) as uow:
        referral = await making.make_referral(command, uow, parts.desk)
        response = _created(referral, parts)
        if key:
            uow.remember(key.answered(response))
        await uow.commit()
    return response


@router.get("/referrals", response_model=ReferralPage)
async def list_referrals(
    request: Request, query: Annotated[ReferralQuery, Query()], caller: Reader, parts: Given
) -> Response:
    """What your organisation sent and received; or, for a person, where they were referred to."""
    moment, after = (query.cursor.moment(), query.cursor.id) if query.cursor else (None, None)
    async with parts.database.unit_of_work(caller.behalf) as uow:
        found = await parts.referrals.listed(_eyes(caller), query.status, query.limit + 1, moment, after, uow)
    now = parts.clock.now()
    items = [referral_answer(referral, sides, now) for referral, sides in found[: query.limit]]
    following = Cursor.of(items[-1].made_at, items[-1].referral_id) if len(found) > query.limit else None
    return page(request, query, ReferralPage(items=items), after=following)


@router.get("/referrals/{referralId}", response_model=ReferralAnswer)
async def read_referral(referral_id: ReferralId, caller: Reader, parts: Given) -> Response:
    """One referral, as sender, as receiver once it was sent, or as the person whom it is about."""
    async with parts.database.unit_of_work(caller.behalf) as uow:
        found = await parts.referrals.seen_by(_eyes(caller), referral_id, uow, lock=False)
    if found is None:
        raise errors.unknown()
    return answer(referral_answer(*found, parts.clock.now()), version=found[0].version)


@router.post("/referrals/{referralId}/consent", response_model=ReferralAnswer, responses=problems(409))
async def consent_to_referral(
    referral_id: ReferralId, body: ReferralConsent, caller: PersonWriter, expected: IfMatch, parts: Given
) -> Response:
    """Say yes or no to this receiver. A no after a yes takes it back, until the receiver has answered."""
    command = AnswerReferral(referral_id, ReferralNoun.CONSENT, as_person(caller), expected)
    async with parts.database.unit_of_work(caller.behalf) as uow:
        referral = await give_consent(command, body.until_date, uow, parts.desk, granted=body.granted)
        await uow.commit()
    return _answered(referral, ReferralSide.CANDIDATE, parts)


@router.post("/referrals/{referralId}/acceptance", response_model=ReferralAnswer, responses=problems(409))
async def accept_referral_as_receiver(
    referral_id: ReferralId, caller: OrganisationWriter, expected: IfMatch, parts: Given
) -> Response:
    """Take it up. The person's contact is yours; a match that the rules propose goes on from there."""
    command = AnswerReferral(referral_id, ReferralNoun.ACCEPTANCE, for_organisation(caller), expected)
    async with parts.database.unit_of_work(caller.behalf) as uow:
        referral = await accept_referral(command, uow, parts.desk)
        await uow.commit()
    return _answered(referral, ReferralSide.RECEIVER, parts)


@router.post("/referrals/{referralId}/declination", response_model=ReferralAnswer, responses=problems(409))
async def decline_referral_as_receiver(
    referral_id: ReferralId, body: Declination, caller: OrganisationWriter, expected: IfMatch, parts: Given
) -> Response:
    """Do not take it up, and say why; sender and person hear it."""
    command = AnswerReferral(referral_id, ReferralNoun.DECLINATION, for_organisation(caller), expected)
    async with parts.database.unit_of_work(caller.behalf) as uow:
        referral = await decline_referral(command, body.reason, uow, parts.desk)
        await uow.commit()
    return _answered(referral, ReferralSide.RECEIVER, parts)


@router.post(
    "/referrals/{referralId}/forwarding", status_code=201, response_model=ReferralAnswer, responses=problems(409)
)
async def forward_referral_as_receiver(
    referral_id: ReferralId,
    body: Forwarding,
    caller: OrganisationWriter,
    key: IdempotencyKey,
    expected: IfMatch,
    parts: Given,
) -> Response:
    """Hand it on once more: a referral of your own, for which the person is asked anew."""
    command = AnswerReferral(referral_id, ReferralNoun.FORWARDING, for_organisation(caller), expected)
    async with one_per_receiver(), parts.database.unit_of_work(caller.behalf) as uow:
        referral = await forward_referral(command, _receiver(body.receiver), uow, parts.desk)
        response = _created(referral, parts)
        if key:
            uow.remember(key.answered(response))
        await uow.commit()
    return response


def _receiver(form: ReceiverForm) -> making.Receiver:
    return making.Receiver(form.organisation, form.need_id)


def _eyes(caller: Principal) -> Partaker:
    return for_organisation(caller) if acting_organisation(caller) else as_person(caller)


def _created(referral: Referral, parts: Parts) -> Response:
    shown = referral_answer(referral, frozenset({ReferralSide.SENDER}), parts.clock.now())
    return created(shown, location=f"/matching/v1/referrals/{referral.id}", version=referral.version)


def _answered(referral: Referral, side: ReferralSide, parts: Parts) -> Response:
    return answer(referral_answer(referral, frozenset({side}), parts.clock.now()), version=referral.version)
