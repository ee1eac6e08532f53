"""`/vacancy/v1/vacancy-imports` and `/vacancy/v1/secondment-request-imports`."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic
from uuid import UUID

from fastapi import Response

from doorstroom_common.http import IdempotencyKey, Principal, Router, answer, problems
from doorstroom_common.http.idempotency import IdempotentRequest
from doorstroom_vacancy.application.board import Board
from doorstroom_vacancy.application.create_posting import CreatePosting
from doorstroom_vacancy.application.import_postings import Done, Imported, ImportPostings, Line, import_postings
from doorstroom_vacancy.application.ports import P
from doorstroom_vacancy.entrypoints.import_forms import (
    LISTS,
    ImportAnswer,
    ImportedSecondmentRequest,
    ImportedVacancy,
    NewImport,
    NewSecondmentRequestImport,
    NewVacancyImport,
    SecondmentRequestImportAnswer,
    VacancyImportAnswer,
)
from doorstroom_vacancy.entrypoints.parts import Given, Parts, Writer, acting_for
from doorstroom_vacancy.entrypoints.secondment_requests import order_of as request_order
from doorstroom_vacancy.entrypoints.vacancies import order_of as vacancy_order

router = Router()


@router.post("/vacancy-imports", response_model=VacancyImportAnswer, responses=problems(409), tags=["vacancies"])
async def import_vacancies_of_organisation(
    body: NewVacancyImport, caller: Writer, key: IdempotencyKey, parts: Given
) -> Response:
    """Create and change the caller's own vacancies by their external ids: all that were sent, or none.

    Sent again, it changes nothing. What somebody closed is left alone. With `replace`, what has an external id, is
    open and is not among the rows is closed; what was made by hand stays.
    """
    rows = tuple(vacancy_order(row, caller, announce=body.announce, start=row.start) for row in body.rows)
    importing = _Importing(parts.vacancies, _vacancy, VacancyImportAnswer)
    return await importing.take(rows, body, caller, key, parts)


@router.post(
    "/secondment-request-imports",
    response_model=SecondmentRequestImportAnswer,
    responses=problems(409),
    tags=["secondment-requests"],
)
async def import_secondment_requests_of_organisation(
    body: NewSecondmentRequestImport, caller: Writer, key: IdempotencyKey, parts: Given
) -> Response:
    """Create and change the caller's own secondment requests by their external ids; as vacancies."""
    rows = tuple(request_order(row, caller, announce=body.announce, start=row.start) for row in body.rows)
    importing = _Importing(parts.secondments, _secondment_request, SecondmentRequestImportAnswer)
    return await importing.take(rows, body, caller, key, parts)


@dataclass(frozen=True, slots=True)
class _Importing(Generic[P]):
    """Where postings of one kind hang, and how the sender is told of them."""

    board: Board[P]
    shown: Callable[[str, UUID | None, Any], object]
    told: type[ImportAnswer]

    async def take(
        self,
        rows: tuple[CreatePosting[Any], ...],
        body: NewImport,
        caller: Principal,
        key: IdempotentRequest | None,
        parts: Parts,
    ) -> Response:
        command = ImportPostings(acting_for(caller), body.mode, rows, body.confirmed, body.dry_run)
        async with parts.database.unit_of_work(caller.behalf) as uow:
            imported = await import_postings(command, uow, self.board)
            response = answer(self._answer(imported, body.dry_run))
            if not body.dry_run:
                if key:
                    uow.remember(key.answered(response))
                await uow.commit()
        return response

    def _answer(self, imported: Imported[P], dry_run: bool) -> ImportAnswer:
        lists: dict[str, list[object]] = {name: [] for name in LISTS.values()}
        for line in imported.lines:
            lists[LISTS[line.done]].append(self._line(line, dry_run))
        return self.told.model_validate(
            {"dry_run": dry_run, "told": list(imported.told), "to_confirm": imported.to_confirm, **lists}
        )

    def _line(self, line: Line[P], dry_run: bool) -> object:
        posting = line.posting
        imagined = dry_run and line.done is Done.CREATED
        return self.shown(posting.external_id or "", None if imagined else posting.id, posting.status)


def _vacancy(external_id: str, vacancy_id: UUID | None, status: Any) -> ImportedVacancy:
    return ImportedVacancy(external_id=external_id, vacancy_id=vacancy_id, status=status)


def _secondment_request(external_id: str, request_id: UUID | None, status: Any) -> ImportedSecondmentRequest:
    return ImportedSecondmentRequest(external_id=external_id, secondment_request_id=request_id, status=status)
