"""Jobs in their tables. What is changed while a file is taken in is changed by short transactions beside that one."""

from collections.abc import AsyncIterator, Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from doorstroom_common.database import Database, Role, UnitOfWork, sql
from doorstroom_common.database.behalf import Behalf
from doorstroom_common.errors import NotFound
from doorstroom_common.imports.jobs import Job, JobStatus, Options
from doorstroom_common.sheets.form import BadCell

WORK = "import"
CHUNK = 256 * 1024

ADD = sql(
    "INSERT INTO import_job (organisation, job_id, kind, form, language, options, status)"
    " VALUES (:organisation, :id, :kind, :form, :language, :options, 'receiving')"
)
ADD_CHUNK = sql(
    "INSERT INTO import_chunk (organisation, job_id, number, bytes) VALUES (:organisation, :id, :number, :bytes)"
)
RECEIVED = sql(
    "UPDATE import_job SET status = 'waiting' WHERE organisation = :organisation AND job_id = :id"
    " AND status = 'receiving'"
)
FIND = sql("SELECT * FROM import_job WHERE organisation = :organisation AND job_id = :id")
FIND_ANY = sql("SELECT * FROM import_job WHERE job_id = :id")
REMOVE = sql("DELETE FROM import_job WHERE organisation = :organisation AND job_id = :id AND status <> 'running'")
READ_CHUNK = sql(
    "SELECT bytes FROM import_chunk WHERE organisation = :organisation AND job_id = :id AND number = :number"
)
SIZE = sql(
    "SELECT coalesce(sum(octet_length(bytes)), 0) FROM import_chunk WHERE organisation = :organisation AND job_id = :id"
)
BEGIN = sql(
    "UPDATE import_job SET status = 'running', attempts = attempts + 1, rows_read = 0"
    " WHERE organisation = :organisation AND job_id = :id"
)
FORGET_LINES = sql("DELETE FROM import_report_line WHERE organisation = :organisation AND job_id = :id")
PROGRESS = sql(
    "UPDATE import_job SET rows_read = :rows_read, of_rows = :of_rows, counts = :counts"
    " WHERE organisation = :organisation AND job_id = :id"
)
REPORT = sql(
    "INSERT INTO import_report_line (organisation, job_id, line, heading, value, message)"
    " SELECT :organisation, :id, given.* FROM jsonb_to_recordset(:lines::jsonb) AS given"
    " (line int, heading text, value text, message text)"
)
FINISH = sql(
    "UPDATE import_job SET status = :status, rows_read = :rows_read, of_rows = :rows_read, counts = :counts,"
    " stored = :stored, problem = :problem, finished_at = clock_timestamp()"
    " WHERE organisation = :organisation AND job_id = :id"
)
FORGET_FILE = sql("DELETE FROM import_chunk WHERE organisation = :organisation AND job_id = :id")
LINES = sql(
    "SELECT id, line, heading, value, message FROM import_report_line WHERE organisation = :organisation"
    " AND job_id = :id AND id > :after ORDER BY id LIMIT :most"
)
MAPPING = sql("SELECT headings FROM import_mapping WHERE organisation = :organisation AND kind = :kind")
PUT_MAPPING = sql(
    "INSERT INTO import_mapping (organisation, kind, headings) VALUES (:organisation, :kind, :headings)"
    " ON CONFLICT (organisation, kind) DO UPDATE SET headings = excluded.headings"
)
FORGET_OLD = sql(
    "DELETE FROM import_job WHERE received_at < clock_timestamp() - :keep::interval"
    " OR status = 'receiving' AND received_at < clock_timestamp() - :abandoned::interval"
)
KEEP = timedelta(days=7)
ABANDONED = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class ReportLine:
    """One fault: `number` is its place in the report, `line` the row of the sheet."""

    number: int
    line: int
    heading: str | None
    value: str | None
    message: str


class StoredJobs:
    """Everything is asked for an organisation; what is another's is not there."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def receive(self, job: Job, by: Behalf, pieces: AsyncIterator[bytes]) -> None:
        """Store the file as it comes, a piece a transaction: who sends slowly holds no connection.

        It counts for nothing before `received`; what was sent in part goes within the hour.
        """
        async with self._database.unit_of_work(by) as uow:
            options = job.options.to_json()
            uow.write(ADD, organisation=job.organisation, id=job.id, kind=job.kind, form=job.form,
                      language=job.language, options=options)  # fmt: skip
            await uow.commit()
        number, held = 0, bytearray()
        async for piece in pieces:
            held += piece
            while len(held) >= CHUNK:
                await self._add(job, by, number, bytes(held[:CHUNK]))
                number += 1
                del held[:CHUNK]
        if held:
            await self._add(job, by, number, bytes(held))

    async def _add(self, job: Job, by: Behalf, number: int, piece: bytes) -> None:
        async with self._database.unit_of_work(by) as uow:
            uow.write(ADD_CHUNK, organisation=job.organisation, id=job.id, number=number, bytes=piece)
            await uow.commit()

    def received(self, job: Job, uow: UnitOfWork) -> None:
        """The file is whole: a worker may take it."""
        uow.write(RECEIVED, organisation=job.organisation, id=job.id)
        uow.enqueue(WORK, str(job.id))

    async def find(self, organisation: str, job_id: UUID, uow: UnitOfWork) -> Job:
        row = await uow.fetch_row(FIND, organisation=organisation, id=job_id)
        if row is None:
            raise NotFound("not-found", "There is nothing here that this caller may see.")
        return _job(row)

    async def waiting(self, job_id: UUID, uow: UnitOfWork) -> Job | None:
        """For a worker: whose job it is, and None when it was removed."""
        row = await uow.fetch_row(FIND_ANY, id=job_id)
        return _job(row) if row else None

    def remove(self, job: Job, uow: UnitOfWork) -> None:
        """With its file and its report."""
        uow.write(REMOVE, organisation=job.organisation, id=job.id)

    async def begin(self, job: Job) -> None:
        """Beside the unit of work that takes the rows, and forgetting what an earlier try reported."""
        async with self._database.unit_of_work(Role.WORKER) as uow:
            uow.write(BEGIN, organisation=job.organisation, id=job.id)
            uow.write_beside(FORGET_LINES, organisation=job.organisation, id=job.id)
            await uow.commit()

    async def progress(
        self, job: Job, rows_read: int, of_rows: int | None, counts: dict[str, int], bad: Sequence[BadCell]
    ) -> None:
        async with self._database.unit_of_work(Role.WORKER) as uow:
            uow.write(PROGRESS, organisation=job.organisation, id=job.id, rows_read=rows_read, of_rows=of_rows,
                      counts=counts)  # fmt: skip
            if bad:
                uow.write_beside(REPORT, organisation=job.organisation, id=job.id, lines=_lines(bad))
            await uow.commit()

    async def finish(
        self, job: Job, uow: UnitOfWork, *, rows_read: int, counts: dict[str, int], stored: bool,
        problem: dict[str, str] | None = None, status: JobStatus = JobStatus.FINISHED,
    ) -> None:  # fmt: skip
        """With what was stored, in its transaction. The file is not needed any more."""
        await uow.execute(FORGET_FILE, organisation=job.organisation, id=job.id)
        await uow.execute(FINISH, organisation=job.organisation, id=job.id, status=status, rows_read=rows_read,
                          counts=counts, stored=stored, problem=problem)  # fmt: skip

    async def lines(self, job: Job, after: int, most: int, uow: UnitOfWork) -> list[ReportLine]:
        rows = await uow.fetch(LINES, organisation=job.organisation, id=job.id, after=after, most=most)
        return [ReportLine(*row) for row in rows]

    async def chunk(self, job: Job, number: int) -> bytes:
        async with self._database.unit_of_work(Role.WORKER) as uow:
            found = await uow.fetch_value(READ_CHUNK, organisation=job.organisation, id=job.id, number=number)
            return bytes(found or b"")

    async def size(self, job: Job) -> int:
        async with self._database.unit_of_work(Role.WORKER) as uow:
            found: int = await uow.fetch_value(SIZE, organisation=job.organisation, id=job.id)
            return found

    async def mapping(self, organisation: str, kind: str, uow: UnitOfWork) -> dict[str, str | None]:
        found: dict[str, str | None] | None = await uow.fetch_value(MAPPING, organisation=organisation, kind=kind)
        return found or {}

    def put_mapping(self, organisation: str, kind: str, headings: dict[str, str | None], uow: UnitOfWork) -> None:
        uow.write(PUT_MAPPING, organisation=organisation, kind=kind, headings=headings)

    async def forget_old(self, uow: UnitOfWork) -> None:
        await uow.execute(FORGET_OLD, keep=KEEP, abandoned=ABANDONED)


def _lines(bad: Iterable[BadCell]) -> list[dict[str, Any]]:
    return [{"line": one.line, "heading": one.column, "value": one.value, "message": one.message} for one in bad]


def _job(row: Any) -> Job:
    return Job(
        organisation=row["organisation"],
        id=row["job_id"],
        kind=row["kind"],
        form=row["form"],
        language=row["language"],
        options=Options.from_json(row["options"]),
        status=JobStatus(row["status"]),
        attempts=row["attempts"],
        rows_read=row["rows_read"],
        of_rows=row["of_rows"],
        counts=row["counts"],
        stored=row["stored"],
        problem=row["problem"],
        received_at=row["received_at"],
        finished_at=row["finished_at"],
    )
