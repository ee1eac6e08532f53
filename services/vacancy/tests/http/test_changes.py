import asyncio

from services.vacancy.tests.conftest import VacancyService
from services.vacancy.tests.story import PERMIT_OFFICER, PLANNER_ON_LOAN


async def test_a_change_names_the_version_it_was_made_from(region: VacancyService) -> None:
    vacancy = await region.opened()
    path, hr = f"/vacancies/{vacancy['vacancyId']}", region.hr("waterrijk")
    read = await region.get(path, hr)
    assert read.headers["etag"] == '"v1"'
    assert (await region.patch(path, hr, {"posts": 2})).status_code == 400
    changed = await region.patch(path, hr, {"posts": 2}, '"v1"')
    assert (changed.status_code, changed.headers["etag"], changed.json()["posts"]) == (200, '"v2"', 2)
    stale = await region.patch(path, hr, {"posts": 3}, '"v1"')
    assert (stale.status_code, stale.json()["type"].rpartition("/")[2]) == (412, "stale")


async def test_of_two_changes_from_the_same_version_one_is_refused(region: VacancyService) -> None:
    vacancy = await region.opened()
    path, hr = f"/vacancies/{vacancy['vacancyId']}", region.hr("waterrijk")
    answers = await asyncio.gather(*(region.patch(path, hr, {"posts": posts}, '"v1"') for posts in range(2, 7)))
    assert sorted(answer.status_code for answer in answers) == [200, 412, 412, 412, 412]


async def test_null_empties_what_may_be_empty_and_nothing_else(region: VacancyService) -> None:
    vacancy = await region.opened()
    path, hr = f"/vacancies/{vacancy['vacancyId']}", region.hr("waterrijk")
    changed = await region.patch(path, hr, {"department": None, "officeDays": None}, '"v1"')
    assert (changed.json()["department"], changed.json()["officeDays"]) == (None, None)
    assert changed.json()["function"] == PERMIT_OFFICER["function"]
    assert (await region.patch(path, hr, {"title": None}, '"v2"')).status_code == 400


async def test_nothing_that_differs_is_no_new_version(region: VacancyService) -> None:
    vacancy = await region.opened()
    path, hr = f"/vacancies/{vacancy['vacancyId']}", region.hr("waterrijk")
    assert (await region.patch(path, hr, {"title": vacancy["title"]}, '"v1"')).headers["etag"] == '"v1"'
    assert len(await region.events("vacancies")) == 1


async def test_a_changed_text_is_a_new_version_and_no_event(region: VacancyService) -> None:
    vacancy = await region.opened()
    path, hr = f"/vacancies/{vacancy['vacancyId']}", region.hr("waterrijk")
    changed = await region.patch(path, hr, {"text": "Nieuwe tekst", "contactPerson": None}, '"v1"')
    assert (changed.json()["version"], changed.json()["contactPerson"]) == (2, None)
    assert len(await region.events("vacancies")) == 1


async def test_an_earlier_closing_date_moves_to_where_no_stage_is_cut_short(region: VacancyService) -> None:
    vacancy = await region.opened()
    path, hr = f"/vacancies/{vacancy['vacancyId']}", region.hr("waterrijk")
    changed = (await region.patch(path, hr, {"closingDate": "2026-03-05"}, '"v1"')).json()
    assert (changed["closingDate"], changed["closingMoved"]) == ("2026-03-23", True)
    later = (await region.patch(path, hr, {"closingDate": "2026-05-01"}, '"v2"')).json()
    assert (later["closingDate"], later["closingMoved"]) == ("2026-05-01", False)


async def test_a_draft_opens_when_asked(region: VacancyService) -> None:
    draft = await region.opened(status="draft")
    path, hr = f"/vacancies/{draft['vacancyId']}", region.hr("waterrijk")
    assert (draft["status"], draft["stage"], await region.events("vacancies")) == ("draft", None, [])
    opened = await region.post(f"{path}/opening", hr)
    assert (opened.json()["status"], opened.headers["etag"]) == ("open", '"v2"')
    again = await region.post(f"{path}/opening", hr, {})
    assert (again.status_code, again.json()["type"].rpartition("/")[2]) == (409, "wrong-status")
    [event] = await region.events("vacancies")
    assert event["sequence"] == "2"


async def test_a_closure_needs_an_outcome_and_happens_once(region: VacancyService) -> None:
    vacancy = await region.opened()
    path, hr = f"/vacancies/{vacancy['vacancyId']}", region.hr("waterrijk")
    assert (await region.post(f"{path}/closure", hr, {})).status_code == 400
    assert (await region.post(f"{path}/closure", hr, {"outcome": "lost"})).status_code == 400
    closed = await region.post(f"{path}/closure", hr, {"outcome": "hired-in"})
    assert (closed.json()["status"], closed.json()["outcome"]) == ("closed", "hired-in")
    assert (await region.post(f"{path}/closure", hr, {"outcome": "filled"})).status_code == 409
    assert (await region.patch(path, hr, {"posts": 2}, '"v2"')).status_code == 409


async def test_a_draft_can_only_be_withdrawn(region: VacancyService) -> None:
    draft = await region.opened(status="draft")
    path, hr = f"/vacancies/{draft['vacancyId']}/closure", region.hr("waterrijk")
    assert (await region.post(path, hr, {"outcome": "filled"})).status_code == 409
    assert (await region.post(path, hr, {"outcome": "withdrawn"})).status_code == 200
    assert await region.events("vacancies") == []


async def test_a_closed_vacancy_is_gone_for_all_others(region: VacancyService) -> None:
    vacancy = await region.opened()
    await region.advance(days=7)
    path = f"/vacancies/{vacancy['vacancyId']}"
    await region.post(f"{path}/closure", region.hr("waterrijk"), {"outcome": "filled"})
    assert (await region.get(path, region.hr("duinmeer"))).status_code == 404
    assert (await region.get(path, region.hr("waterrijk"))).json()["status"] == "closed"


async def test_a_secondment_request_opens_to_own_and_partners_at_once(region: VacancyService) -> None:
    hr = region.hr("waterrijk")
    made = await region.post("/secondment-requests", hr, PLANNER_ON_LOAN)
    assert (made.status_code, made.json()["stage"]) == (201, "partners")
    path = f"/secondment-requests/{made.json()['secondmentRequestId']}"
    assert made.headers["location"] == f"/vacancy/v1{path}"
    seen = await region.get(path, region.hr("duinmeer"))
    assert (seen.status_code, seen.json()["audience"], seen.json()["text"]) == (200, None, PLANNER_ON_LOAN["text"])
    assert (await region.get(path, region.hr("elders"))).status_code == 404
    assert (await region.get(path, region.person("carla"))).status_code == 404
    changed = await region.patch(path, hr, {"endDate": "2026-12-31"}, '"v1"')
    assert changed.json()["endDate"] == "2026-12-31"
    assert (await region.post(f"{path}/closure", hr, {"outcome": "filled"})).status_code == 200
    types = [event["type"] for event in await region.events("secondments")]
    assert types == [f"nl.secondments.secondment-{what}.v1" for what in ("requested", "changed", "closed")]


async def test_a_scheduled_secondment_request_opens_by_itself(region: VacancyService) -> None:
    body = {**PLANNER_ON_LOAN, "openAt": "2026-03-04T09:00:00Z"}
    await region.post("/secondment-requests", region.hr("waterrijk"), body)
    await region.advance(days=3)
    [event] = await region.events("secondments")
    assert (event["data"]["openedAt"], event["data"]["stage"]) == ("2026-03-04T09:00:00Z", "partners")
