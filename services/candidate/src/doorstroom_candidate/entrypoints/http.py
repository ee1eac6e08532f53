"""The routes of `candidates`: one address for persons and employers, each seeing their own side."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Annotated
from uuid import UUID

import asyncpg
from fastapi import Query, Request, Response

from doorstroom_candidate.adapters.candidates import ONE_ACTIVE
from doorstroom_candidate.adapters.listing import After
from doorstroom_candidate.application.change_candidate import change_candidate as change_own
from doorstroom_candidate.application.change_registration import change_registration
from doorstroom_candidate.application.register_candidate import register_candidate as register_person
from doorstroom_candidate.application.register_employee import register_employee
from doorstroom_candidate.domain import errors
from doorstroom_candidate.entrypoints import commands
from doorstroom_candidate.entrypoints.answers import (
    CandidateAnswer,
    CandidatePage,
    RegistrationAnswer,
    employer_answer,
    person_answer,
)
from doorstroom_candidate.entrypoints.callers import CandidateId, Reader, Writer, organisation_of, person_of
from doorstroom_candidate.entrypoints.changes import ChangeCandidate
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
BASE = "/candidate/v1"


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
    async with one_active_profile(), desk.database.unit_of_work() as uow:
        model = await _registered(request, body, caller, uow, desk)
        response = created(model, location=f"{BASE}/candidates/{model.candidate_id}", version=model.version)
        if key:
            uow.remember(key.answered(response))
        await uow.commit()
    return response


@router.get("/candidates", response_model=CandidatePage)
async def list_candidates(
    request: Request, query: Annotated[PageQuery, Query()], caller: Reader, desk: OnDesk
) -> Response:
    """Your own, with those that an employer registered for your address; or what your organisation gave."""
    after = After(query.cursor.moment(), query.cursor.id) if query.cursor else None
    models = await _listed(request, caller, after, query.limit + 1, desk)
    items, more = list(models[: query.limit]), len(models) > query.limit
    last = Cursor.of(items[-1].registered_at, items[-1].candidate_id) if more else None
    return page(request, query, CandidatePage(items=items), after=last)


@router.get("/candidates/{candidateId}", response_model=Either)
async def read_candidate(request: Request, candidate_id: CandidateId, caller: Reader, desk: OnDesk) -> Response:
    """Your own candidate, or what your organisation gave of its employee: never how that person uses it."""
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
    model: Either
    async with desk.database.unit_of_work() as uow:
        if person := person_of(caller):
            own = commands.change_candidate(body, caller, person, candidate_id, expected)
            model = person_answer(request, desk.parts, *await change_own(own, uow, desk.parts))
        else:
            given = commands.change_registration(body, caller, candidate_id, expected)
            model = employer_answer(request, desk.parts, *await change_registration(given, uow, desk.parts))
        await uow.commit()
    return answer(model, version=model.version)


async def _registered(
    request: Request, body: RegisterCandidate, caller: Principal, uow: UnitOfWork, desk: Desk
) -> Either:
    if person := person_of(caller):
        own = await register_person(commands.register_candidate(body, caller, person), uow, desk.parts)
        return person_answer(request, desk.parts, *own)
    given = await register_employee(commands.register_employee(body, caller), uow, desk.parts)
    return employer_answer(request, desk.parts, *given)


async def _listed(request: Request, caller: Principal, after: After | None, most: int, desk: Desk) -> Sequence[Either]:
    if person := person_of(caller):
        mine = await desk.listing.all_of_person(person, caller.email, after, most)
        return [person_answer(request, desk.parts, *each) for each in mine]
    given = await desk.listing.all_given_by(organisation_of(caller), after, most)
    return [employer_answer(request, desk.parts, *each) for each in given]


async def _read(request: Request, candidate_id: UUID, caller: Principal, desk: Desk) -> Either:
    if person := person_of(caller):
        mine = await desk.listing.of_person(person, caller.email, candidate_id)
        if mine is None:
            raise errors.unknown()
        return person_answer(request, desk.parts, *mine)
    given = await desk.listing.given_by(organisation_of(caller), candidate_id)
    if given is None:
        raise errors.unknown()
    return employer_answer(request, desk.parts, *given)
