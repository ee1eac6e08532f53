"""Rows of a spreadsheet become what an HR system would have sent, and go through the same use case."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from pydantic import BaseModel

from doorstroom_candidate.application.import_candidates import Mode
from doorstroom_candidate.application.import_in_parts import ImportInParts
from doorstroom_candidate.application.ports import Parts
from doorstroom_candidate.entrypoints import commands
from doorstroom_candidate.entrypoints.candidate_imports import CandidateRow
from doorstroom_candidate.entrypoints.sheets import CANDIDATES
from doorstroom_common.database import UnitOfWork
from doorstroom_common.imports import Job, Taken
from doorstroom_common.sheets import Sheet


@dataclass(frozen=True, slots=True)
class CandidateImporter:
    parts: Parts
    sheet: Sheet = CANDIDATES
    model: type[BaseModel] = field(default=CandidateRow)

    def begin(self, job: Job) -> "CandidateTaking":
        wanted, caller = job.options.more or {}, job.options.caller or ""
        run = ImportInParts(job.organisation, Mode(wanted["mode"]), wanted["confirmed"], caller, self.parts)
        return CandidateTaking(run)


@dataclass(frozen=True, slots=True)
class CandidateTaking:
    """One file. It is counted by what was sent alone, never by what became of somebody."""

    run: ImportInParts

    async def rows(self, rows: Sequence[Any], uow: UnitOfWork, *, store: bool) -> Taken:
        employees = [commands.employee_of(row, self.run.organisation, row.external_id) for row in rows]
        faults = await self.run.rows(employees, uow, store_them=store)
        return Taken(Counter(taken=len(rows) - len(faults)), faults)

    async def end(self, uow: UnitOfWork, *, store: bool) -> Taken:
        await self.run.end(uow, store_them=store)
        return Taken()
