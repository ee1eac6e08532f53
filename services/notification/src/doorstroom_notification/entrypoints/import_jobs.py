"""`/notification/v1/import-jobs`, `…/import-mappings` and `…/import-templates`: recruiters from a spreadsheet."""

from enum import StrEnum
from typing import Annotated
from uuid import UUID

from fastapi import Path, Query, Request, Response

from doorstroom_common.http import IdempotencyKey, PageQuery, Router, example, problems
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
from doorstroom_notification.entrypoints.recruiters import Given, Writer, organisation_of

router = Router(tags=["imports"])
JobId = Annotated[UUID, Path(alias="jobId")]


class SheetKind(StrEnum):
    """What a sheet holds."""

    RECRUITERS = "recruiters"


Kind = Annotated[SheetKind, Path()]


class RecruiterImportQuery(ImportQuery):
    """What the file holds and how it is taken in."""

    kind: SheetKind


class RecruiterMapping(ImportMapping, json_schema_extra=example(headings={"Adres": "email", "Afdeling": None})):
    """Their heading and our field (`email`, `wishes/match`), or null for a column that is passed over."""


@router.post("/import-jobs", status_code=202, response_model=ImportJobAnswer, files=FORMS)
async def create_import_job(
    request: Request,
    query: Annotated[RecruiterImportQuery, Query()],
    caller: Writer,
    key: IdempotencyKey,
    parts: Given,
) -> Response:
    """Send a CSV or XLSX file of the caller's own recruiters; a worker takes it in.

    It is looked at and nothing is stored unless `dryRun` is false. What is stored is stored at once, by e-mail address,
    so that a file may be sent again; who is in no row stays. See the job for progress, and its report for each bad row,
    which repeats no name or address. At most 20 MB and 100,000 rows.
    """
    options = Options(query.rows, query.dry_run)
    return await http.receive(request, query.kind, options, organisation_of(caller), caller, key, parts.imports)


@router.get("/import-jobs/{jobId}", response_model=ImportJobAnswer)
async def read_import_job(job_id: JobId, caller: Writer, parts: Given) -> Response:
    """How far a file of the caller's own organisation is, and what came of it. It is there for seven days."""
    return await http.read_job(organisation_of(caller), job_id, caller, parts.imports)


@router.delete("/import-jobs/{jobId}", status_code=204, responses=problems(409))
async def remove_import_job(job_id: JobId, caller: Writer, parts: Given) -> None:
    """Remove a job with its file and report. What it stored stays."""
    await http.remove_job(organisation_of(caller), job_id, caller, parts.imports)


@router.get(
    "/import-jobs/{jobId}/report",
    response_model=ReportPage,
    responses={200: {"content": {CSV: {"schema": {"type": "string"}}}}},
)
async def read_report_of_import_job(
    request: Request, job_id: JobId, query: Annotated[PageQuery, Query()], caller: Writer, parts: Given
) -> Response:
    """Every fault of every row so far; with `Accept: text/csv` all of them as a sheet."""
    return await http.read_report(request, organisation_of(caller), job_id, query, caller, parts.imports)


@router.get("/import-mappings/{kind}", response_model=ImportMappingAnswer)
async def read_import_mapping(kind: Kind, caller: Writer, parts: Given) -> Response:
    """What is remembered of the headings of the caller's own organisation."""
    return await http.read_mapping(organisation_of(caller), kind, caller, parts.imports)


@router.put("/import-mappings/{kind}", response_model=ImportMappingAnswer)
async def put_import_mapping(kind: Kind, body: RecruiterMapping, caller: Writer, parts: Given) -> Response:
    """Remember which heading stands for which field, for every later file of that kind."""
    return await http.put_mapping(organisation_of(caller), kind, body, caller, parts.imports)


@router.get(
    "/import-templates/{kind}",
    response_class=Response,
    responses={200: {"content": {form: {"schema": {"type": "string"}} for form in FORMS}}},
)
async def read_import_template(kind: Kind, query: Annotated[TemplateQuery, Query()], parts: Given) -> Response:
    """An empty sheet with its headings and one example row; as XLSX with choices and an explanation. For everybody."""
    return http.empty_sheet(kind, query, parts.imports)
