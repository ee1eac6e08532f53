"""`/matching/v1`: matches as cards to organisations, one's own to a person, and an answer to "why not"."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import Query, Request, Response
from pydantic import Field

from doorstroom_common.errors import Forbidden
from doorstroom_common.http import (
    Cursor,
    IfMatch,
    PageQuery,
    Principal,
    QueryModel,
    RequestModel,
    Router,
    answer,
    page,
    problems,
)
from doorstroom_matching.adapters.listing import Wanted
from doorstroom_matching.application.answer_showing import AnswerShowing, answer_showing
from doorstroom_matching.application.explain import explain, unknown
from doorstroom_matching.entrypoints import showing
from doorstroom_matching.entrypoints.answers import ExplanationAnswer, MatchPage, MatchSeen, PersonMatch, Status
from doorstroom_matching.entrypoints.parts import (
    Given,
    MatchId,
    Parts,
    PersonReader,
    PersonWriter,
    Reader,
    acting_organisation,
)

router = Router(tags=["matches"])

SeenAs = Literal["organisation", "candidate"]
WHOSE = "Whose matches: for a recruiter the organisation's unless it says `candidate`, for anybody else their own."


class MatchQuery(PageQuery):
    """Which matches."""

    need_id: Annotated[UUID | None, Field(description="Only those of this vacancy or secondment request.")] = None
    status: Annotated[Status | None, Field(description="Only those with this status.")] = None
    seen_as: Annotated[SeenAs | None, Field(description=WHOSE)] = None


class MatchAsQuery(QueryModel):
    """Through whose eyes."""

    seen_as: Annotated[SeenAs | None, Field(description=WHOSE)] = None


class ExplanationQuery(QueryModel):
    """About which pair."""

    need_id: UUID
    candidate_id: UUID


class Showing(RequestModel):
    """May the organisation see it?"""

    agreed: bool


@router.get("/matches", response_model=MatchPage)
async def list_matches(
    request: Request, query: Annotated[MatchQuery, Query()], caller: Reader, parts: Given
) -> Response:
    """The matches of the organisation's own needs, as cards without identity; or, for a person, their own."""
    organisation = _organisation(caller, query.seen_as)
    if organisation:
        rows = await parts.listing.of_organisation(organisation, _wanted(query, by_rank=query.need_id is not None))
        items: Sequence[Any] = [showing.organisation_summary(row) for row in rows[: query.limit]]
    else:
        rows = await parts.listing.of_person(_person(caller), _wanted(query, by_rank=False))
        items = [showing.person_summary(row) for row in rows[: query.limit]]
    by_rank = bool(organisation and query.need_id)
    after = _after(rows[query.limit - 1], by_rank=by_rank) if len(rows) > query.limit else None
    return page(request, query, MatchPage(items=list(items)), after=after)


@router.get("/matches/{matchId}", response_model=MatchSeen)
async def read_match(
    match_id: MatchId, query: Annotated[MatchAsQuery, Query()], caller: Reader, parts: Given
) -> Response:
    """One match with its explanation, each rule in words and with the clause it rests on."""
    organisation = _organisation(caller, query.seen_as)
    row = await _one(match_id, organisation, caller, parts)
    if row is None:
        raise unknown()
    return answer(
        showing.organisation_match(row) if organisation else showing.person_match(row), version=row["version"]
    )


@router.post("/matches/{matchId}/showing", response_model=PersonMatch, responses=problems(404, 409, 412))
async def answer_whether_to_show(
    match_id: MatchId, body: Showing, caller: PersonWriter, expected: IfMatch, parts: Given
) -> Response:
    """Say whether the organisation may see this match of yours, when it is asked because too few share such a card.

    After a yes it sees the whole card, not who you are; after a no, nothing. The last answer counts.
    """
    command = AnswerShowing(match_id, _person(caller), body.agreed, expected)
    async with parts.database.unit_of_work() as uow:
        row = await answer_showing(command, parts.own_matches, uow, parts.clock)
        await uow.commit()
    return answer(showing.person_match(row), version=row["version"])


@router.get("/explanations", response_model=ExplanationAnswer, responses=problems(404))
async def explain_pair(query: Annotated[ExplanationQuery, Query()], caller: PersonReader, parts: Given) -> Response:
    """Why the caller is proposed for a need, or why not; only about themself, and only what is open to them."""
    verdict = await explain(
        query.need_id, query.candidate_id, _person(caller), parts.listing, parts.covenants, parts.clock
    )
    return answer(showing.explanation_of(verdict))


async def _one(match_id: UUID, organisation: str | None, caller: Principal, parts: Parts) -> Mapping[str, Any] | None:
    if organisation:
        return await parts.listing.one_of_organisation(organisation, match_id)
    return await parts.listing.one_of_person(_person(caller), match_id)


def _organisation(caller: Principal, seen_as: SeenAs | None) -> str | None:
    """The organisation through whose eyes to look; None for the person's own."""
    organisation = acting_organisation(caller)
    if seen_as == "organisation" and organisation is None:
        raise Forbidden("no-organisation", "The token does not act for an organisation as a recruiter or HR system.")
    if seen_as == "candidate":
        _person(caller)
        return None
    return organisation


def _person(caller: Principal) -> UUID:
    if caller.person_id is None:
        raise Forbidden("no-person", "The token is an organisation's; a person's own matches are theirs alone.")
    return caller.person_id


def _wanted(query: MatchQuery, *, by_rank: bool) -> Wanted:
    cursor = query.cursor
    moment = cursor.moment() if cursor and not by_rank else None
    return Wanted(query.need_id, query.status, query.limit + 1, moment, cursor.id if cursor else None)


def _after(row: Mapping[str, Any], *, by_rank: bool) -> Cursor:
    return Cursor.of("rank" if by_rank else row["proposed_at"], row["match_id"])
