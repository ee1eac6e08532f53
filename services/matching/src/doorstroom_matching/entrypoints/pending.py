"""`/matching/v1/pending-answers`: what waits for the caller, oldest due first."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import Query, Request, Response
from pydantic import Field

from doorstroom_common.http import AnswerModel, Cursor, PageOf, PageQuery, Router, page
from doorstroom_common.http.fields import DateTime
from doorstroom_matching.adapters.pending import pending
from doorstroom_matching.domain.life import Side, Status
from doorstroom_matching.domain.need import NeedKind
from doorstroom_matching.domain.referral import ReferralStatus
from doorstroom_matching.entrypoints.answers import NeedAnswer
from doorstroom_matching.entrypoints.parts import Given, Reader, acting_organisation, as_person, for_organisation
from doorstroom_matching.entrypoints.taking_part import SHOWING, held_to_the_order, may_do

router = Router(tags=["pending answers"])


class PendingQuery(PageQuery):
    seen_as: Annotated[
        Literal["candidate"] | None, Field(description="What waits for a recruiter as a person, not for their work.")
    ] = None


class PendingAnswer(AnswerModel):
    """A match or a referral that somebody waits to hear of."""

    kind: Literal["match", "referral"]
    id: UUID = Field(description="Of the match or the referral.")
    seen_as: Literal["organisation", "lender", "receiver", "candidate"]
    status: str
    need: NeedAnswer | None
    waits_since: DateTime
    due_at: DateTime | None = Field(description="Null where no term runs; those come last.")
    overdue_since: DateTime | None
    may_do: list[str]


class PendingPage(PageOf[PendingAnswer]):
    """What waits, oldest due first."""


@router.get("/pending-answers", response_model=PendingPage)
async def list_pending_answers(
    request: Request, query: Annotated[PendingQuery, Query()], caller: Reader, parts: Given
) -> Response:
    """What waits for your organisation, as the one who looks, lends or receives; or, for a person, for you."""
    as_organisation = acting_organisation(caller) and query.seen_as is None
    by = for_organisation(caller) if as_organisation else as_person(caller)
    now = parts.clock.now()
    moment, after = (query.cursor.moment(), query.cursor.id) if query.cursor else (None, None)
    async with parts.database.unit_of_work(caller.behalf) as uow:
        rows = await pending(by, query.limit + 1, moment, after, now, uow)
    items = [_shown(row, now) for row in rows[: query.limit]]
    last = rows[query.limit - 1] if len(rows) > query.limit else None
    return page(request, query, PendingPage(items=items), after=Cursor.of(last["sort"], last["id"]) if last else None)


def _shown(row: Mapping[str, Any], now: datetime) -> PendingAnswer:
    same = ("kind", "id", "seen_as", "status", "need", "waits_since", "due_at", "overdue_since")
    nouns = _of_match(row, now) if row["kind"] == "match" else _of_referral(row, now)
    return PendingAnswer(**{name: row[name] for name in same}, may_do=nouns)


def _of_match(row: Mapping[str, Any], now: datetime) -> list[str]:
    kind = NeedKind(row["need"]["kind"])
    status, side = Status(row["status"]), Side(row["seen_as"])
    asked = [SHOWING] if (kind, status, side) == (NeedKind.VACANCY, Status.PROPOSED, Side.CANDIDATE) else []
    return [*held_to_the_order(may_do(kind, status, side, row["due_at"], now), kind, barred=row["barred"]), *asked]


def _of_referral(row: Mapping[str, Any], now: datetime) -> list[str]:
    if row["due_at"] is not None and now >= row["due_at"]:
        return []
    if row["status"] == ReferralStatus.AWAITING_CONSENT:
        return ["consent"]
    return ["acceptance", "declination", *(["forwarding"] if row["generation"] == 1 else [])]
