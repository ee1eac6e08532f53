"""The routes of the access log: every look at a person, for that person; those of an organisation, without a person."""

from collections.abc import Sequence
from typing import Annotated

from fastapi import Query, Request, Response

from doorstroom_candidate.domain import errors
from doorstroom_candidate.domain.look import Look
from doorstroom_candidate.entrypoints.callers import (
    CandidateId,
    PersonReader,
    PrivacyOfficer,
    own_organisation,
    the_person,
)
from doorstroom_candidate.entrypoints.contact_answers import (
    LookPage,
    OrganisationLookPage,
    look_answer,
    organisation_look_answer,
)
from doorstroom_candidate.entrypoints.http import OnDesk, after_of
from doorstroom_common.http import Cursor, PageQuery, Router, page

router = Router(tags=["access log"])


@router.get("/candidates/{candidateId}/access-log", response_model=LookPage)
async def list_looks(
    request: Request, candidate_id: CandidateId, query: Annotated[PageQuery, Query()], caller: PersonReader,
    desk: OnDesk,
) -> Response:  # fmt: skip
    """Every look at your data: when, on whose behalf, in which role or by which system, at what, and for what."""
    found = await desk.log.at_person(the_person(caller), candidate_id, after_of(query), query.limit + 1)
    if found is None:
        raise errors.unknown()
    items = [look_answer(look) for look in found[: query.limit]]
    return page(request, query, LookPage(items=items), after=_following(found, query.limit))


@router.get("/access-log", response_model=OrganisationLookPage)
async def list_looks_of_organisation(
    request: Request, query: Annotated[PageQuery, Query()], caller: PrivacyOfficer, desk: OnDesk
) -> Response:
    """The looks made on behalf of your organisation, for its privacy officer. Whom they were at is not told."""
    found = await desk.log.by_organisation(own_organisation(caller), after_of(query), query.limit + 1)
    items = [organisation_look_answer(look) for look in found[: query.limit]]
    return page(request, query, OrganisationLookPage(items=items), after=_following(found, query.limit))


def _following(found: Sequence[Look], limit: int) -> Cursor | None:
    return Cursor.of(found[limit - 1].looked_at, found[limit - 1].look_id) if len(found) > limit else None
