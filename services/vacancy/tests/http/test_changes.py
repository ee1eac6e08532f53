import asyncio

import pytest

from services.vacancy.tests.speaking import VacancyService
from services.vacancy.tests.story import PERMIT_OFFICER, PLANNER_ON_LOAN

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_a_change_names_the_version_it_was_made_from(standing: VacancyService) -> None:
    vacancy = await standing.opened()
    path, hr = f"/vacancies/{vacancy['vacancyId']}", standing.hr("waterrijk")
    read = await standing.get(path, hr)
    assert read.headers["etag"] == '"v1"'
    assert (await standing.patch(path, hr, {"posts": 2})).status_code == 400
    changed = await standing.patch(path, hr, {"posts": 2}, '"v1"')
    assert (changed.status_code, changed.headers["etag"], changed.json()["posts"]) == (200, '"v2"', 2)
    stale = await standing.patch(path, hr, {"posts": 3}, '"v1"')
    assert (stale.status_code, stale.json()["type"].rpartition("/")[2]) == (412, "stale")


async def test_of_two_changes_from_the_same_version_one_is_refused(standing: VacancyService) -> None:
    vacancy = await standing.opened()
    path, hr = f"/vacancies/{vacancy['vacancyId']}", standing.hr("waterrijk")
    answers = await asyncio.gather(*(standing.patch(path, hr, {"posts": posts}, '"v1"') for posts in range(2, 7)))
    assert sorted(answer.status_code for answer in answers) == [200, 412, 412, 412, 412]


async def test_null_empties_what_may_be_empty_and_nothing_else(standing: VacancyService) -> None:
    vacancy = await standing.opened()
    path, hr = f"/vacancies/{vacancy['vacancyId']}", standing.hr("waterrijk")
    changed = await standing.patch(path, hr, {"department": None, "officeDays": None}, '"v1"')
    assert (changed.json()["department"], changed.json()["officeDays"]) == (None, None)
    assert changed.json()["function"] == PERMIT_OFFICER["function"]
    assert (await standing.patch(path, hr, {"title": None}, '"v2"')).status_code == 400


async def test_nothing_that_differs_is_no_new_version(standing: VacancyService) -> None:
    vacancy = await standing.opened()
    path, hr = f"/vacancies/{vacancy['vacancyId']}", standing.hr("waterrijk")
    assert (await standing.patch(path, hr, {"title": vacancy["title"]}, '"v1"')).headers["etag"] == '"v1"'
    assert len(await standing.events("vacancies", vacancy["vacancyId"])) == 1


async def test_a_changed_text_is_a_new_version_and_no_event(standing: VacancyService) -> None:
    vacancy = await standing.opened()
    path, hr = f"/vacancies/{vacancy['vacancyId']}", standing.hr("waterrijk")
    changed = await standing.patch(path, hr, {"text": "Nieuwe tekst", "contactPerson": None}, '"v1"')
    assert (changed.json()["version"], changed.json()["contactPerson"]) == (2, None)
    assert len(await standing.events("vacancies", vacancy["vacancyId"])) == 1


async def test_an_earlier_closing_date_moves_to_where_no_stage_is_cut_short(standing: VacancyService) -> None:
    vacancy = await standing.opened()
    path, hr = f"/vacancies/{vacancy['vacancyId']}", standing.hr("waterrijk")
    changed = (await standing.patch(path, hr, {"closingDate": "2026-03-05"}, '"v1"')).json()
    assert (changed["closingDate"], changed["closingMoved"]) == ("2026-03-23", True)
    later = (await standing.patch(path, hr, {"closingDate": "2026-05-01"}, '"v2"')).json()
    assert (later["closingDate"], later["closingMoved"]) == ("2026-05-01", False)


async def test_a_draft_opens_when_asked(standing: VacancyService) -> None:
    draft = await standing.opened(status="draft")
    path, hr = f"/vacancies/{draft['vacancyId']}", standing.hr("waterrijk")
    assert (draft["status"], draft["stage"], await standing.events("vacancies", draft["vacancyId"])) == (
        "draft",
        None,
        [],
    )
    opened = await standing.post(f"{path}/opening", hr)
    assert (opened.json()["status"], opened.headers["etag"]) == ("open", '"v2"')
    again = await standing.post(f"{path}/opening", hr, {})
    assert (again.status_code, again.json()["type"].rpartition("/")[2]) == (409, "wrong-status")
    [event] = await standing.events("vacancies", draft["vacancyId"])
    assert event["sequence"] == "2"


async def test_a_closure_needs_an_outcome_and_happens_once(standing: VacancyService) -> None:
    vacancy = await standing.opened()
    path, hr = f"/vacancies/{vacancy['vacancyId']}", standing.hr("waterrijk")
    assert (await standing.post(f"{path}/closure", hr, {})).status_code == 400
    assert (await standing.post(f"{path}/closure", hr, {"outcome": "lost"})).status_code == 400
    closed = await standing.post(f"{path}/closure", hr, {"outcome": "hired-in"})
    assert (closed.json()["status"], closed.json()["outcome"]) == ("closed", "hired-in")
    assert (await standing.post(f"{path}/closure", hr, {"outcome": "filled"})).status_code == 409
    assert (await standing.patch(path, hr, {"posts": 2}, '"v2"')).status_code == 409


async def test_a_draft_can_only_be_withdrawn(standing: VacancyService) -> None:
    draft = await standing.opened(status="draft")
    path, hr = f"/vacancies/{draft['vacancyId']}/closure", standing.hr("waterrijk")
    assert (await standing.post(path, hr, {"outcome": "filled"})).status_code == 409
    assert (await standing.post(path, hr, {"outcome": "withdrawn"})).status_code == 200
    assert await standing.events("vacancies", draft["vacancyId"]) == []


async def test_a_secondment_request_opens_to_own_and_partners_at_once(standing: VacancyService) -> None:
    hr = standing.hr("waterrijk")
    made = await standing.post("/secondment-requests", hr, PLANNER_ON_LOAN)
    assert (made.status_code, made.json()["stage"]) == (201, "partners")
    path = f"/secondment-requests/{made.json()['secondmentRequestId']}"
    assert made.headers["location"] == f"/vacancy/v1{path}"
    seen = await standing.get(path, standing.hr("duinmeer"))
    assert (seen.status_code, seen.json()["audience"], seen.json()["text"]) == (200, None, PLANNER_ON_LOAN["text"])
    assert (await standing.get(path, standing.hr("elders"))).status_code == 404
    assert (await standing.get(path, standing.person("carla"))).status_code == 404
    changed = await standing.patch(path, hr, {"endDate": "2026-12-31"}, '"v1"')
    assert changed.json()["endDate"] == "2026-12-31"
    assert (await standing.post(f"{path}/closure", hr, {"outcome": "not-filled"})).status_code == 200
    types = [event["type"] for event in await standing.events("secondments", made.json()["secondmentRequestId"])]
    assert types == [f"nl.secondments.secondment-{what}.v1" for what in ("requested", "changed", "closed")]
