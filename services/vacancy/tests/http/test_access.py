from uuid import uuid4

import pytest

from services.vacancy.tests.conftest import VacancyService
from services.vacancy.tests.story import PERMIT_OFFICER, PLANNER_ON_LOAN, READ, WRITE

ROUTES = [
    ("GET", "/vacancies"),
    ("POST", "/vacancies"),
    ("GET", f"/vacancies/{uuid4()}"),
    ("PATCH", f"/vacancies/{uuid4()}"),
    ("POST", f"/vacancies/{uuid4()}/opening"),
    ("POST", f"/vacancies/{uuid4()}/closure"),
    ("POST", f"/vacancies/{uuid4()}/reactions"),
    ("GET", f"/vacancies/{uuid4()}/reactions"),
    ("POST", f"/vacancies/{uuid4()}/reactions/{uuid4()}/withdrawal"),
    ("GET", "/secondment-requests"),
    ("POST", "/secondment-requests"),
    ("GET", f"/secondment-requests/{uuid4()}"),
    ("PATCH", f"/secondment-requests/{uuid4()}"),
    ("POST", f"/secondment-requests/{uuid4()}/opening"),
    ("POST", f"/secondment-requests/{uuid4()}/closure"),
    ("GET", "/covenants"),
    ("GET", "/covenants/delta-demo"),
]


async def test_without_a_token_nothing_is_answered(region: VacancyService) -> None:
    for method, path in ROUTES:
        answer = await region.running.http.request(method, f"/vacancy/v1{path}", json={})
        assert (method, path, answer.status_code) == (method, path, 401)
        assert answer.headers["content-type"] == "application/problem+json"


async def test_a_token_without_the_scope_is_refused(region: VacancyService) -> None:
    useless = region.running.as_organisation("waterrijk", "candidates:read")
    for method, path in ROUTES[:-2]:
        answer = await region.running.http.request(method, f"/vacancy/v1{path}", json={}, headers=useless)
        assert (method, path, answer.status_code) == (method, path, 403)


async def test_reading_does_not_allow_writing(region: VacancyService) -> None:
    reader = region.running.as_organisation("waterrijk", READ)
    assert (await region.post("/vacancies", reader, PERMIT_OFFICER)).status_code == 403
    assert (await region.get("/vacancies", reader)).status_code == 200


async def test_another_organisations_things_are_unknown_to_a_writer(region: VacancyService) -> None:
    vacancy = await region.opened()
    await region.advance(days=7)
    other = region.hr("duinmeer")
    path = f"/vacancies/{vacancy['vacancyId']}"
    assert (await region.get(path, other)).status_code == 200
    assert (await region.patch(path, other, {"title": "Overgenomen"}, '"v2"')).status_code == 404
    assert (await region.post(f"{path}/closure", other, {"outcome": "filled"})).status_code == 404
    assert (await region.post(f"{path}/opening", other)).status_code == 404
    unknown = await region.get(f"/vacancies/{uuid4()}", other)
    hidden = await region.get(f"/vacancies/{(await region.opened())['vacancyId']}", other)
    assert (unknown.status_code, hidden.status_code) == (404, 404)
    assert {**unknown.json(), "instance": ""} == {**hidden.json(), "instance": ""}


async def test_a_person_writes_only_as_recruiter_or_vacancy_holder_of_an_organisation(region: VacancyService) -> None:
    for roles, organisation, expected in (
        ((), "waterrijk", 403),
        (("recruiter",), None, 403),
        (("recruiter",), "waterrijk", 201),
        (("vacancy-holder",), "waterrijk", 201),
    ):
        caller = region.running.as_person("rita", WRITE, organisation=organisation, roles=roles)
        answer = await region.post("/vacancies", caller, PERMIT_OFFICER)
        assert (roles, organisation, answer.status_code) == (roles, organisation, expected)


@pytest.mark.parametrize(("path", "body"), [("/vacancies", PERMIT_OFFICER), ("/secondment-requests", PLANNER_ON_LOAN)])
async def test_an_organisation_in_no_covenant_is_told_what_to_do(
    region: VacancyService, path: str, body: dict[str, object]
) -> None:
    for changes in ({}, {"status": "draft"}, {"openAt": "2026-03-20T09:00:00Z"}):
        refused = await region.post(path, region.hr("elders"), {**body, **changes})
        problem = refused.json()
        assert (refused.status_code, problem["type"].rpartition("/")[2]) == (409, "not-in-a-covenant")
        assert "Ask the co-ordinator" in problem["detail"]


async def test_a_member_that_is_not_live_yet_makes_drafts_and_publishes_nothing(region: VacancyService) -> None:
    from services.vacancy.tests.story import DEMO

    text = (
        DEMO.replace("{id: duinmeer, name: Duinmeer,", "{id: duinmeer, liveFrom: 2026-04-01, name: Duinmeer,", 1)
        .replace("version: 1", "version: 2", 1)
        .replace("validFrom: 2026-01-01", "validFrom: 2026-03-04", 1)
    )
    await region.context.adopt(text, "demo.yaml")
    await region.advance(days=3)
    refused = await region.post("/vacancies", region.hr("duinmeer"), PERMIT_OFFICER)
    assert (refused.status_code, refused.json()["type"].rpartition("/")[2]) == (409, "not-live-yet")
    assert "from 2026-04-01 on" in refused.json()["detail"]
    draft = await region.post("/vacancies", region.hr("duinmeer"), {**PERMIT_OFFICER, "status": "draft"})
    assert draft.status_code == 201


async def test_a_covenant_is_readable_for_whoever_has_a_token(region: VacancyService) -> None:
    stranger = region.running.as_person("carla")
    [one] = (await region.get("/covenants", stranger)).json()["items"]
    assert (one["covenantId"], one["version"], one["inForce"], len(one["organisations"])) == ("delta-demo", 1, True, 12)
    whole = (await region.get("/covenants/delta-demo", stranger)).json()
    assert whole["text"].startswith("# An invented region")
    assert (await region.get("/covenants/unknown", stranger)).status_code == 404
