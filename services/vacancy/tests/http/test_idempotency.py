import asyncio

from services.vacancy.tests.conftest import VacancyService
from services.vacancy.tests.story import PERMIT_OFFICER


async def test_the_same_request_twice_is_one_vacancy_and_one_answer(region: VacancyService) -> None:
    hr = region.hr("waterrijk")
    first = await region.post("/vacancies", hr, PERMIT_OFFICER, Idempotency_Key="night-1")
    again = await region.post("/vacancies", hr, PERMIT_OFFICER, Idempotency_Key="night-1")
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.content == again.content
    assert first.headers["location"] == again.headers["location"]
    assert first.headers["etag"] == again.headers["etag"]
    assert len(await region.events("vacancies")) == 1


async def test_a_key_used_for_another_request_is_refused(region: VacancyService) -> None:
    hr = region.hr("waterrijk")
    await region.post("/vacancies", hr, PERMIT_OFFICER, Idempotency_Key="night-1")
    other = await region.post("/vacancies", hr, {**PERMIT_OFFICER, "posts": 3}, Idempotency_Key="night-1")
    assert other.status_code == 422


async def test_keys_of_two_callers_never_meet(region: VacancyService) -> None:
    for organisation in ("waterrijk", "duinmeer"):
        made = await region.post("/vacancies", region.hr(organisation), PERMIT_OFFICER, Idempotency_Key="night-1")
        assert made.json()["organisation"] == organisation


async def test_repeats_at_the_same_moment_make_one_vacancy(region: VacancyService) -> None:
    hr = region.hr("waterrijk")
    requests = (region.post("/vacancies", hr, PERMIT_OFFICER, Idempotency_Key="night-1") for _ in range(10))
    answers = await asyncio.gather(*requests)
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.json()["vacancyId"] for answer in answers}) == 1
    assert len(await region.rows("SELECT FROM vacancy")) == 1


async def test_a_repeated_reaction_with_its_key_gets_the_first_answer(region: VacancyService) -> None:
    vacancy_id = (await region.opened())["vacancyId"]
    path, body = f"/vacancies/{vacancy_id}/reactions", {"reference": "a-17"}
    first = await region.post(path, region.hr("waterrijk"), body, Idempotency_Key="r-1")
    again = await region.post(path, region.hr("waterrijk"), body, Idempotency_Key="r-1")
    assert (first.status_code, again.status_code, first.content == again.content) == (201, 201, True)
