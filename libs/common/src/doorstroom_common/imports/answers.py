"""What is answered about imports, the same in every service that takes files."""

from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field

from doorstroom_common.http import AnswerModel, PageOf, QueryModel, RequestModel, example
from doorstroom_common.http.fields import DateTime, ShortText
from doorstroom_common.imports.jobs import Job, JobStatus, RowsWanted
from doorstroom_common.imports.run import BAD
from doorstroom_common.imports.store import ReportLine

MOST_HEADINGS = 200


class ImportQuery(QueryModel):
    """How a file is taken in; the kinds of sheets of a service add their own."""

    dry_run: Annotated[bool, Field(description="Look at every row and store nothing: unless it is false.")] = True
    rows: Annotated[
        RowsWanted, Field(description="`all`: one bad row and nothing is stored. `good`: the others are.")
    ] = RowsWanted.ALL


class TemplateQuery(QueryModel):
    """As which file, and in which language."""

    form: Annotated[Literal["csv", "xlsx"], Field(alias="format")] = "xlsx"
    language: Literal["nl", "en"] = "nl"


class ImportProblem(AnswerModel):
    """Why nothing could be stored, beside bad rows."""

    code: str
    detail: str


class ImportJobAnswer(AnswerModel):
    """How far a file is. `ofRows` is about how many it has until all are read; `counts` would be, in a dry run."""

    job_id: UUID
    kind: str
    status: JobStatus
    dry_run: bool
    rows: RowsWanted
    rows_read: int
    of_rows: int | None
    counts: dict[str, int]
    bad_rows: int
    stored: bool = Field(description="Whether anything of it was stored.")
    problem: ImportProblem | None
    received_at: DateTime
    finished_at: DateTime | None


class ReportLineAnswer(AnswerModel):
    """What is wrong with one cell, or with the whole row; row 1 is that of the headings."""

    row: int
    column: str | None
    value: str | None
    message: str


class ReportPage(PageOf[ReportLineAnswer]):
    """In the order of the rows."""


class ImportMapping(RequestModel, json_schema_extra=example(headings={"Nummer": "externalId", "Kostenplaats": None})):
    """Their heading and our field (`externalId`, `hours/min`), or null for a column that is passed over."""

    headings: Annotated[dict[ShortText, str | None], Field(max_length=MOST_HEADINGS)]


class ImportMappingAnswer(AnswerModel):
    """What is remembered of an organisation's headings."""

    headings: dict[str, str | None]


def job_answer(job: Job) -> ImportJobAnswer:
    counts: dict[str, Any] = dict(job.counts or {})
    bad = counts.pop(BAD, 0)
    return ImportJobAnswer(
        job_id=job.id,
        kind=job.kind,
        status=job.status,
        dry_run=job.options.dry_run,
        rows=job.options.rows,
        rows_read=job.rows_read,
        of_rows=job.of_rows,
        counts=counts,
        bad_rows=bad,
        stored=job.stored,
        problem=None if job.problem is None else ImportProblem.model_validate(job.problem),
        received_at=job.received_at,  # type: ignore[arg-type]
        finished_at=job.finished_at,
    )


def line_answer(line: ReportLine) -> ReportLineAnswer:
    return ReportLineAnswer(row=line.line, column=line.heading, value=line.value, message=line.message)
