"""`/notification/v1/mandates`"""

from collections.abc import Iterable
from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import Path, Query, Request, Response
from pydantic import AfterValidator, Field, StringConstraints

from doorstroom_common.errors import Forbidden
from doorstroom_common.http import (
    AnswerModel,
    Cursor,
    IdempotencyKey,
    PageOf,
    PageQuery,
    Principal,
    RequestModel,
    Router,
    answer,
    created,
    example,
    page,
    problems,
    provided,
    require,
)
from doorstroom_common.http.fields import DateTime, LocalDate, refuse
from doorstroom_common.http.problems import language_of
from doorstroom_common.locales import translator
from doorstroom_common.mandates import HolderKind
from doorstroom_common.scopes import OF_THE_REGISTER, SCOPES
from doorstroom_notification.application import grant_mandate as granting
from doorstroom_notification.domain.registered_mandate import RegisteredMandate, Warned
from doorstroom_notification.domain.role_assignment import Role
from doorstroom_notification.entrypoints.parts import Parts

router = Router(tags=["mandates"])
Given = Annotated[Parts, provided]
Reader = Annotated[Principal, require("mandates:read", kinds=["person"], roles=[Role.PRIVACY_OFFICER])]
Officer = Annotated[Principal, require("mandates:write", kinds=["person"], roles=[Role.PRIVACY_OFFICER])]
MandateId = Annotated[UUID, Path(alias="mandateId")]
ASKED_FOR = SCOPES - OF_THE_REGISTER

WORDS = {
    Warned.REGISTER_BEGINS: (
        "From its first day on the register decides who of this kind may act for your organisation. Whoever has no"
        " mandate by then is refused."
    ),
    Warned.NOBODY_LEFT: "Nobody of this kind may act for your organisation any longer.",
}
"""In English; the catalogue has the Dutch."""


def _known(scope: str) -> str:
    if scope not in ASKED_FOR:
        raise refuse("unknown-scope", "must be a scope that a mandate can give")
    return scope


Scope = Annotated[str, AfterValidator(_known), Field(json_schema_extra={"enum": sorted(ASKED_FOR)})]
Visible = Annotated[str, StringConstraints(pattern=r"^[!-~]{1,200}$")]


class NewMandate(
    RequestModel,
    json_schema_extra=example(
        kind="person", holder="5f0e3c52-8f0d-4a7e-9c35-2f6c1c9b8a11", scopes=["matches:read", "matches:write"]
    ),
):
    """Without `fromDate` from today on; without `untilDate` until it is ended. The last day counts."""

    kind: HolderKind
    holder: Annotated[
        Visible,
        Field(description="Of a supplier the `azp` of its tokens, of a person their `sub` at the identity provider."),
    ]
    issuer: Annotated[
        Visible | None, Field(description="Of a person: who signs their tokens; without it, whoever signed yours.")
    ] = None
    scopes: Annotated[list[Scope], Field(min_length=1, max_length=len(ASKED_FOR))]
    from_date: LocalDate | None = None
    until_date: LocalDate | None = None


class MandateWarning(AnswerModel):
    """What to know about it; `code` stays the same, `message` is in the caller's language."""

    code: Warned
    message: str


class MandateAnswer(AnswerModel):
    """`grantedBy` and `endedBy` are the opaque references of the officers, as the log of requests has them."""

    mandate_id: UUID
    organisation: str
    kind: HolderKind
    holder: str
    issuer: str | None
    person_ref: UUID | None
    scopes: list[str]
    from_date: date
    until_date: date | None
    granted_by: UUID
    granted_at: DateTime
    ended_by: UUID | None
    ended_at: DateTime | None
    warnings: list[MandateWarning]


class MandatePage(PageOf[MandateAnswer]):
    """In the order in which they were granted; those that ended stay."""


class MandateQuery(PageQuery):
    kind: HolderKind | None = None


@router.post("/mandates", status_code=201, response_model=MandateAnswer)
async def grant_mandate(
    request: Request, body: NewMandate, caller: Officer, key: IdempotencyKey, parts: Given
) -> Response:
    """Let a supplier, or a person, act for your organisation within these scopes.

    Until the first day of the first mandate of a kind, tokens alone count for suppliers or for persons; from then on
    the register decides for that kind as well. A token gives no more than the mandates of its holder together, and a
    mandate no more than the token. Only a privacy officer grants, and needs no mandate for it.
    """
    command = granting.GrantMandate(
        organisation=_of(caller),
        kind=body.kind,
        holder=body.holder,
        issuer=body.issuer or caller.issuer or "",
        scopes=frozenset(body.scopes),
        from_date=body.from_date,
        until_date=body.until_date,
        granted_by=_person(caller),
    )
    async with parts.database.unit_of_work(caller.behalf) as uow:
        made, warned = await granting.grant_mandate(command, uow, parts.mandates, parts.clock, parts.source)
        response = created(_shown(request, made, warned), location=f"/notification/v1/mandates/{made.mandate.id}")
        if key:
            uow.remember(key.answered(response))
        await uow.commit()
    await parts.in_force.refresh()
    return response


@router.get("/mandates", response_model=MandatePage)
async def list_mandates(
    request: Request, query: Annotated[MandateQuery, Query()], caller: Reader, parts: Given
) -> Response:
    """Who may act for your organisation, and who might."""
    after = (query.cursor.moment(), query.cursor.id) if query.cursor else None
    async with parts.database.unit_of_work(caller.behalf) as uow:
        found = await parts.mandates.page(_of(caller), query.kind, after, query.limit + 1, uow)
    shown = found[: query.limit]
    more = Cursor.of(shown[-1].granted_at, shown[-1].mandate.id) if len(found) > query.limit else None
    return page(request, query, MandatePage(items=[_shown(request, each) for each in shown]), after=more)


@router.post("/mandates/{mandateId}/ending", response_model=MandateAnswer, responses=problems(409))
async def end_mandate(request: Request, mandate_id: MandateId, caller: Officer, parts: Given) -> Response:
    """End it at once: within a second it opens nothing any more, whatever tokens say."""
    organisation, officer = _of(caller), _person(caller)
    async with parts.database.unit_of_work(caller.behalf) as uow:
        ended, warned = await granting.end_mandate(
            mandate_id, organisation, officer, uow, parts.mandates, parts.clock, parts.source
        )
        await uow.commit()
    await parts.in_force.refresh()
    return answer(_shown(request, ended, warned))


def _of(caller: Principal) -> str:
    if caller.organisation is None:
        raise Forbidden("no-organisation", "The token names no organisation.")
    return caller.organisation


def _person(caller: Principal) -> UUID:
    assert caller.person_id is not None  # noqa: S101 - the route is for persons
    return caller.person_id


def _shown(request: Request, held: RegisteredMandate, warned: Iterable[Warned] = ()) -> MandateAnswer:
    mandate = held.mandate
    is_person = mandate.kind is HolderKind.PERSON
    words = translator("doorstroom_notification", language_of(request.scope))
    return MandateAnswer(
        mandate_id=mandate.id,
        organisation=mandate.organisation,
        kind=mandate.kind,
        holder=held.subject or mandate.holder,
        issuer=held.issuer,
        person_ref=UUID(mandate.holder) if is_person else None,
        scopes=sorted(mandate.scopes),
        from_date=mandate.from_date,
        until_date=mandate.until_date,
        granted_by=held.granted_by,
        granted_at=held.granted_at,
        ended_by=held.ended_by,
        ended_at=mandate.ended_at,
        warnings=[MandateWarning(code=one, message=words(WORDS[one])) for one in warned],
    )
