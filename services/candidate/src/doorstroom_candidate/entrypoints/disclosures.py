"""The routes of `disclosures`: an organisation reaches whoever said yes to it, a person sees and ends their yeses."""

from collections.abc import Sequence
from typing import Annotated
from uuid import UUID

from fastapi import Path, Query, Request, Response
from pydantic import Field

from doorstroom_candidate.application.look_at_disclosed import LookAtDisclosed, look_at_disclosed
from doorstroom_candidate.application.withdraw_consent import WithdrawConsent
from doorstroom_candidate.application.withdraw_consent import withdraw_consent as withdraw
from doorstroom_candidate.domain import errors
from doorstroom_candidate.entrypoints.callers import (
    ACTING_ROLES,
    PersonWriter,
    Reader,
    SeenAs,
    behalf_of,
    looking_for,
    the_person,
    viewer_of,
)
from doorstroom_candidate.entrypoints.contact_answers import (
    DisclosedAnswer,
    DisclosureAnswer,
    DisclosurePage,
    OpenDisclosureAnswer,
    disclosed_answer,
    disclosure_answer,
    open_disclosure_answer,
)
from doorstroom_candidate.entrypoints.http import OnDesk, after_of
from doorstroom_common.http import Cursor, PageQuery, QueryModel, Router, answer, page

router = Router(tags=["disclosures"])

DisclosureId = Annotated[UUID, Path(alias="disclosureId")]
WHOSE = "Whose: for a recruiter the organisation's unless it says `candidate`, for anybody else their own."


class DisclosureQuery(PageQuery):
    """Which disclosures."""

    match_id: Annotated[UUID | None, Field(description="Only those of this match.")] = None
    seen_as: Annotated[SeenAs | None, Field(description=WHOSE)] = None


class DisclosureAsQuery(QueryModel):
    """Through whose eyes."""

    seen_as: Annotated[SeenAs | None, Field(description=WHOSE)] = None


@router.get("/disclosures", response_model=DisclosurePage)
async def list_disclosures(
    request: Request, query: Annotated[DisclosureQuery, Query()], caller: Reader, desk: OnDesk
) -> Response:
    """Who is disclosed to your organisation now, without a name; or, for a person, to whom they are or were.

    Nobody is looked at by this; reading one of them is a look.
    """
    organisation, after, most = looking_for(caller, query.seen_as), after_of(query), query.limit + 1
    items: Sequence[OpenDisclosureAnswer | DisclosureAnswer]
    if organisation:
        found = await desk.disclosures.open_to(organisation, query.match_id, desk.parts.clock.now(), after, most)
        items = [open_disclosure_answer(each) for each in found[: query.limit]]
    else:
        found = await desk.disclosures.all_of_person(the_person(caller), query.match_id, after, most)
        items = [disclosure_answer(each) for each in found[: query.limit]]
    last = found[query.limit - 1] if len(found) > query.limit else None
    following = Cursor.of(last.from_at, last.disclosure_id) if last else None
    return page(request, query, DisclosurePage(items=list(items)), after=following)


@router.get("/disclosures/{disclosureId}", response_model=DisclosedAnswer | DisclosureAnswer)
async def read_disclosure(
    disclosure_id: DisclosureId, query: Annotated[DisclosureAsQuery, Query()], caller: Reader, desk: OnDesk
) -> Response:
    """Name and how to reach them, for the organisation they said yes to; or, for a person, their own yes.

    The first is a look, which the person can read in their access log: it is stored before anything is shown.
    """
    organisation = looking_for(caller, query.seen_as)
    if organisation is None:
        own = await desk.disclosures.of_person(the_person(caller), disclosure_id)
        if own is None:
            raise errors.unknown()
        return answer(disclosure_answer(own), version=own.version)
    command = LookAtDisclosed(organisation, disclosure_id, viewer_of(caller, *ACTING_ROLES))
    async with desk.database.unit_of_work(behalf_of(caller)) as uow:
        disclosure, identity = await look_at_disclosed(command, uow, desk.parts)
        await uow.commit()
    return answer(disclosed_answer(disclosure, identity), version=disclosure.version)


@router.post("/disclosures/{disclosureId}/withdrawal", response_model=DisclosureAnswer)
async def withdraw_consent(disclosure_id: DisclosureId, caller: PersonWriter, desk: OnDesk) -> Response:
    """Take back your yes: the organisation can look no longer, from this moment on. Again changes nothing."""
    command = WithdrawConsent(the_person(caller), disclosure_id)
    async with desk.database.unit_of_work(behalf_of(caller)) as uow:
        disclosure = await withdraw(command, uow, desk.parts)
        await uow.commit()
    return answer(disclosure_answer(disclosure), version=disclosure.version)
