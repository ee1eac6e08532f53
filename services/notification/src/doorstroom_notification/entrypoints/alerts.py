"""`/notification/v1/alerts`: the inbox"""

from typing import Annotated, Literal
from uuid import UUID

import asyncpg
from fastapi import Path, Query, Request, Response
from pydantic import Field
from pydantic.alias_generators import to_camel

from doorstroom_common.errors import Forbidden
from doorstroom_common.http import (
    AnswerModel,
    Cursor,
    PageOf,
    PageQuery,
    Principal,
    Router,
    answer,
    page,
    provided,
    require,
)
from doorstroom_common.http.fields import DateTime, LocalDate
from doorstroom_notification.adapters.inbox import Filter, Reader
from doorstroom_notification.domain.news import News
from doorstroom_notification.domain.wishes import Kind
from doorstroom_notification.entrypoints.parts import Parts

router = Router(tags=["alerts"])
Given = Annotated[Parts, provided]
Listener = Annotated[Principal, require("alerts:read", roles=["recruiter"])]
Marker = Annotated[Principal, require("alerts:write", roles=["recruiter"])]
AlertId = Annotated[UUID, Path(alias="alertId")]


class AlertQuery(PageQuery):
    kind: Kind | None = None
    unread: bool = False
    ended: bool = False


class Skill(AnswerModel):
    scheme: str
    uri: str
    label: str | None = None


class Card(AnswerModel):
    """All that is shown of a candidate before their yes; a field in `withheld` is null, because too few share it."""

    occupation_group: str | None = None
    skills_present: list[Skill] | None = None
    skills_count: int | None = None
    skills_asked: int
    hours_band: str | None = None
    start_month: str | None = None
    scale_fits: bool | None = None
    goes_first: bool | None = None
    contract_kept: Literal["yes", "with-supplement", "no"] | None = None
    withheld: list[str] = Field(default_factory=list)


class AlertAnswer(AnswerModel):
    """`subjectId` is the match, vacancy, request, referral or placement; `becauseOf` where the fact arose.

    `news` says what happened where a kind tells more than one thing; an alert of kind `placement`, and one about a
    secondment that runs, says from where to where and until when.
    """

    alert_id: UUID
    recruiter_id: UUID
    kind: Kind
    title: str | None
    because_of: str
    subject_id: UUID
    need_id: UUID | None
    news: News | None
    reason: str | None
    due_at: DateTime | None
    stage: str | None
    closing_date: LocalDate | None
    url: str | None
    card: Card | None
    start_date: LocalDate | None
    end_date: LocalDate | None
    weekly_hours: float | None
    right_to_return: bool | None
    contract: Literal["permanent", "temporary", "secondment"] | None
    moved_from: str | None
    moved_to: str | None
    told_at: DateTime
    read_at: DateTime | None
    ended_at: DateTime | None
    ended_because: str | None


AS_IT_IS = (
    "title", "news", "reason", "due_at", "stage", "closing_date", "url", "card", "start_date", "end_date",
    "weekly_hours", "right_to_return", "contract",
)  # fmt: skip
SHOWN = {field: to_camel(field) for field in AS_IT_IS}


class AlertPage(PageOf[AlertAnswer]):
    """Alerts, newest first."""


@router.get("/alerts", response_model=AlertPage)
async def list_alerts(
    request: Request, query: Annotated[AlertQuery, Query()], caller: Listener, parts: Given
) -> Response:
    """The inbox: of the recruiter who calls, or, for the organisation's own system, of all its recruiters."""
    reader = await _reader(caller, parts)
    after = (query.cursor.moment(), query.cursor.id) if query.cursor else None
    wanted = Filter(query.kind, query.unread, query.ended)
    found = await parts.inbox.alerts(reader, wanted, after, query.limit + 1)
    shown = found[: query.limit]
    more = Cursor.of(shown[-1]["told_at"], shown[-1]["alert_id"]) if len(found) > query.limit else None
    return page(request, query, AlertPage(items=[_shown(row) for row in shown]), after=more)


@router.get("/alerts/{alertId}", response_model=AlertAnswer)
async def read_alert(alert_id: AlertId, caller: Listener, parts: Given) -> Response:
    """One alert of the inbox. Reading it here does not mark it as read."""
    return answer(_shown(await parts.inbox.alert(await _reader(caller, parts), alert_id)))


@router.post("/alerts/{alertId}/reading", response_model=AlertAnswer)
async def mark_as_read(alert_id: AlertId, caller: Marker, parts: Given) -> Response:
    """Mark an alert as read; the first moment stays, however often this is called."""
    return answer(_shown(await parts.inbox.mark_read(await _reader(caller, parts), alert_id)))


async def _reader(caller: Principal, parts: Parts) -> Reader:
    if caller.organisation is None:
        raise Forbidden("no-organisation", "The token names no organisation.")
    if caller.kind == "organisation":
        return Reader(caller.organisation)
    return await parts.inbox.reader(caller.organisation, caller.email)


def _shown(row: asyncpg.Record) -> AlertAnswer:
    content = row["content"]
    return AlertAnswer(
        alert_id=row["alert_id"],
        recruiter_id=row["recruiter_id"],
        kind=row["kind"],
        because_of=row["because_of"],
        subject_id=row["subject_id"],
        need_id=row["need_id"],
        **{field: content.get(name) for field, name in SHOWN.items()},
        moved_from=content.get("from"),
        moved_to=content["organisation"] if "contract" in content else None,
        told_at=row["told_at"],
        read_at=row["read_at"],
        ended_at=row["ended_at"],
        ended_because=row["ended_because"],
    )
