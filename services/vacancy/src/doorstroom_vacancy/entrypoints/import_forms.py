"""What an organisation's own system sends as a whole, and what it hears of each row."""

from collections.abc import Mapping
from typing import Annotated, Self
from uuid import UUID

from pydantic import Field, model_validator

from doorstroom_common.http import AnswerModel, RequestModel, example
from doorstroom_common.http.fields import DateTime, ExternalId, refuse
from doorstroom_vacancy.application.import_postings import Done, Mode
from doorstroom_vacancy.domain.opening import EarlierStart
from doorstroom_vacancy.domain.values import StartGround, Status
from doorstroom_vacancy.entrypoints.examples import SECONDMENT_REQUEST, VACANCY
from doorstroom_vacancy.entrypoints.forms import NewPosting, NewSecondmentRequest, NewVacancy

MOST_ROWS = 500


class Row(NewPosting):
    """One of the caller's own organisation, by its own id."""

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


class VacancyRow(Row, NewVacancy, json_schema_extra=example(externalId="HR-2030-17", **VACANCY)):
    """A vacancy of the caller's own organisation, by its own id."""


class SecondmentRequestRow(
    Row, NewSecondmentRequest, json_schema_extra=example(externalId="HR-2030-40", **SECONDMENT_REQUEST)
):
    """A secondment request of the caller's own organisation, by its own id."""


class NewImport(RequestModel):
    """Every row is taken, or none."""

    mode: Annotated[Mode, Field(description="`replace` closes, as `not-given`, what the system made and has no more.")]
    announce: Annotated[bool, Field(description="False for a first load: nobody is alerted to what opens by it.")] = (
        True
    )
    dry_run: Annotated[bool, Field(description="Say what would be done, and do nothing.")] = False
    confirmed: Annotated[bool, Field(description="Close more than a fifth of what is open.")] = False


class NewVacancyImport(
    NewImport, json_schema_extra=example(mode="add", rows=[{"externalId": "HR-2030-17", **VACANCY}], announce=False)
):
    """Every row is taken, or none."""

    rows: Annotated[list[VacancyRow], Field(max_length=MOST_ROWS)]


class NewSecondmentRequestImport(
    NewImport,
    json_schema_extra=example(mode="add", rows=[{"externalId": "HR-2030-40", **SECONDMENT_REQUEST}], announce=False),
):
    """Every row is taken, or none."""

    rows: Annotated[list[SecondmentRequestRow], Field(max_length=MOST_ROWS)]


class ImportedVacancy(AnswerModel):
    """`vacancyId` is null for what a dry run would create."""

    external_id: str
    vacancy_id: UUID | None
    status: Status


class ImportedSecondmentRequest(AnswerModel):
    """`secondmentRequestId` is null for what a dry run would create."""

    external_id: str
    secondment_request_id: UUID | None
    status: Status


class ImportAnswer(AnswerModel):
    """What was done, or would be. What was closed before is among `leftAlone`: reopen it, or give it another id."""

    dry_run: bool
    told: list[str] = Field(description="Organisations whose recruiters are alerted to what opens by it now.")
    to_confirm: bool = Field(description="It closes more than a fifth of what is open, and needs `confirmed`.")


class VacancyImportAnswer(ImportAnswer):
    """What was done, or would be. What was closed before is among `leftAlone`: reopen it, or give it another id."""

    created: list[ImportedVacancy]
    changed: list[ImportedVacancy]
    closed: list[ImportedVacancy]
    left_alone: list[ImportedVacancy]


class SecondmentRequestImportAnswer(ImportAnswer):
    """What was done, or would be. What was closed before is among `leftAlone`: reopen it, or give it another id."""

    created: list[ImportedSecondmentRequest]
    changed: list[ImportedSecondmentRequest]
    closed: list[ImportedSecondmentRequest]
    left_alone: list[ImportedSecondmentRequest]


LISTS: Mapping[Done, str] = {done: done.replace("-", "_") for done in Done}
"""Under which name each of them is answered."""
