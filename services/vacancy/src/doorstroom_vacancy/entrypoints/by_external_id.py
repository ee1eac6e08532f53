"""`/vacancy/v1/vacancies/by-external-id/{externalId}`, and the same for secondment requests."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Generic

from fastapi import Response

from doorstroom_common.database import Behalf
from doorstroom_common.http import AnswerModel, IfMatch, Router, answer, created, problems
from doorstroom_vacancy.application.board import Board
from doorstroom_vacancy.application.create_posting import CreatePosting
from doorstroom_vacancy.application.ports import P
from doorstroom_vacancy.application.put_posting import PutPosting, put_posting
from doorstroom_vacancy.domain import errors
from doorstroom_vacancy.entrypoints.answers import SecondmentRequestAnswer, VacancyAnswer
from doorstroom_vacancy.entrypoints.forms import NewPosting, NewSecondmentRequest, NewVacancy
from doorstroom_vacancy.entrypoints.parts import Given, NamedByOwner, Parts, Reader, Writer, viewer_of
from doorstroom_vacancy.entrypoints.secondment_requests import order_of as request_order
from doorstroom_vacancy.entrypoints.showing import secondment_answer, vacancy_answer
from doorstroom_vacancy.entrypoints.vacancies import order_of as vacancy_order

router = Router()
PUT: dict[int | str, dict[str, Any]] = {201: {"description": "It was not there yet, and is now."}, **problems(409)}


@dataclass(frozen=True, slots=True)
class _Putting(Generic[P]):
    """Where postings of one kind hang, under which address, and how they are shown to whoever put them."""

    board: Board[P]
    path: str
    shown: Callable[[P], AnswerModel]

    async def put(self, external_id: str, wanted: CreatePosting[Any], expected: int | None, parts: Parts) -> Response:
        command = PutPosting(external_id, replace(wanted, external_id=external_id), expected)
        async with parts.database.unit_of_work(Behalf.of(wanted.organisation)) as uow:
            posting, new = await put_posting(command, uow, self.board)
            await uow.commit()
        shown = self.shown(posting)
        if new:
            return created(shown, location=f"/vacancy/v1/{self.path}/{posting.id}", version=posting.version)
        return answer(shown, version=posting.version)


@router.get("/vacancies/by-external-id/{externalId}", response_model=VacancyAnswer, tags=["vacancies"])
async def read_vacancy_by_external_id(external_id: NamedByOwner, caller: Reader, parts: Given) -> Response:
    """The vacancy that the caller's own system calls so; ids of other organisations are unknown."""
    viewer = viewer_of(caller)
    vacancy = await parts.vacancy_list.called(external_id, viewer)
    return answer(vacancy_answer(vacancy, viewer, parts.clock.now()), version=vacancy.version)


@router.get(
    "/secondment-requests/by-external-id/{externalId}",
    response_model=SecondmentRequestAnswer,
    tags=["secondment-requests"],
)
async def read_secondment_request_by_external_id(external_id: NamedByOwner, caller: Reader, parts: Given) -> Response:
    """The secondment request that the caller's own system calls so; ids of other organisations are unknown."""
    viewer = viewer_of(caller)
    request = await parts.secondment_list.called(external_id, viewer)
    return answer(secondment_answer(request, viewer), version=request.version)


@router.put("/vacancies/by-external-id/{externalId}", response_model=VacancyAnswer, responses=PUT, tags=["vacancies"])
async def put_vacancy_by_external_id(
    external_id: NamedByOwner, body: NewVacancy, caller: Writer, parts: Given, expected: IfMatch = None
) -> Response:
    """Make the vacancy that the caller's own system calls so, or replace all that it says.

    What changes nothing is no new version and tells nobody. `status` and `openAt` open a draft, and change nothing of
    what is open. What was closed is 409 `closed-before`.
    """
    _check_same(external_id, body)
    putting = _Putting(
        parts.vacancies, "vacancies", lambda made: vacancy_answer(made, viewer_of(caller), parts.clock.now())
    )
    return await putting.put(external_id, vacancy_order(body, caller), expected, parts)


@router.put(
    "/secondment-requests/by-external-id/{externalId}",
    response_model=SecondmentRequestAnswer,
    responses=PUT,
    tags=["secondment-requests"],
)
async def put_secondment_request_by_external_id(
    external_id: NamedByOwner, body: NewSecondmentRequest, caller: Writer, parts: Given, expected: IfMatch = None
) -> Response:
    """Make the secondment request that the caller's own system calls so, or replace all that it says; as a vacancy."""
    _check_same(external_id, body)
    putting = _Putting(
        parts.secondments, "secondment-requests", lambda made: secondment_answer(made, viewer_of(caller))
    )
    return await putting.put(external_id, request_order(body, caller), expected, parts)


def _check_same(external_id: str, body: NewPosting) -> None:
    if body.external_id not in (None, external_id):
        raise errors.another_external_id()
