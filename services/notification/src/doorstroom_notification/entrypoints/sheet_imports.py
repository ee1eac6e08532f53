"""Rows of a spreadsheet become the bodies that register a recruiter."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from doorstroom_common.clock import Clock
from doorstroom_common.database import UnitOfWork
from doorstroom_common.imports import Job, Taken
from doorstroom_common.sheets import Sheet
from doorstroom_notification.application.import_recruiters import Done, ImportRecruiters
from doorstroom_notification.application.ports import Recruiters
from doorstroom_notification.application.register_recruiter import RegisterRecruiter
from doorstroom_notification.entrypoints.recruiters import NewRecruiter
from doorstroom_notification.entrypoints.sheets import RECRUITERS


@dataclass(frozen=True, slots=True)
class RecruiterImporter:
    recruiters: Recruiters
    clock: Clock
    sheet: Sheet = RECRUITERS
    model: type[BaseModel] = NewRecruiter

    def begin(self, job: Job) -> "RecruiterTaking":
        return RecruiterTaking(ImportRecruiters(job.organisation, self.recruiters, self.clock))


@dataclass(frozen=True, slots=True)
class RecruiterTaking:
    """One file."""

    run: ImportRecruiters

    async def rows(self, rows: Sequence[Any], uow: UnitOfWork, *, store: bool) -> Taken:
        orders = [
            RegisterRecruiter(self.run.organisation, row.name, row.email, row.language, row.wishes.chosen())
            for row in rows
        ]
        told = await self.run.rows(orders, uow, store=store)
        counts = Counter(one.value for one in told if isinstance(one, Done))
        return Taken(counts, {index: one for index, one in enumerate(told) if not isinstance(one, Done)})

    async def end(self, uow: UnitOfWork, *, store: bool) -> Taken:  # noqa: ARG002 - nobody is removed
        return Taken()
