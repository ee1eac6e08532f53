"""`/candidate/v1/import-jobs`, `…/import-mappings` and `…/import-templates`: a spreadsheet in place of an HR system."""

from enum import StrEnum
from typing import Annotated
from uuid import UUID

from fastapi import Path, Query, Request, Response
from pydantic import Field

from doorstroom_candidate.application.import_candidates import Mode
from doorstroom_candidate.entrypoints.callers import EmployerWriter, organisation_of
from doorstroom_candidate.entrypoints.http import OnDesk
from doorstroom_common.http import IdempotencyKey, PageQuery, Router, problems
from doorstroom_common.imports import Options, http
from doorstroom_common.imports.answers import (
    ImportJobAnswer,
    ImportMapping,
    ImportMappingAnswer,
    ImportQuery,
    ReportPage,
    TemplateQuery,
)
from doorstroom_common.sheets.reading import CSV, FORMS

router = Router(tags=["imports"])
JobId = Annotated[UUID, Path(alias="jobId")]


class SheetKind(StrEnum):
    """What a sheet holds."""

    CANDIDATES = "candidates"


Kind = Annotated[SheetKind, Path()]


class CandidateImportQuery(ImportQuery):
    """What the file holds and how it is taken in."""

    kind: SheetKind
    mode: Annotated[Mode, Field(description="`replace` takes back what sleeps, was imported, and has no row.")] = (
        Mode.ADD
    )
    confirmed: Annotated[bool, Field(description="There are more than a fifth fewer rows than before.")] = False


@router.post("/import-jobs", status_code=202, response_model=ImportJobAnswer, files=FORMS)
async def create_import_job(
    request: Request,
    query: Annotated[CandidateImportQuery, Query()],
    caller: EmployerWriter,
    key: IdempotencyKey,
    desk: OnDesk,
) -> Response:
    """Send a CSV or XLSX file of the caller's own employees who want to move; a worker takes it in.

    It is looked at and nothing is stored unless `dryRun` is false. What is stored is stored at once, by personnel
    number, so that a file may be sent again; each of them sleeps until that person confirms it. See the job for
    progress, and its report for each bad row, which repeats no name, address or number. At most 20 MB and 100,000 rows.
    """
    options = Options(query.rows, query.dry_run, {"mode": query.mode, "confirmed": query.confirmed})
    return await http.receive(request, query.kind, options, organisation_of(caller), caller, key, desk.imports)


@router.get("/import-jobs/{jobId}", response_model=ImportJobAnswer)
async def read_import_job(job_id: JobId, caller: EmployerWriter, desk: OnDesk) -> Response:
    """How far a file of the caller's own organisation is, and what came of it. It is there for seven days."""
    return await http.read_job(organisation_of(caller), job_id, caller, desk.imports)


@router.delete("/import-jobs/{jobId}", status_code=204, responses=problems(409))
async def remove_import_job(job_id: JobId, caller: EmployerWriter, desk: OnDesk) -> None:
    """Remove a job with its file and report. What it stored stays."""
    await http.remove_job(organisation_of(caller), job_id, caller, desk.imports)


@router.get(
    "/import-jobs/{jobId}/report",
    response_model=ReportPage,
    responses={200: {"content": {CSV: {"schema": {"type": "string"}}}}},
)
async def read_report_of_import_job(
    request: Request, job_id: JobId, query: Annotated[PageQuery, Query()], caller: EmployerWriter, desk: OnDesk
) -> Response:
    """Every fault of every row so far; with `Accept: text/csv` all of them as a sheet."""
    return await http.read_report(request, organisation_of(caller), job_id, query, caller, desk.imports)


@router.get("/import-mappings/{kind}", response_model=ImportMappingAnswer)
async def read_import_mapping(kind: Kind, caller: EmployerWriter, desk: OnDesk) -> Response:
    """What is remembered of the headings of the caller's own organisation."""
    return await http.read_mapping(organisation_of(caller), kind, caller, desk.imports)


@router.put("/import-mappings/{kind}", response_model=ImportMappingAnswer)
async def put_import_mapping(kind: Kind, body: ImportMapping, caller: EmployerWriter, desk: OnDesk) -> Response:
    """Remember which heading stands for which field, for every later file of that kind."""
    return await http.put_mapping(organisation_of(caller), kind, body, caller, desk.imports)


@router.get(
    "/import-templates/{kind}",
    response_class=Response,
    responses={200: {"content": {form: {"schema": {"type": "string"}} for form in FORMS}}},
)
async def read_import_template(kind: Kind, query: Annotated[TemplateQuery, Query()], desk: OnDesk) -> Response:
    """An empty sheet with its headings and one example row; as XLSX with choices and an explanation. For everybody."""
    return http.empty_sheet(kind, query, desk.imports)
