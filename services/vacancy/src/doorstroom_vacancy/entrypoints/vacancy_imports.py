"""`/vacancy/v1/vacancy-imports`: what an organisation's own system has, sent as a whole."""

from typing import Annotated, Self
from uuid import UUID

from fastapi import Response
from pydantic import Field, model_validator

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
from doorstroom_common.http.fields import DateTime, refuse
from doorstroom_vacancy.application.create_posting import CreatePosting
from doorstroom_vacancy.application.import_vacancies import (
    Done,
    Imported,
    ImportVacancies,
    Line,
    Mode,
    import_vacancies,
)
from doorstroom_vacancy.domain.opening import EarlierStart
from doorstroom_vacancy.domain.values import StartGround, Status, VacancyDetails
from doorstroom_vacancy.entrypoints.examples import VACANCY
from doorstroom_vacancy.entrypoints.fields import ExternalId
from doorstroom_vacancy.entrypoints.forms import NewVacancy
from doorstroom_vacancy.entrypoints.parts import Given, Writer, acting_for
from doorstroom_vacancy.entrypoints.vacancies import order_of

router = Router(tags=["vacancies"])
MOST_ROWS = 500


class VacancyRow(NewVacancy, json_schema_extra=example(externalId="HR-2030-17", **VACANCY)):
    """A vacancy of the caller's own organisation, by its own id."""

    external_id: ExternalId
    stage_started_at: Annotated[
        DateTime | None, Field(description="When its first stage began elsewhere; with `announce` false alone.")
    ] = None
    stage_start_ground: StartGround | None = None

    @model_validator(mode="after")
    def _a_start_has_its_ground(self) -> Self:
        if (self.stage_started_at is None) != (self.stage_start_ground is None):
            raise refuse("start-ground", "stageStartedAt has a stageStartGround, and none goes without the other")
        if self.stage_started_at is not None and (self.status == "draft" or self.open_at is not None):
            raise refuse("start-opens", "what started earlier is open; leave out status and openAt")
        return self

    @property
    def start(self) -> EarlierStart | None:
        if self.stage_started_at is None or self.stage_start_ground is None:
            return None
        return EarlierStart(self.stage_started_at, self.stage_start_ground)


class NewVacancyImport(
    RequestModel, json_schema_extra=example(mode="add", rows=[{"externalId": "HR-2030-17", **VACANCY}], announce=False)
):
    """Every row is taken, or none."""

    mode: Annotated[Mode, Field(description="`replace` closes, as `not-given`, what the system made and has no more.")]
    rows: Annotated[list[VacancyRow], Field(max_length=MOST_ROWS)]
    announce: Annotated[bool, Field(description="False for a first load: nobody is alerted to what opens by it.")] = (
        True
    )
    dry_run: Annotated[bool, Field(description="Say what would be done, and do nothing.")] = False
    confirmed: Annotated[bool, Field(description="Close more than a fifth of what is open.")] = False


class ImportedVacancy(AnswerModel):
    """`vacancyId` is null for what a dry run would create."""

    external_id: str
    vacancy_id: UUID | None
    status: Status


class VacancyImportAnswer(AnswerModel):
    """What was done, or would be. What was closed before is among `leftAlone`: reopen it, or give it another id."""

    dry_run: bool
    created: list[ImportedVacancy]
    changed: list[ImportedVacancy]
    closed: list[ImportedVacancy]
    left_alone: list[ImportedVacancy]
    told: list[str] = Field(description="Organisations whose recruiters are alerted to what opens by it now.")
    to_confirm: bool = Field(description="It closes more than a fifth of what is open, and needs `confirmed`.")


@router.post("/vacancy-imports", response_model=VacancyImportAnswer, responses=problems(409))
async def import_vacancies_of_organisation(
    body: NewVacancyImport, caller: Writer, key: IdempotencyKey, parts: Given
) -> Response:
    """Create and change the caller's own vacancies by their external ids: all that were sent, or none.

    Sent again, it changes nothing. What somebody closed is left alone. With `replace`, what has an external id, is
    open and is not among the rows is closed; what was made by hand stays.
    """
    rows = tuple(_order(row, body, caller) for row in body.rows)
    command = ImportVacancies(acting_for(caller), body.mode, rows, body.confirmed, body.dry_run)
    async with parts.database.unit_of_work(caller.behalf) as uow:
        imported = await import_vacancies(command, uow, parts.vacancies)
        response = answer(_answer(imported, body.dry_run))
        if not body.dry_run:
            if key:
                uow.remember(key.answered(response))
            await uow.commit()
    return response


def _order(row: VacancyRow, body: NewVacancyImport, caller: Principal) -> CreatePosting[VacancyDetails]:
    return order_of(row, caller, announce=body.announce, start=row.start)


def _answer(imported: Imported, dry_run: bool) -> VacancyImportAnswer:
    def those(done: Done) -> list[ImportedVacancy]:
        return [_shown(line, dry_run) for line in imported.lines if line.done is done]

    return VacancyImportAnswer(
        dry_run=dry_run,
        created=those(Done.CREATED),
        changed=those(Done.CHANGED),
        closed=those(Done.CLOSED),
        left_alone=those(Done.LEFT_ALONE),
        told=list(imported.told),
        to_confirm=imported.to_confirm,
    )


def _shown(line: Line, dry_run: bool) -> ImportedVacancy:
    vacancy = line.vacancy
    imagined = dry_run and line.done is Done.CREATED
    return ImportedVacancy(
        external_id=vacancy.external_id or "", vacancy_id=None if imagined else vacancy.id, status=vacancy.status
    )
