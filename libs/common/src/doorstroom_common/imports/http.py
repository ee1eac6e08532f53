"""What the routes of imports do; each service declares them, with its own kinds and rights."""

import hashlib
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any
from uuid import UUID

from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response, StreamingResponse

from doorstroom_common.database import IdempotencyConflict
from doorstroom_common.errors import Conflict, Fault, Invalid
from doorstroom_common.http import Cursor, PageQuery, Principal, accepted, answer, page
from doorstroom_common.http.idempotency import IDEMPOTENT, IdempotentRequest
from doorstroom_common.http.problems import language_of
from doorstroom_common.http.routing import media_type
from doorstroom_common.identifiers import new_id
from doorstroom_common.imports.answers import (
    ImportMapping,
    ImportMappingAnswer,
    ReportPage,
    TemplateQuery,
    job_answer,
    line_answer,
)
from doorstroom_common.imports.jobs import Job, JobStatus, Options
from doorstroom_common.imports.parts import Imports
from doorstroom_common.sheets import template
from doorstroom_common.sheets.reading import CSV, XLSX
from doorstroom_common.sheets.writing import SUFFIXES, csv_bytes

REPORT_HEAD = {"nl": ["Rij", "Kolom", "Waarde", "Wat er mis is"], "en": ["Row", "Column", "Value", "What is wrong"]}
FILES = {"csv": CSV, "xlsx": XLSX}
AT_ONCE = 500


async def receive(
    request: Request, kind: str, options: Options, organisation: str, caller: Principal,
    key: IdempotentRequest | None, imports: Imports,
) -> Response:  # fmt: skip
    """Take the file as it comes in, and answer when all of it is stored."""
    jobs, by = imports.jobs, caller.behalf
    options = replace(options, caller=caller.caller)
    form = media_type(dict(request.scope["headers"]))
    job = Job(organisation, new_id(), kind, form, language_of(request.scope), options, JobStatus.RECEIVING)
    digest = hashlib.sha256(request.scope["query_string"])
    try:
        await jobs.receive(job, by, _digested(request, digest))
        if key:
            key = replace(key, request_hash=f"{key.request_hash[:32]}{digest.hexdigest()[:32]}")
            request.scope[IDEMPOTENT] = key
        async with imports.database.unit_of_work(by) as uow:
            jobs.received(job, uow)
            found = await jobs.find(organisation, job.id, uow)
            shown = job_answer(replace(found, status=JobStatus.WAITING))
            response = accepted(shown, location=f"{request.scope['path']}/{job.id}")
            if key:
                uow.remember(key.answered(response))
            await uow.commit()
    except (ClientDisconnect, HTTPException, IdempotencyConflict):
        await _drop(job, caller, imports)
        raise
    return response


async def read_job(organisation: str, job_id: UUID, caller: Principal, imports: Imports) -> Response:
    async with imports.database.unit_of_work(caller.behalf) as uow:
        return answer(job_answer(await imports.jobs.find(organisation, job_id, uow)))


async def remove_job(organisation: str, job_id: UUID, caller: Principal, imports: Imports) -> None:
    """The job with its file and report. What it stored stays."""
    async with imports.database.unit_of_work(caller.behalf) as uow:
        job = await imports.jobs.find(organisation, job_id, uow)
        imports.jobs.remove(job, uow)
        if not await uow.commit():
            raise Conflict("import-runs", "It is being taken in; when it has finished, it can be removed.")


async def read_report(
    request: Request, organisation: str, job_id: UUID, query: PageQuery, caller: Principal, imports: Imports
) -> Response:
    """A page of it, or all of it as CSV."""
    after = query.cursor.number() if query.cursor else 0
    async with imports.database.unit_of_work(caller.behalf) as uow:
        job = await imports.jobs.find(organisation, job_id, uow)
        lines = await imports.jobs.lines(job, after, query.limit + 1, uow)
    if wants(request, CSV):
        named = {"content-disposition": f'attachment; filename="report-{job.id}.csv"'}
        return StreamingResponse(_report(job, caller, imports), headers=named, media_type=CSV)
    shown = lines[: query.limit]
    last = Cursor.of(shown[-1].number, job.id) if len(lines) > query.limit else None
    return page(request, query, ReportPage(items=[line_answer(line) for line in shown]), after=last)


async def read_mapping(organisation: str, kind: str, caller: Principal, imports: Imports) -> Response:
    async with imports.database.unit_of_work(caller.behalf) as uow:
        return answer(ImportMappingAnswer(headings=await imports.jobs.mapping(organisation, kind, uow)))


async def put_mapping(
    organisation: str, kind: str, body: ImportMapping, caller: Principal, imports: Imports
) -> Response:
    """It takes the place of what was remembered; a field that the sheet does not have is refused."""
    fields = {column.field for column in imports.importers[kind].sheet.columns}
    wrong = [heading for heading, field in body.headings.items() if field is not None and field not in fields]
    if wrong:
        known = ", ".join(sorted(fields))
        faults = [Fault(f"/headings/{_escaped(heading)}", f"must be null or one of: {known}") for heading in wrong]
        raise Invalid("invalid-input", "A heading is mapped to a field that there is not.", faults)
    async with imports.database.unit_of_work(caller.behalf) as uow:
        imports.jobs.put_mapping(organisation, kind, body.headings, uow)
        await uow.commit()
    return answer(ImportMappingAnswer(headings=body.headings))


def empty_sheet(kind: str, query: TemplateQuery, imports: Imports) -> Response:
    """A template to fill in."""
    sheet, form, language = imports.importers[kind].sheet, FILES[query.form], query.language
    named = {
        "content-disposition": f'attachment; filename="{kind}-{language}.{SUFFIXES[form]}"',
        "content-language": language,
    }
    return Response(template(sheet, form, language), headers=named, media_type=form)


def wants(request: Request, form: str) -> bool:
    """Whether a form is named before JSON among what the caller accepts."""
    asked = [part.partition(";")[0].strip().lower() for part in request.headers.get("accept", "").split(",")]
    ours = [one for one in asked if one in (form, "application/json", "application/*", "*/*")]
    return bool(ours) and ours[0] == form


async def _digested(request: Request, digest: Any) -> AsyncIterator[bytes]:
    async for piece in request.stream():
        digest.update(piece)
        yield piece


async def _drop(job: Job, caller: Principal, imports: Imports) -> None:
    async with imports.database.unit_of_work(caller.behalf) as uow:
        imports.jobs.remove(job, uow)
        await uow.commit()


async def _report(job: Job, caller: Principal, imports: Imports) -> AsyncIterator[bytes]:
    """Page by page, so that a slow reader holds no connection."""
    yield csv_bytes([REPORT_HEAD[job.language]], mark=True)
    after = 0
    while True:
        async with imports.database.unit_of_work(caller.behalf) as uow:
            lines = await imports.jobs.lines(job, after, AT_ONCE, uow)
        if not lines:
            return
        after = lines[-1].number
        yield csv_bytes([str(line.line), line.heading or "", line.value or "", line.message] for line in lines)


def _escaped(heading: str) -> str:
    return heading.replace("~", "~0").replace("/", "~1")
