"""`/notification/v1/recruiters`"""

from typing import Annotated
from uuid import UUID

from fastapi import Path, Query, Request, Response

from doorstroom_common.errors import Forbidden
from doorstroom_common.http import (
    AnswerModel,
    Cursor,
    IdempotencyKey,
    IfMatch,
    PageOf,
    PageQuery,
    Principal,
    RequestModel,
    RequiredIfMatch,
    Router,
    answer,
    created,
    example,
    no_content,
    page,
    problems,
    provided,
    require,
)
from doorstroom_common.http.fields import DateTime, Email, ShortText
from doorstroom_notification.application.change_recruiter import ChangeRecruiter, change_recruiter, remove_recruiter
from doorstroom_notification.application.register_recruiter import (
    RegisterRecruiter,
    commit_unique,
    register_recruiter,
)
from doorstroom_notification.domain.recruiter import Language, Recruiter
from doorstroom_notification.domain.wishes import Channel, Kind
from doorstroom_notification.entrypoints.parts import Parts

router = Router(tags=["recruiters"])
Given = Annotated[Parts, provided]
Reader = Annotated[Principal, require("recruiters:read", kinds=["organisation"])]
Writer = Annotated[Principal, require("recruiters:write", kinds=["organisation"])]
RecruiterId = Annotated[UUID, Path(alias="recruiterId")]


class NewWishes(RequestModel):
    """How each kind of alert arrives; what is left out follows the defaults."""

    match: Channel | None = None
    vacancy: Channel | None = None
    stage: Channel | None = None
    secondment_request: Channel | None = None
    answer: Channel | None = None
    employer_consent: Channel | None = None
    secondment: Channel | None = None
    referral: Channel | None = None
    placement: Channel | None = None

    def chosen(self) -> dict[Kind, Channel]:
        named = {kind: getattr(self, kind.value.replace("-", "_")) for kind in Kind}
        return {kind: channel for kind, channel in named.items() if channel is not None}


class NewRecruiter(
    RequestModel,
    json_schema_extra=example(
        name="R. Cruiter", email="recruiter@waterrijk.example", language="nl", wishes={"vacancy": "email"}
    ),
):
    name: ShortText
    email: Email
    language: Language = Language.NL
    wishes: NewWishes = NewWishes()


class ChangedRecruiter(RequestModel, json_schema_extra=example(language="en")):
    """What is left out stays as it is."""

    name: ShortText | None = None
    email: Email | None = None
    language: Language | None = None
    wishes: NewWishes = NewWishes()


class Wishes(AnswerModel):
    """How each kind of alert arrives, defaults included."""

    match: Channel
    vacancy: Channel
    stage: Channel
    secondment_request: Channel
    answer: Channel
    employer_consent: Channel
    secondment: Channel
    referral: Channel
    placement: Channel


class RecruiterAnswer(AnswerModel):
    recruiter_id: UUID
    version: int
    organisation: str
    name: str
    email: str
    language: Language
    wishes: Wishes
    registered_at: DateTime


class RecruiterPage(PageOf[RecruiterAnswer]):
    """The organisation's recruiters, in the order of their registration."""


@router.post("/recruiters", status_code=201, response_model=RecruiterAnswer, responses=problems(409))
async def register(body: NewRecruiter, caller: Writer, key: IdempotencyKey, parts: Given) -> Response:
    """Register a recruiter of the caller's own organisation; from then on they are told of what is new."""
    command = RegisterRecruiter(organisation_of(caller), body.name, body.email, body.language, body.wishes.chosen())
    async with parts.database.unit_of_work(caller.behalf) as uow:
        recruiter = register_recruiter(command, uow, parts.recruiters, parts.clock)
        location = f"/notification/v1/recruiters/{recruiter.id}"
        response = created(shown(recruiter), location=location, version=recruiter.version)
        if key:
            uow.remember(key.answered(response))
        await commit_unique(uow)
    return response


@router.get("/recruiters", response_model=RecruiterPage)
async def list_recruiters(
    request: Request, query: Annotated[PageQuery, Query()], caller: Reader, parts: Given
) -> Response:
    """The recruiters of the caller's own organisation."""
    after = (query.cursor.moment(), query.cursor.id) if query.cursor else None
    found = await parts.inbox.recruiters(organisation_of(caller), after, query.limit + 1)
    some = found[: query.limit]
    more = Cursor.of(some[-1].registered_at, some[-1].id) if len(found) > query.limit else None
    return page(request, query, RecruiterPage(items=[shown(recruiter) for recruiter in some]), after=more)


@router.get("/recruiters/{recruiterId}", response_model=RecruiterAnswer)
async def read_recruiter(recruiter_id: RecruiterId, caller: Reader, parts: Given) -> Response:
    """One recruiter of the caller's own organisation."""
    recruiter = await parts.inbox.recruiter(organisation_of(caller), recruiter_id)
    return answer(shown(recruiter), version=recruiter.version)


@router.patch("/recruiters/{recruiterId}", response_model=RecruiterAnswer, responses=problems(409))
async def change(
    recruiter_id: RecruiterId, body: ChangedRecruiter, caller: Writer, expected: RequiredIfMatch, parts: Given
) -> Response:
    """Change a recruiter's name, address, language or wishes. A new address gets mail again after a refusal."""
    command = ChangeRecruiter(
        organisation_of(caller), recruiter_id, expected, body.name, body.email, body.language, body.wishes.chosen()
    )
    async with parts.database.unit_of_work(caller.behalf) as uow:
        recruiter = await change_recruiter(command, uow, parts.recruiters)
        await commit_unique(uow)
    return answer(shown(recruiter), version=recruiter.version)


@router.delete("/recruiters/{recruiterId}", status_code=204)
async def remove(recruiter_id: RecruiterId, caller: Writer, expected: IfMatch, parts: Given) -> Response:
    """Remove a recruiter, with their alerts and waiting mails."""
    async with parts.database.unit_of_work(caller.behalf) as uow:
        await remove_recruiter(organisation_of(caller), recruiter_id, expected, uow, parts.recruiters)
        await uow.commit()
    return no_content()


def organisation_of(caller: Principal) -> str:
    if caller.organisation is None:
        raise Forbidden("no-organisation", "The token names no organisation.")
    return caller.organisation


def shown(recruiter: Recruiter) -> RecruiterAnswer:
    wishes = {kind.value.replace("-", "_"): recruiter.wishes.channel(kind) for kind in Kind}
    return RecruiterAnswer(
        recruiter_id=recruiter.id,
        version=recruiter.version,
        organisation=recruiter.organisation,
        name=recruiter.name,
        email=recruiter.email,
        language=recruiter.language,
        wishes=Wishes(**wishes),
        registered_at=recruiter.registered_at,
    )
