"""From an aggregate to its answer for one viewer."""

from datetime import datetime
from typing import Any

from doorstroom_common.clock import local_date
from doorstroom_common.covenant import StageName
from doorstroom_vacancy.adapters.rows import Row, notice_json
from doorstroom_vacancy.application.published import as_json, audience_entry, details_json
from doorstroom_vacancy.application.viewer import Viewer
from doorstroom_vacancy.domain.posting import Posting
from doorstroom_vacancy.domain.secondment_request import SecondmentRequest
from doorstroom_vacancy.domain.vacancy import Vacancy
from doorstroom_vacancy.entrypoints.answers import (
    SecondmentRequestAnswer,
    SecondmentRequestSummary,
    VacancyAnswer,
    VacancySummary,
)

Fields = dict[str, Any]


def vacancy_answer(vacancy: Vacancy, viewer: Viewer, now: datetime) -> VacancyAnswer:
    passed = local_date(now) > vacancy.details.closing_date
    own: Fields = {"publicDecision": as_json(vacancy.decision)} if viewer.owns(vacancy.organisation) else {}
    return VacancyAnswer.model_validate(
        {
            **_vacancy(vacancy),
            **_detail(vacancy, viewer),
            "closingMoved": vacancy.closing_date_moved,
            "closingPassed": passed,
            **own,
        }
    )


def vacancy_listed(row: Row) -> VacancySummary:
    """As a list reads it."""
    public = row["opened_at"] is not None and row["stage"] == StageName.PUBLIC
    return VacancySummary.model_validate({**_listed(row), "vacancyId": row["id"], "public": public})


def secondment_answer(request: SecondmentRequest, viewer: Viewer) -> SecondmentRequestAnswer:
    return SecondmentRequestAnswer.model_validate({**_secondment(request), **_detail(request, viewer)})


def secondment_listed(row: Row) -> SecondmentRequestSummary:
    """As a list reads it."""
    return SecondmentRequestSummary.model_validate({**_listed(row), "secondmentRequestId": row["id"]})


def _vacancy(vacancy: Vacancy) -> Fields:
    public = vacancy.opening is not None and vacancy.opening.is_public
    return {**_summary(vacancy), "vacancyId": vacancy.id, "public": public}


def _secondment(request: SecondmentRequest) -> Fields:
    return {**_summary(request), "secondmentRequestId": request.id}


def _summary(posting: Posting[Any]) -> Fields:
    shown: Fields = {
        **details_json(posting.details),
        "version": posting.version,
        "organisation": posting.organisation,
        "status": posting.status,
        "openAt": posting.opens_at,
        "closedAt": posting.closed_at,
        "outcome": posting.outcome,
    }
    if opening := posting.opening:
        shown |= {
            "openedAt": opening.opened_at, "stage": opening.stage, "stageOpenedAt": opening.stage_opened_at,
        }  # fmt: skip
    return shown


def _listed(row: Row) -> Fields:
    """The same of a row, whose details are stored as they are shown."""
    shown: Fields = {
        **row["details"],
        "version": row["version"],
        "organisation": row["organisation"],
        "status": row["status"],
        "openAt": row["opens_at"],
        "closedAt": row["closed_at"],
        "outcome": row["outcome"],
    }
    if row["opened_at"]:
        shown |= {"openedAt": row["opened_at"], "stage": row["stage"], "stageOpenedAt": row["stage_opened_at"]}
    return shown


def _detail(posting: Posting[Any], viewer: Viewer) -> Fields:
    """The audience is what tells who else may see it, so only its own organisation reads that."""
    shown: Fields = {"text": posting.advert.text, "contactPerson": as_json(posting.advert.contact_person)}
    if posting.opening:
        shown["governingCovenant"] = as_json(posting.opening.governing)
    if viewer.owns(posting.organisation):
        shown["externalId"] = posting.external_id
        shown["notices"] = [notice_json(notice) for notice in posting.notices]
        shown["audience"] = [audience_entry(entry) for entry in posting.opening.audience] if posting.opening else []
        shown["nextStageAt"] = posting.opening.next_stage_at if posting.opening else None
        shown["stageDays"] = posting.opening.stage_days if posting.opening else None
    return shown
