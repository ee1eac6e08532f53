from uuid import uuid4

from services.vacancy.tests.speaking import VacancyService
from services.vacancy.tests.story import DEMO, PERMIT_OFFICER, PLANNER_ON_LOAN


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


async def test_a_member_that_is_not_live_yet_makes_drafts_and_publishes_nothing(region: VacancyService) -> None:
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


async def test_a_closed_vacancy_is_gone_for_all_others(region: VacancyService) -> None:
    vacancy = await region.opened()
    await region.advance(days=7)
    path = f"/vacancies/{vacancy['vacancyId']}"
    await region.post(f"{path}/closure", region.hr("waterrijk"), {"outcome": "not-filled"})
    assert (await region.get(path, region.hr("duinmeer"))).status_code == 404
    assert (await region.get(path, region.hr("waterrijk"))).json()["status"] == "closed"


async def test_a_scheduled_secondment_request_opens_by_itself(region: VacancyService) -> None:
    body = {**PLANNER_ON_LOAN, "openAt": "2026-03-04T09:00:00Z"}
    await region.post("/secondment-requests", region.hr("waterrijk"), body)
    await region.advance(days=3)
    [event] = await region.events("secondments")
    assert (event["data"]["openedAt"], event["data"]["stage"]) == ("2026-03-04T09:00:00Z", "partners")
