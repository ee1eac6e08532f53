"""The routes of `candidates`: one address for persons, their advisers and employers, each seeing their own side."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Annotated, Literal
from uuid import UUID

import asyncpg
from fastapi import Query, Request, Response
from pydantic import Field

from doorstroom_candidate.adapters.candidates import ONE_ACTIVE
from doorstroom_candidate.adapters.listing import Own
from doorstroom_candidate.application.change_candidate import change_candidate as change_own
from doorstroom_candidate.application.change_registration import change_registration
from doorstroom_candidate.application.look_as_adviser import LookAsAdviser, look_as_adviser
from doorstroom_candidate.application.ports import After
from doorstroom_candidate.application.register_candidate import register_candidate as register_person
from doorstroom_candidate.application.register_employee import register_employee
from doorstroom_candidate.domain import errors
from doorstroom_candidate.entrypoints import commands
from doorstroom_candidate.entrypoints.answers import (
    AdvisedAnswer,
    CandidateAnswer,
    CandidatePage,
    RegistrationAnswer,
    advised_answer,
    employer_answer,
    person_answer,
)
from doorstroom_candidate.entrypoints.callers import (
    ADVISER,
    CandidateId,
    Reader,
    Writer,
    adviser_of,
    behalf_of,
    organisation_of,
    person_of,
    the_person,
    viewer_of,
)
from doorstroom_candidate.entrypoints.changes import ChangeCandidate
from doorstroom_candidate.entrypoints.contact_answers import advice_answer
from doorstroom_candidate.entrypoints.context import Desk
from doorstroom_candidate.entrypoints.schemas import RegisterCandidate
from doorstroom_common.database import UnitOfWork
from doorstroom_common.http import (
    Cursor,
    IdempotencyKey,
    IfMatch,
    PageQuery,
    Principal,
    Router,
    answer,
    created,
    page,
    problems,
    provided,
)

router = Router(tags=["candidates"])
OnDesk = Annotated[Desk, provided]
Either = CandidateAnswer | RegistrationAnswer
Shown = CandidateAnswer | RegistrationAnswer | AdvisedAnswer
BASE = "/candidate/v1"


class CandidateQuery(PageQuery):
    """Which candidates."""

    seen_as: Annotated[
        Literal["adviser"] | None, Field(description="For an adviser: who chose them, instead of their own.")
    ] = None


def after_of(query: PageQuery) -> After | None:
    """Where a page begins that has the newest first."""
    return After(query.cursor.moment(), query.cursor.id) if query.cursor else None


@asynccontextmanager
async def one_active_profile() -> AsyncIterator[None]:
    """Turn the database's refusal of a second active profile into words, for that person alone."""
    try:
        yield
    except asyncpg.UniqueViolationError as error:
        if error.constraint_name == ONE_ACTIVE:
            raise errors.already_a_candidate() from None
        raise


@router.post("/candidates", status_code=201, response_model=Either, responses=problems(409))
async def register_candidate(
    request: Request, body: RegisterCandidate, caller: Writer, key: IdempotencyKey, desk: OnDesk
) -> Response:
    """Register yourself, or your organisation's own employee.

    A person takes part at once, hidden from the present employer unless they say otherwise. An employee whom the
    employer registers sleeps until they confirm it themselves; nothing is published before.
    """
    async with one_active_profile(), desk.database.unit_of_work(behalf_of(caller)) as uow:
        model = await _registered(request, body, caller, uow, desk)
        response = created(model, location=f"{BASE}/candidates/{model.candidate_id}", version=model.version)
        if key:
            uow.remember(key.answered(response))
        await uow.commit()
    return response


@router.get("/candidates", response_model=CandidatePage)
async def list_candidates(
    request: Request, query: Annotated[CandidateQuery, Query()], caller: Reader, desk: OnDesk
) -> Response:
    """Your own, with those that an employer registered for your address; or what your organisation gave.

    An adviser sees with `seenAs=adviser` who chose them, without who they are: reading one of those is a look.
    """
    if query.seen_as == "adviser":
        return await _advised(request, query, caller, desk)
    after = after_of(query)
    models = await _listed(request, caller, after, query.limit + 1, desk)
    items, more = models[: query.limit], len(models) > query.limit
    last = Cursor.of(items[-1].registered_at, items[-1].candidate_id) if more else None
    return page(request, query, CandidatePage(items=list(items)), after=last)


@router.get("/candidates/{candidateId}", response_model=Shown)
async def read_candidate(request: Request, candidate_id: CandidateId, caller: Reader, desk: OnDesk) -> Response:
    """Your own candidate, or what your organisation gave of its employee: never how that person uses it.

    For an adviser whom the person chose it is a look, which that person can read: stored before anything is shown.
    """
    model = await _read(request, candidate_id, caller, desk)
    return answer(model, version=model.version)


@router.patch("/candidates/{candidateId}", response_model=Either, responses=problems(409))
async def change_candidate(
    request: Request, candidate_id: CandidateId, body: ChangeCandidate, caller: Writer, expected: IfMatch, desk: OnDesk
) -> Response:
    """Change what is yours; what is left out stays.

    An empty change by a person says that they still take part. An employer can change the employment and when the
    person goes first, and everything else until the person has confirmed it.
    """
    async with desk.database.unit_of_work(behalf_of(caller)) as uow:
        if person := person_of(caller):
            own = commands.change_candidate(body, caller, person, candidate_id, expected)
            await change_own(own, uow, desk.parts)
            await uow.commit()
            return await answer_own(request, candidate_id, caller, desk)
        given = commands.change_registration(body, caller, candidate_id, expected)
        model = employer_answer(request, desk.parts, *await change_registration(given, uow, desk.parts))
        await uow.commit()
    return answer(model, version=model.version)


async def answer_own(request: Request, candidate_id: UUID, caller: Principal, desk: Desk) -> Response:
    """The person's candidate as it is after a change, with whom they chose and what they asked."""
    own = await desk.listing.of_person(the_person(caller), caller.email, candidate_id)
    if own is None:
        raise errors.unknown()
    model = person_answer(request, desk.parts, own)
    return answer(model, version=model.version)


async def _registered(
    request: Request, body: RegisterCandidate, caller: Principal, uow: UnitOfWork, desk: Desk
) -> Either:
    if person := person_of(caller):
        own = await register_person(commands.register_candidate(body, caller, person), uow, desk.parts)
        return person_answer(request, desk.parts, Own(*own))
    given = await register_employee(commands.register_employee(body, caller), uow, desk.parts)
    return employer_answer(request, desk.parts, *given)


async def _listed(request: Request, caller: Principal, after: After | None, most: int, desk: Desk) -> Sequence[Either]:
    if person := person_of(caller):
        mine = await desk.listing.all_of_person(person, caller.email, after, most)
        return [person_answer(request, desk.parts, each) for each in mine]
    given = await desk.listing.all_given_by(organisation_of(caller), after, most)
    return [employer_answer(request, desk.parts, *each) for each in given]


async def _advised(request: Request, query: CandidateQuery, caller: Principal, desk: Desk) -> Response:
    adviser = adviser_of(caller)
    found = await desk.advised.of_adviser(adviser, caller.email, after_of(query), query.limit + 1)
    shown = found[: query.limit]
    last = Cursor.of(shown[-1].chosen_at, shown[-1].candidate_id) if len(found) > query.limit else None
    return page(request, query, CandidatePage(items=[advice_answer(each) for each in shown]), after=last)


async def _read(request: Request, candidate_id: UUID, caller: Principal, desk: Desk) -> Shown:
    if person := person_of(caller):
        mine = await desk.listing.of_person(person, caller.email, candidate_id)
        if mine is not None:
            return person_answer(request, desk.parts, mine)
        if ADVISER not in caller.roles:
            raise errors.unknown()
        command = LookAsAdviser(person, candidate_id, viewer_of(caller, ADVISER))
        async with desk.database.unit_of_work(behalf_of(caller)) as uow:
            advised = await look_as_adviser(command, uow, desk.parts)
            await uow.commit()
        return advised_answer(*advised)
    given = await desk.listing.given_by(organisation_of(caller), candidate_id)
    if given is None:
        raise errors.unknown()
    return employer_answer(request, desk.parts, *given)
