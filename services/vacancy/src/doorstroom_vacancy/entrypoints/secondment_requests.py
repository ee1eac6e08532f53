"""`/vacancy/v1/secondment-requests`"""

from typing import Annotated

from fastapi import Query, Request, Response

from doorstroom_common.covenant import StageName
from doorstroom_common.http import (
    Cursor,
    IdempotencyKey,
    IfMatch,
    PageQuery,
    Principal,
    RequiredIfMatch,
    Router,
    answer,
    created,
    page,
    problems,
)
from doorstroom_common.http.fields import Slug
from doorstroom_vacancy.adapters.listing import After, Filter
from doorstroom_vacancy.application.change_posting import ChangePosting, change_posting
from doorstroom_vacancy.application.close_posting import ClosePosting, close_posting
from doorstroom_vacancy.application.create_posting import CreatePosting
from doorstroom_vacancy.application.open_posting import OpenPosting, open_posting
from doorstroom_vacancy.application.put_posting import create_named
from doorstroom_vacancy.domain.opening import EarlierStart
from doorstroom_vacancy.domain.secondment_request import SecondmentRequest
from doorstroom_vacancy.domain.values import Advert, SecondmentDetails, Status
from doorstroom_vacancy.entrypoints.answers import SecondmentRequestAnswer, SecondmentRequestPage
from doorstroom_vacancy.entrypoints.fields import ADVERT, named, names_of, whole
from doorstroom_vacancy.entrypoints.forms import ChangedSecondmentRequest, NewSecondmentRequest, OpeningOrder
from doorstroom_vacancy.entrypoints.parts import Given, Reader, SecondmentRequestId, Writer, acting_for, viewer_of
from doorstroom_vacancy.entrypoints.placement_forms import Closure
from doorstroom_vacancy.entrypoints.showing import secondment_answer, secondment_listed

router = Router(tags=["secondment-requests"])
DETAILS = names_of(SecondmentDetails)


class SecondmentRequestQuery(PageQuery):
    status: Status | None = None
    stage: StageName | None = None
    organisation: Slug | None = None


@router.post("/secondment-requests", status_code=201, response_model=SecondmentRequestAnswer, responses=problems(409))
async def create_secondment_request(
    body: NewSecondmentRequest, caller: Writer, key: IdempotencyKey, parts: Given
) -> Response:
    """Make a request of the caller's own organisation, the borrower: a draft, open at once, or to open later.

    It opens to the own organisation and its partners at once, unless the covenant opens requests in stages.
    """
    command = order_of(body, caller)
    async with parts.database.unit_of_work(caller.behalf) as uow:
        made = await create_named(command, uow, parts.secondments)
        location = f"/vacancy/v1/secondment-requests/{made.id}"
        response = created(_shown(made, caller), location=location, version=made.version)
        if key:
            uow.remember(key.answered(response))
        await uow.commit()
    return response


@router.get("/secondment-requests", response_model=SecondmentRequestPage)
async def list_secondment_requests(
    request: Request, query: Annotated[SecondmentRequestQuery, Query()], caller: Reader, parts: Given
) -> Response:
    """The caller's own requests, and those of others that are open to the caller now; newest first."""
    after = After(query.cursor.moment(), query.cursor.id) if query.cursor else None
    wanted = Filter(query.status, query.stage, query.organisation)
    found = await parts.secondment_list.page(viewer_of(caller), wanted, after, query.limit + 1)
    shown, last = found[: query.limit], None
    if len(found) > query.limit:
        last = Cursor.of(shown[-1]["listed_at"], shown[-1]["id"])
    return page(request, query, SecondmentRequestPage(items=[secondment_listed(row) for row in shown]), after=last)


@router.get("/secondment-requests/{secondmentRequestId}", response_model=SecondmentRequestAnswer)
async def read_secondment_request(secondment_request_id: SecondmentRequestId, caller: Reader, parts: Given) -> Response:
    """One secondment request. Not open to the caller is the same as unknown."""
    made = await parts.secondment_list.one(secondment_request_id, viewer_of(caller))
    return answer(_shown(made, caller), version=made.version)


@router.patch(
    "/secondment-requests/{secondmentRequestId}", response_model=SecondmentRequestAnswer, responses=problems(409)
)
async def change_secondment_request(
    secondment_request_id: SecondmentRequestId,
    body: ChangedSecondmentRequest,
    caller: Writer,
    expected: RequiredIfMatch,
    parts: Given,
) -> Response:
    """Change what is named; null empties what may be empty. Nothing that differs is no new version."""
    command = ChangePosting(
        acting_for(caller), secondment_request_id, expected, named(body, DETAILS), named(body, ADVERT)
    )
    async with parts.database.unit_of_work(caller.behalf) as uow:
        made = await change_posting(command, uow, parts.secondments)
        await uow.commit()
    return answer(_shown(made, caller), version=made.version)


@router.post(
    "/secondment-requests/{secondmentRequestId}/opening",
    response_model=SecondmentRequestAnswer,
    responses=problems(409),
)
async def open_secondment_request(
    secondment_request_id: SecondmentRequestId,
    caller: Writer,
    parts: Given,
    body: OpeningOrder | None = None,
    expected: IfMatch = None,
) -> Response:
    """Open a draft now, or by itself at a later moment."""
    command = OpenPosting(acting_for(caller), secondment_request_id, body.open_at if body else None, expected)
    async with parts.database.unit_of_work(caller.behalf) as uow:
        made = await open_posting(command, uow, parts.secondments)
        await uow.commit()
    return answer(_shown(made, caller), version=made.version)


@router.post(
    "/secondment-requests/{secondmentRequestId}/closure",
    response_model=SecondmentRequestAnswer,
    responses=problems(409),
)
async def close_secondment_request(
    secondment_request_id: SecondmentRequestId, body: Closure, caller: Writer, parts: Given, expected: IfMatch = None
) -> Response:
    """End a secondment request, with what came of it. What never opened can only be withdrawn.

    `filled` needs at least one placement: a secondment, named here or recorded before with a match.
    """
    command = ClosePosting(acting_for(caller), secondment_request_id, body.outcome, expected, body.named())
    async with parts.database.unit_of_work(caller.behalf) as uow:
        made = await close_posting(command, uow, parts.secondments, parts.registry)
        await uow.commit()
    return answer(_shown(made, caller), version=made.version)


def _shown(made: SecondmentRequest, caller: Principal) -> SecondmentRequestAnswer:
    return secondment_answer(made, viewer_of(caller))


def order_of(
    body: NewSecondmentRequest, caller: Principal, *, announce: bool = True, start: EarlierStart | None = None
) -> CreatePosting[SecondmentDetails]:
    """What the body asks for, on behalf of the caller's organisation."""
    return order_for(body, acting_for(caller), announce=announce, start=start)


def order_for(
    body: NewSecondmentRequest, organisation: str, *, announce: bool = True, start: EarlierStart | None = None
) -> CreatePosting[SecondmentDetails]:
    """What the body asks for, on behalf of an organisation."""
    return CreatePosting(
        organisation, SecondmentDetails(**whole(body, DETAILS)), Advert(**whole(body, ADVERT)),
        opens=body.status == "open", opens_at=body.open_at, external_id=body.external_id,
        announce=announce, start=start,
    )  # fmt: skip
