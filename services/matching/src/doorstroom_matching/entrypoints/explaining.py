"""`/matching/v1/explanations`: why, and why not, as far as whoever asks may know it."""

from typing import Annotated
from uuid import UUID

from fastapi import Query, Response
from pydantic import Field

from doorstroom_common.database import UnitOfWork
from doorstroom_common.http import Principal, QueryModel, Router, answer, problems
from doorstroom_matching.application.explain import Asked, explain
from doorstroom_matching.domain import errors
from doorstroom_matching.domain.life import Side
from doorstroom_matching.entrypoints import showing
from doorstroom_matching.entrypoints.answers import ExplanationAnswer, ExplanationSeen, OrganisationExplanation
from doorstroom_matching.entrypoints.competing import competition
from doorstroom_matching.entrypoints.parts import ADVISER, Given, Parts, Reader, acting_organisation, for_organisation

router = Router(tags=["matches"])


class ExplanationQuery(QueryModel):
    """About which pair: by its match, or by need and candidate."""

    match_id: Annotated[UUID | None, Field(description="For an organisation the only way: it knows no candidates.")] = (
        None
    )
    need_id: UUID | None = None
    candidate_id: Annotated[UUID | None, Field(description="Your own profile, or that of somebody you advise.")] = None


@router.get("/explanations", response_model=ExplanationSeen, responses=problems(404))
async def explain_pair(query: Annotated[ExplanationQuery, Query()], caller: Reader, parts: Given) -> Response:
    """Why somebody is proposed for a need, or why not: every rule, what it read and found, and the clause it rests on.

    To a person about themself and to the adviser whom they chose: everything, as the rules find it now. To the
    organisation of the need, by the match: as far as its card goes, with the rules that are left out named.
    """
    if query.match_id is not None:
        return answer(await _of_match(query.match_id, caller, parts))
    if query.need_id is None or query.candidate_id is None:
        raise errors.fault("/matchId", "is needed, or needId and candidateId")
    return answer(await _of_pair(query.need_id, query.candidate_id, caller, parts))


async def _of_match(match_id: UUID, caller: Principal, parts: Parts) -> ExplanationAnswer | OrganisationExplanation:
    """Through the eyes of the organisation first; unknown to whoever sees no such match."""
    async with parts.database.unit_of_work(caller.behalf) as uow:
        if acting_organisation(caller):
            by, now = for_organisation(caller), parts.clock.now()
            if row := await parts.listing.one(Side.ORGANISATION, by, match_id, now, uow):
                return showing.explained_to_organisation(row)
        row = await _persons(match_id, caller, uow, parts)
    if row is None:
        raise errors.unknown()
    return await _of_pair(row["need_id"], row["candidate_id"], caller, parts)


async def _persons(match_id: UUID, caller: Principal, uow: UnitOfWork, parts: Parts) -> showing.Row | None:
    if caller.person_id is None:
        return None
    own = await parts.listing.one_of_person(caller.person_id, match_id, uow)
    if own is None and ADVISER in caller.roles:
        return await parts.listing.one_of_adviser(caller.person_id, match_id, uow)
    return own


async def _of_pair(need_id: UUID, candidate_id: UUID, caller: Principal, parts: Parts) -> ExplanationAnswer:
    """An organisation knows no candidates, its own employees included: to it every id is unknown."""
    if caller.person_id is None:
        raise errors.unknown()
    asked = Asked(need_id, candidate_id, caller.person_id, advises=ADVISER in caller.roles)
    verdict, is_own = await explain(asked, parts.listing, parts.covenants, parts.clock)
    tier = verdict.standing.tier
    async with parts.database.unit_of_work(caller.behalf) as uow:
        others = await competition(need_id, tier.name if tier else None, uow, parts) if verdict.need.is_open else None
    return showing.explanation_of(verdict, others, "candidate" if is_own else "adviser")
