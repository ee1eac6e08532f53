"""`/notification/v1/events`: what there is for an organisation's own systems"""

from typing import Annotated, Any, Literal
from uuid import NAMESPACE_URL, UUID, uuid5

import asyncpg
from fastapi import Query, Request, Response
from pydantic import Field

from doorstroom_common.cloudevent import SCHEMA_BASE
from doorstroom_common.errors import Fault, Forbidden, Invalid
from doorstroom_common.http import (
    AnswerModel,
    Cursor,
    PageOf,
    PageQuery,
    Principal,
    Router,
    check_again,
    more_time,
    page,
    provided,
    require,
)
from doorstroom_common.http.fields import DateTime
from doorstroom_notification.domain.notice import NoticeType
from doorstroom_notification.entrypoints.parts import Parts

LONGEST_WAIT = 20
FOREIGN = "This is not a cursor of your feed: begin again without a cursor."

router = Router(tags=["events"])
Given = Annotated[Parts, provided]
System = Annotated[Principal, require("events:read", kinds=["organisation"])]


class EventQuery(PageQuery):
    wait: Annotated[
        int, Field(ge=0, le=LONGEST_WAIT, description="Seconds to wait for an event when there is none yet.")
    ] = 0


class EventAnswer(AnswerModel):
    """A CloudEvent 1.0 of a public type; `sequence` is its place in your organisation's feed."""

    specversion: Literal["1.0"] = "1.0"
    id: UUID
    source: str
    type: NoticeType
    subject: UUID
    time: DateTime
    datacontenttype: Literal["application/json"] = "application/json"
    dataschema: str
    sequence: str
    sequencetype: Literal["Integer"] = "Integer"
    data: dict[str, str]


class EventPage(PageOf[EventAnswer]):
    """Events in the order in which they were told."""


@router.get("/events", response_model=EventPage)
async def list_events(
    request: Request, query: Annotated[EventQuery, Query()], caller: System, parts: Given
) -> Response:
    """What there is for your organisation, oldest first: ids and links, nothing about a candidate.

    Begin without a cursor, and go on with the `next` of the Link header, which is always there, also after an
    empty page.
    No event is left out between two pages, and the same cursor gives the same events again, so keep it with what you
    did. With `wait` an empty page comes only after so many seconds. Events are kept for 30 days; an older cursor is
    refused with `cursor-too-old`.
    """
    organisation = _organisation(caller)
    feed = uuid5(NAMESPACE_URL, organisation)
    after = _position(query.cursor, feed)
    more_time(request.scope, query.wait)
    found = await parts.notices.page_within(organisation, after, query.limit, query.wait)
    if query.wait:
        await check_again(request)
    items = [_shown(row, parts.source) for row in found.notices]
    return page(request, query, EventPage(items=items), after=Cursor.of(found.reached, feed))


def _organisation(caller: Principal) -> str:
    if caller.organisation is None:
        raise Forbidden("no-organisation", "The token names no organisation.")
    return caller.organisation


def _position(cursor: Cursor | None, feed: UUID) -> int | None:
    """A cursor is of one organisation's feed."""
    if cursor is None:
        return None
    position = cursor.number()
    if cursor.id != feed or not 0 <= position < 2**63:
        raise Invalid("cursor-unknown", FOREIGN, [Fault("cursor", FOREIGN)])
    return position


def _shown(row: asyncpg.Record, source: str) -> EventAnswer:
    data: dict[str, Any] = row["data"]
    return EventAnswer(
        id=row["event_id"],
        source=source,
        type=row["type"],
        subject=row["subject_id"],
        time=row["told_at"],
        dataschema=f"{SCHEMA_BASE}/{row['type']}.json",
        sequence=str(row["position"]),
        data=data,
    )
