"""`/candidate/v1/candidate-imports`: the employees who want to move, as an organisation's own system has them."""

from typing import Annotated

from fastapi import Response
from pydantic import Field

from doorstroom_candidate.application.import_candidates import ImportCandidates, Imported, Mode, import_candidates
from doorstroom_candidate.entrypoints import commands
from doorstroom_candidate.entrypoints.callers import EmployerWriter, organisation_of
from doorstroom_candidate.entrypoints.examples import CANDIDATE
from doorstroom_candidate.entrypoints.http import OnDesk
from doorstroom_candidate.entrypoints.schemas import RegisterCandidate
from doorstroom_common.http import (
    AnswerModel,
    IdempotencyKey,
    Principal,
    RequestModel,
    Router,
    answer,
    example,
    problems,
)
from doorstroom_common.http.fields import ExternalId

router = Router(tags=["candidates"])
MOST_ROWS = 500


class CandidateRow(RegisterCandidate, json_schema_extra=example(externalId="HR-40017", **CANDIDATE)):
    """An employee of the caller's own organisation, by its own id: a personnel number. It is kept as a hash alone."""

    external_id: ExternalId


class NewCandidateImport(
    RequestModel, json_schema_extra=example(mode="add", rows=[{"externalId": "HR-40017", **CANDIDATE}])
):
    """Every row is taken, or none."""

    mode: Annotated[
        Mode, Field(description="`replace` takes back what sleeps, was imported, and is not among the rows.")
    ]
    rows: Annotated[list[CandidateRow], Field(max_length=MOST_ROWS)]
    dry_run: Annotated[bool, Field(description="Find every fault, say whether it needs `confirmed`, do nothing.")] = (
        False
    )
    confirmed: Annotated[bool, Field(description="There are more than a fifth fewer rows than before.")] = False


class CandidateImportAnswer(AnswerModel):
    """What was taken, by what was sent alone: it never tells what became of somebody."""

    dry_run: bool
    rows: int
    rows_before: int = Field(description="How many the system had here, by what it sent before.")
    to_confirm: bool = Field(description="More than a fifth of the rows is gone, and it needs `confirmed`.")


@router.post("/candidate-imports", response_model=CandidateImportAnswer, responses=problems(409))
async def import_candidates_of_organisation(
    body: NewCandidateImport, caller: EmployerWriter, key: IdempotencyKey, desk: OnDesk
) -> Response:
    """Register and change the caller's own employees by their external ids: all that were sent, or none.

    Each sleeps until that person confirms it; nothing is published before. Sent again, it changes nothing. Of whom the
    person has confirmed, the employment and when they go first are taken, the rest is theirs. With `replace`, what
    sleeps and is not among the rows is taken back; what was registered by hand stays.
    """
    command = _command(body, caller)
    async with desk.database.unit_of_work(caller.behalf) as uow:
        imported = await import_candidates(command, uow, desk.parts)
        response = answer(_answer(imported, body.dry_run))
        if not body.dry_run:
            if key:
                uow.remember(key.answered(response))
            await uow.commit()
    return response


def _command(body: NewCandidateImport, caller: Principal) -> ImportCandidates:
    organisation = organisation_of(caller)
    return ImportCandidates(
        organisation=organisation,
        mode=body.mode,
        rows=tuple(commands.employee_of(row, organisation, row.external_id) for row in body.rows),
        confirmed=body.confirmed,
        dry_run=body.dry_run,
        caller=caller.caller,
    )


def _answer(imported: Imported, dry_run: bool) -> CandidateImportAnswer:
    return CandidateImportAnswer(
        dry_run=dry_run,
        rows=imported.rows,
        rows_before=imported.rows_before,
        to_confirm=imported.to_confirm,
    )
