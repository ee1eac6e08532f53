"""A worker takes in one file: every row is read and decided, and what is stored is stored by one transaction.

That transaction runs on behalf of the organisation that sent the file, as if its system had called: the database takes
from it what is theirs and nothing else. Killed midway it has stored nothing, and the next worker starts over; killed
after it the job is finished, and is passed over. External ids make a second time harmless.
"""

import asyncio
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from io import BufferedReader
from itertools import islice
from typing import Any
from uuid import UUID

from doorstroom_common.database import Behalf, Database, UnitOfWork, sql
from doorstroom_common.database.failures import PASSING
from doorstroom_common.errors import Conflict, Invalid
from doorstroom_common.http.messages import Words, chosen
from doorstroom_common.imports.importer import Importer, Taking
from doorstroom_common.imports.jobs import Job, JobStatus, RowsWanted
from doorstroom_common.imports.store import StoredJobs
from doorstroom_common.imports.stored_file import StoredFile
from doorstroom_common.observability.logging import fault_of, logger
from doorstroom_common.sheets import Form, Line, SheetRefused, lines_of
from doorstroom_common.sheets.faults import EMPTY
from doorstroom_common.sheets.form import BadCell
from doorstroom_common.sheets.headings import found_columns

AT_ONCE = 250
MOST_ATTEMPTS = 5
HOLD = sql("SET LOCAL idle_in_transaction_session_timeout = '15min'")
"""The work is this worker's as long as it takes."""
BEFORE_ROWS = sql("SAVEPOINT rows")
WITHOUT_ROWS = sql("ROLLBACK TO SAVEPOINT rows")
BAD = "bad"
TRIED: Words = (
    "It could not be taken in, which is our fault; it is logged. Nothing was stored.",
    "Het kon niet worden verwerkt, en dat ligt aan ons; het is vastgelegd. Er is niets opgeslagen.",
)
HEADINGS: Words = (
    "Its headings are not understood; see the report.",
    "De koppen worden niet begrepen; zie het verslag.",
)


@dataclass(slots=True)
class _Run:
    """What has come of a file so far. `store` ends where nothing will be stored any more."""

    job: Job
    form: Form
    taking: Taking
    store: bool
    file: StoredFile
    rows_read: int = 0
    counts: Counter[str] = field(default_factory=Counter)


class ImportRunner:
    """The work handler."""

    def __init__(self, database: Database, jobs: StoredJobs, importers: Mapping[str, Importer]) -> None:
        self._database = database
        self._jobs = jobs
        self._importers = importers
        self._log = logger("imports")

    async def __call__(self, key: str, uow: UnitOfWork) -> None:
        job = await self._jobs.waiting(UUID(key), uow)
        if job is None or job.status not in (JobStatus.WAITING, JobStatus.RUNNING):
            return
        await uow.execute(HOLD)
        await self._jobs.begin(job)
        async with self._database.unit_of_work(Behalf.of(job.organisation, caller=job.options.caller)) as rows:
            await rows.execute(BEFORE_ROWS)
            await self._take_or_tell(job, rows)
            await rows.commit()

    async def _take_or_tell(self, job: Job, uow: UnitOfWork) -> None:
        try:
            await self._take(job, uow)
        except SheetRefused as refused:
            await self._undo(uow)
            told = {"code": "unreadable", "detail": refused.told(job.language)}
            await self._jobs.finish(job, uow, rows_read=0, counts={}, stored=False, problem=told)
        except (Conflict, Invalid) as refusal:
            await self._undo(uow)
            told = {"code": refusal.slug, "detail": refusal.detail}
            await self._jobs.finish(job, uow, rows_read=0, counts={}, stored=False, problem=told)
        except PASSING:
            raise
        except Exception as error:
            if job.attempts + 1 < MOST_ATTEMPTS:
                raise
            self._log.error("an import was given up", kind=job.kind, error=fault_of(error))
            await self._undo(uow)
            told = {"code": "failed", "detail": chosen(TRIED, job.language)}
            await self._jobs.finish(
                job, uow, rows_read=0, counts={}, stored=False, problem=told, status=JobStatus.FAILED
            )

    async def _undo(self, uow: UnitOfWork) -> None:
        uow.forget()
        await uow.execute(WITHOUT_ROWS)

    async def _take(self, job: Job, uow: UnitOfWork) -> None:
        importer = self._importers[job.kind]
        loop = asyncio.get_running_loop()
        raw = StoredFile(lambda number: self._jobs.chunk(job, number), await self._jobs.size(job), loop)
        lines = lines_of(BufferedReader(raw), job.form)
        first = await asyncio.to_thread(next, lines, None)
        if first is None:
            raise SheetRefused(EMPTY)
        mapping = await self._jobs.mapping(job.organisation, job.kind, uow)
        columns, faults = found_columns(importer.sheet, first.cells, mapping, job.language)
        if faults:
            bad = [BadCell(first.number, fault.heading, None, fault.message) for fault in faults]
            await self._jobs.progress(job, 0, None, {}, bad)
            told = {"code": "headings", "detail": chosen(HEADINGS, job.language)}
            await self._jobs.finish(job, uow, rows_read=0, counts={}, stored=False, problem=told)
            return
        form = Form(importer.sheet, importer.model, first.cells, columns, job.language)
        run = _Run(job, form, importer.begin(job), not job.options.dry_run, raw)
        while batch := await asyncio.to_thread(_read, lines, form):
            await self._some(run, batch, uow)
        await self._end(run, uow)

    async def _some(self, run: _Run, batch: Sequence[tuple[Line, Any]], uow: UnitOfWork) -> None:
        bad = [cell for _, made in batch if isinstance(made, list) for cell in made]
        good = [(line, made) for line, made in batch if not isinstance(made, list)]
        taken = await run.taking.rows([made for _, made in good], uow, store=run.store)
        for index, faults in taken.faults.items():
            bad += run.form.placed(good[index][0], faults)
        run.rows_read += len(batch)
        run.counts.update(taken.counts)
        run.counts[BAD] += len({cell.line for cell in bad})
        if run.store:
            await uow.flush()
        if bad and run.store and run.job.options.rows is RowsWanted.ALL:
            run.store = False
            await self._undo(uow)
        bad.sort(key=lambda cell: cell.line)
        about = max(run.rows_read, round(run.rows_read / max(run.file.read_share, 0.001)))
        await self._jobs.progress(run.job, run.rows_read, about, dict(run.counts), bad)

    async def _end(self, run: _Run, uow: UnitOfWork) -> None:
        job, whole = run.job, _is_whole(run)
        problem = None
        if whole:
            try:
                taken = await run.taking.end(uow, store=run.store)
                run.counts.update(taken.counts)
                if run.store:
                    await uow.flush()
            except (Conflict, Invalid) as refusal:
                run.store = False
                problem = {"code": refusal.slug, "detail": refusal.detail}
        stored = run.store and whole
        if not stored:
            await self._undo(uow)
        counts = dict(run.counts)
        await self._jobs.finish(job, uow, rows_read=run.rows_read, counts=counts, stored=stored, problem=problem)


def _is_whole(run: _Run) -> bool:
    """Whether nothing stands in the way of storing it, as far as the rows go."""
    return not run.counts[BAD] or run.job.options.rows is RowsWanted.GOOD


def _read(lines: Iterator[Line], form: Form) -> list[tuple[Line, Any]]:
    """In a thread: the next rows, each as its model has it or as a list of bad cells."""
    return [(line, form.read(line)) for line in islice(lines, AT_ONCE)]
