"""`/matching/v1`: matches as cards to organisations, and one's own to a person."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import Query, Request, Response
from pydantic import Field

from doorstroom_common.errors import Forbidden
from doorstroom_common.http import Cursor, PageQuery, Principal, QueryModel, Router, answer, page
from doorstroom_matching.adapters.listing import Wanted
from doorstroom_matching.application.ports import Partaker
from doorstroom_matching.domain.life import Side
from doorstroom_matching.entrypoints import looking, showing
from doorstroom_matching.entrypoints.answers import MatchPage, MatchSeen, Status
from doorstroom_matching.entrypoints.parts import (
    ADVISER,
    Given,
    MatchId,
    Parts,
    Reader,
    acting_organisation,
    as_person,
    for_organisation,
)

router = Router(tags=["matches"])

SeenAs = Literal["organisation", "lender", "candidate", "adviser"]
WHOSE = "Whose matches: for a recruiter the organisation's unless it says otherwise, for anybody else their own."


class MatchQuery(PageQuery):
    """Which matches."""

    need_id: Annotated[UUID | None, Field(description="Only those of this vacancy or secondment request.")] = None
    status: Annotated[Status | None, Field(description="Only those with this status.")] = None
    seen_as: Annotated[SeenAs | None, Field(description=WHOSE)] = None


class MatchAsQuery(QueryModel):
    """Through whose eyes."""

    seen_as: Annotated[SeenAs | None, Field(description=WHOSE)] = None


@router.get("/matches", response_model=MatchPage)
async def list_matches(
    request: Request, query: Annotated[MatchQuery, Query()], caller: Reader, parts: Given
) -> Response:
    """The matches of the organisation's own needs, as cards without identity; or, for a person, their own.

    As lender: the employees whom others asked to be lent. As adviser: the matches of those who chose you.
    """
    seen_as, by = _eyes(caller, query.seen_as)
    by_rank = seen_as == "organisation" and query.need_id is not None
    rows = await _rows(seen_as, by, _wanted(query, by_rank=by_rank), parts)
    now = parts.clock.now()
    items: list[Any] = [_SUMMARY[seen_as](row, now) for row in rows[: query.limit]]
    moment = "asked_at" if seen_as == "lender" else "proposed_at"
    last = rows[query.limit - 1] if len(rows) > query.limit else None
    after = Cursor.of("rank" if by_rank else last[moment], last["match_id"]) if last else None
    return page(request, query, MatchPage(items=items), after=after)


@router.get("/matches/{matchId}", response_model=MatchSeen)
async def read_match(
    match_id: MatchId, query: Annotated[MatchAsQuery, Query()], caller: Reader, parts: Given
) -> Response:
    """One match with its steps and its explanation, each rule in words and with the clause it rests on."""
    seen_as, by = _eyes(caller, query.seen_as)
    adviser = caller.person_id if ADVISER in caller.roles and query.seen_as != "candidate" else None
    async with parts.database.unit_of_work(caller.behalf) as uow:
        sides = [Side(seen_as)] if seen_as != "adviser" else []
        if seen_as == "organisation" and query.seen_as is None:
            sides.append(Side.LENDER)
        shown = await looking.at_first(sides, match_id, by, adviser, uow, parts)
    return answer(shown, version=shown.version)


async def _rows(seen_as: SeenAs, by: Partaker, wanted: Wanted, parts: Parts) -> Sequence[Mapping[str, Any]]:
    if by.person is not None:
        reads = parts.listing.of_adviser if seen_as == "adviser" else parts.listing.of_person
        return await reads(by.person, wanted)
    if seen_as == "lender":
        return await parts.listing.of_lender(by.organisation or "", wanted)
    return await parts.listing.of_organisation(by.organisation or "", wanted, parts.clock.now())


def _eyes(caller: Principal, seen_as: SeenAs | None) -> tuple[SeenAs, Partaker]:
    """Through whose eyes to look, and as whom: unless it is said, an organisation's that the caller acts for."""
    if seen_as is None:
        seen_as = "organisation" if acting_organisation(caller) else "candidate"
    if seen_as == "adviser" and ADVISER not in caller.roles:
        raise Forbidden("missing-role", f"This needs the role {ADVISER}.")
    return seen_as, for_organisation(caller) if seen_as in ("organisation", "lender") else as_person(caller)


def _wanted(query: MatchQuery, *, by_rank: bool) -> Wanted:
    cursor = query.cursor
    moment = cursor.moment() if cursor and not by_rank else None
    return Wanted(query.need_id, query.status, query.limit + 1, moment, cursor.id if cursor else None)


_SUMMARY: Mapping[SeenAs, Callable[[Mapping[str, Any], datetime], Any]] = {
    "organisation": showing.organisation_summary,
    "lender": showing.lender_summary,
    "candidate": showing.person_summary,
    "adviser": partial(showing.person_summary, adviser=True),
}
