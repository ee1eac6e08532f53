from uuid import uuid4

import pytest

from services.vacancy.tests.speaking import VacancyService
from services.vacancy.tests.story import PERMIT_OFFICER, PLANNER_ON_LOAN, READ, WRITE

pytestmark = pytest.mark.asyncio(loop_scope="module")


STEPS = ("skipping", "shortening", "extension", "public-opening", "reopening")
ROUTES = [
    ("GET", "/vacancies"),
    ("POST", "/vacancies"),
    ("POST", "/vacancy-imports"),
    ("POST", "/secondment-request-imports"),
    ("GET", f"/exports/{uuid4()}"),
    ("POST", "/import-jobs"),
    ("GET", f"/import-jobs/{uuid4()}"),
    ("DELETE", f"/import-jobs/{uuid4()}"),
    ("GET", f"/import-jobs/{uuid4()}/report"),
    ("GET", f"/import-mappings/{uuid4()}"),
    ("PUT", f"/import-mappings/{uuid4()}"),
    ("GET", f"/vacancies/by-external-id/{uuid4()}"),
    ("GET", f"/secondment-requests/by-external-id/{uuid4()}"),
    ("GET", f"/vacancies/{uuid4()}"),
    ("GET", f"/vacancies/{uuid4()}/audit"),
    ("PATCH", f"/vacancies/{uuid4()}"),
    ("PUT", f"/vacancies/by-external-id/{uuid4()}"),
    ("PUT", f"/secondment-requests/by-external-id/{uuid4()}"),
    ("POST", f"/vacancies/{uuid4()}/opening"),
    ("POST", f"/vacancies/{uuid4()}/closure"),
    *(("POST", f"/vacancies/{uuid4()}/{step}") for step in STEPS),
    ("POST", f"/vacancies/{uuid4()}/reactions"),
    ("GET", f"/vacancies/{uuid4()}/reactions"),
    ("POST", f"/vacancies/{uuid4()}/reactions/{uuid4()}/withdrawal"),
    ("POST", f"/vacancies/{uuid4()}/reactions/{uuid4()}/assessment"),
    ("GET", "/placements"),
    ("GET", f"/placements/{uuid4()}"),
    ("POST", f"/placements/{uuid4()}/extension"),
    ("POST", f"/placements/{uuid4()}/ending"),
    ("POST", f"/placements/{uuid4()}/gap"),
    ("GET", "/secondment-requests"),
    ("POST", "/secondment-requests"),
    ("GET", f"/secondment-requests/{uuid4()}"),
    ("PATCH", f"/secondment-requests/{uuid4()}"),
    ("POST", f"/secondment-requests/{uuid4()}/opening"),
    ("POST", f"/secondment-requests/{uuid4()}/closure"),
    *(("POST", f"/secondment-requests/{uuid4()}/{step}") for step in STEPS if step != "public-opening"),
    ("GET", f"/secondment-requests/{uuid4()}/audit"),
    ("GET", "/covenants/delta-demo/results?from=2026-03-01&to=2026-03-31"),
    ("PUT", "/covenants/delta-demo/baseline"),
    ("GET", "/partner-feeds/atom"),
    ("GET", "/partner-feeds/rss"),
    ("GET", "/partner-feeds/json-feed"),
    ("GET", "/partner-feeds/closing-dates"),
    ("GET", "/covenants"),
    ("GET", "/covenants/delta-demo"),
]


async def test_without_a_token_nothing_is_answered(standing: VacancyService) -> None:
    for method, path in ROUTES:
        answer = await standing.running.http.request(method, f"/vacancy/v1{path}", json={})
        assert (method, path, answer.status_code) == (method, path, 401)
        assert answer.headers["content-type"] == "application/problem+json"


async def test_a_token_without_the_scope_is_refused(standing: VacancyService) -> None:
    useless = standing.running.as_organisation("waterrijk", "candidates:read")
    for method, path in ROUTES[:-2]:
        answer = await standing.running.http.request(method, f"/vacancy/v1{path}", json={}, headers=useless)
        assert (method, path, answer.status_code) == (method, path, 403)


async def test_reading_does_not_allow_writing(standing: VacancyService) -> None:
    reader = standing.running.as_organisation("waterrijk", READ)
    assert (await standing.post("/vacancies", reader, PERMIT_OFFICER)).status_code == 403
    assert (await standing.get("/vacancies", reader)).status_code == 200


async def test_a_person_writes_only_as_recruiter_or_vacancy_holder_of_an_organisation(standing: VacancyService) -> None:
    for roles, organisation, expected in (
        ((), "waterrijk", 403),
        (("recruiter",), None, 403),
        (("recruiter",), "waterrijk", 201),
        (("vacancy-holder",), "waterrijk", 201),
    ):
        caller = standing.running.as_person("rita", WRITE, organisation=organisation, roles=roles)
        answer = await standing.post("/vacancies", caller, PERMIT_OFFICER)
        assert (roles, organisation, answer.status_code) == (roles, organisation, expected)


@pytest.mark.parametrize(("path", "body"), [("/vacancies", PERMIT_OFFICER), ("/secondment-requests", PLANNER_ON_LOAN)])
async def test_an_organisation_in_no_covenant_is_told_what_to_do(
    standing: VacancyService, path: str, body: dict[str, object]
) -> None:
    for changes in ({}, {"status": "draft"}, {"openAt": "2026-03-20T09:00:00Z"}):
        refused = await standing.post(path, standing.hr("elders"), {**body, **changes})
        problem = refused.json()
        assert (refused.status_code, problem["type"].rpartition("/")[2]) == (409, "not-in-a-covenant")
        assert "Ask the co-ordinator" in problem["detail"]


async def test_a_covenant_is_readable_for_whoever_has_a_token(standing: VacancyService) -> None:
    stranger = standing.running.as_person("carla")
    [one] = (await standing.get("/covenants", stranger)).json()["items"]
    assert (one["covenantId"], one["version"], one["inForce"], len(one["organisations"])) == ("delta-demo", 1, True, 12)
    whole = (await standing.get("/covenants/delta-demo", stranger)).json()
    assert "\n# An invented region" in whole["text"]
    assert (await standing.get("/covenants/unknown", stranger)).status_code == 404
