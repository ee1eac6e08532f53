import pytest

from services.vacancy.tests.speaking import VacancyService
from services.vacancy.tests.story import PERMIT_OFFICER, PLANNER_ON_LOAN

pytestmark = pytest.mark.asyncio(loop_scope="module")


def places(problem: dict[str, list[dict[str, str]]]) -> set[str]:
    return {fault["pointer"] for fault in problem["errors"]}


async def test_every_fault_of_a_vacancy_is_named_at_once_with_its_place(standing: VacancyService) -> None:
    wrong = {
        **PERMIT_OFFICER,
        "title": "",
        "hours": {"min": "24", "max": 99},
        "scales": {"agreement": "cao-gemeenten", "min": 9, "max": "10a"},
        "need": {"kind": "until"},
        "contractForOutsiders": "forever",
        "closingDate": "12-04-2026",
        "requiredSkills": [{"scheme": "esco-skill"}],
        "officeDays": 8,
        "salary": 4000,
    }
    del wrong["occupation"]
    refused = await standing.post("/vacancies", standing.hr("waterrijk"), wrong)
    assert refused.status_code == 400
    assert places(refused.json()) == {
        "/title", "/hours/min", "/hours/max", "/scales/min", "/scales/max", "/need", "/contractForOutsiders",
        "/closingDate", "/requiredSkills/0/uri", "/officeDays", "/salary", "/occupation",
    }  # fmt: skip


async def test_a_draft_has_no_moment_of_opening(standing: VacancyService) -> None:
    body = {**PERMIT_OFFICER, "status": "draft", "openAt": "2026-03-20T09:00:00Z"}
    assert (await standing.post("/vacancies", standing.hr("waterrijk"), body)).status_code == 400


async def test_a_moment_of_opening_lies_ahead(standing: VacancyService) -> None:
    refused = await standing.post(
        "/vacancies", standing.hr("waterrijk"), {**PERMIT_OFFICER, "openAt": "2026-03-02T08:00:00Z"}
    )
    assert (refused.status_code, places(refused.json())) == (400, {"/openAt"})


async def test_a_closing_date_before_the_opening_is_refused(standing: VacancyService) -> None:
    refused = await standing.post(
        "/vacancies", standing.hr("waterrijk"), {**PERMIT_OFFICER, "closingDate": "2026-03-01"}
    )
    assert (refused.status_code, places(refused.json())) == (400, {"/closingDate"})


async def test_work_on_loan_does_not_end_before_it_starts(standing: VacancyService) -> None:
    hr = standing.hr("waterrijk")
    refused = await standing.post("/secondment-requests", hr, {**PLANNER_ON_LOAN, "endDate": "2026-03-31"})
    assert refused.status_code == 400
    made = (await standing.post("/secondment-requests", hr, PLANNER_ON_LOAN)).json()
    path = f"/secondment-requests/{made['secondmentRequestId']}"
    changed = await standing.patch(path, hr, {"endDate": "2026-01-01"}, '"v1"')
    assert (changed.status_code, places(changed.json())) == (400, {"/endDate"})


async def test_more_than_an_event_can_carry_is_refused(standing: VacancyService) -> None:
    skill = {"scheme": "esco-skill", "uri": "urn:" + "x" * 290, "label": "y" * 200}
    body = {**PERMIT_OFFICER, "requiredSkills": [skill] * 50, "wishedSkills": [skill] * 50}
    refused = await standing.post("/vacancies", standing.hr("waterrijk"), body)
    assert (refused.status_code, places(refused.json())) == (400, {"/requiredSkills", "/wishedSkills"})


async def test_an_id_that_is_none_is_a_fault_of_the_path(standing: VacancyService) -> None:
    assert (await standing.get("/vacancies/42", standing.hr("waterrijk"))).status_code in (400, 404)


async def test_an_unknown_filter_is_refused(standing: VacancyService) -> None:
    refused = await standing.get("/vacancies?stauts=open", standing.hr("waterrijk"))
    assert refused.status_code == 400
