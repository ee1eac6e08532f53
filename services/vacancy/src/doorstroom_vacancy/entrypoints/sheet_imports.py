"""Rows of a spreadsheet become what an HR system would have sent, and go through the same use case."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from doorstroom_common.database import UnitOfWork
from doorstroom_common.imports import Job, Taken
from doorstroom_common.sheets import Sheet
from doorstroom_vacancy.application.board import Board
from doorstroom_vacancy.application.create_posting import CreatePosting
from doorstroom_vacancy.application.import_in_parts import ImportInParts
from doorstroom_vacancy.application.import_postings import Done, Mode
from doorstroom_vacancy.domain.secondment_request import SecondmentRequest
from doorstroom_vacancy.domain.vacancy import Vacancy
from doorstroom_vacancy.entrypoints import secondment_requests, vacancies
from doorstroom_vacancy.entrypoints.import_forms import SecondmentRequestRow, VacancyRow
from doorstroom_vacancy.entrypoints.sheets import SECONDMENT_REQUESTS, VACANCIES

COUNTED = {Done.CREATED: "created", Done.CHANGED: "changed", Done.CLOSED: "closed", Done.LEFT_ALONE: "leftAlone"}
Order = Callable[..., CreatePosting[Any]]


@dataclass(frozen=True, slots=True)
class PostingImporter:
    """One kind of posting."""

    sheet: Sheet
    model: type[BaseModel]
    order: Order
    board: Board[Any]

    def begin(self, job: Job) -> "PostingTaking":
        wanted = job.options.more or {}
        run: ImportInParts[Any, Any] = ImportInParts(
            job.organisation, Mode(wanted["mode"]), wanted["confirmed"], self.board
        )
        return PostingTaking(run, self.order, wanted["announce"])


@dataclass(frozen=True, slots=True)
class PostingTaking:
    """One file of it."""

    run: ImportInParts[Any, Any]
    order: Order
    announce: bool

    async def rows(self, rows: Sequence[Any], uow: UnitOfWork, *, store: bool) -> Taken:
        orders = [self.order(row, self.run.organisation, announce=self.announce, start=row.start) for row in rows]
        told = await self.run.rows(orders, uow, store=store)
        counts = Counter(COUNTED[one] for one in told if isinstance(one, Done))
        return Taken(counts, {index: one for index, one in enumerate(told) if not isinstance(one, Done)})

    async def end(self, uow: UnitOfWork, *, store: bool) -> Taken:
        closed = await self.run.end(uow, store=store)
        return Taken(Counter(closed=closed) if closed else Counter())


def importers(of_vacancies: Board[Vacancy], of_requests: Board[SecondmentRequest]) -> list[PostingImporter]:
    return [
        PostingImporter(VACANCIES, VacancyRow, vacancies.order_for, of_vacancies),
        PostingImporter(SECONDMENT_REQUESTS, SecondmentRequestRow, secondment_requests.order_for, of_requests),
    ]
