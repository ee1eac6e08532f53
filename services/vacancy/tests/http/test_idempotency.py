import asyncio

import pytest

from services.vacancy.tests.speaking import VacancyService
from services.vacancy.tests.story import PERMIT_OFFICER

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_the_same_request_twice_is_one_vacancy_and_one_answer(standing: VacancyService) -> None:
    hr = standing.hr("waterrijk")
    first = await standing.post("/vacancies", hr, PERMIT_OFFICER, Idempotency_Key="night-1")
    again = await standing.post("/vacancies", hr, PERMIT_OFFICER, Idempotency_Key="night-1")
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.content == again.content
    assert first.headers["location"] == again.headers["location"]
    assert first.headers["etag"] == again.headers["etag"]
    assert len(await standing.events("vacancies", first.json()["vacancyId"])) == 1


async def test_a_key_used_for_another_request_is_refused(standing: VacancyService) -> None:
    hr = standing.hr("waterrijk")
    await standing.post("/vacancies", hr, PERMIT_OFFICER, Idempotency_Key="night-2")
    other = await standing.post("/vacancies", hr, {**PERMIT_OFFICER, "posts": 3}, Idempotency_Key="night-2")
    assert other.status_code == 422


async def test_keys_of_two_callers_never_meet(standing: VacancyService) -> None:
    for organisation in ("waterrijk", "duinmeer"):
        made = await standing.post("/vacancies", standing.hr(organisation), PERMIT_OFFICER, Idempotency_Key="night-3")
        assert made.json()["organisation"] == organisation


async def test_repeats_at_the_same_moment_make_one_vacancy(standing: VacancyService) -> None:
    hr = standing.hr("waterrijk")
    body = {**PERMIT_OFFICER, "title": "Tien keer"}
    requests = (standing.post("/vacancies", hr, body, Idempotency_Key="night-4") for _ in range(10))
    answers = await asyncio.gather(*requests)
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.json()["vacancyId"] for answer in answers}) == 1
    assert len(await standing.rows("SELECT FROM vacancy WHERE details->>'title' = 'Tien keer'")) == 1


async def test_a_repeated_reaction_with_its_key_gets_the_first_answer(standing: VacancyService) -> None:
    vacancy_id = (await standing.opened())["vacancyId"]
    path, body = f"/vacancies/{vacancy_id}/reactions", {"reference": "a-17"}
    first = await standing.post(path, standing.hr("waterrijk"), body, Idempotency_Key="r-1")
    again = await standing.post(path, standing.hr("waterrijk"), body, Idempotency_Key="r-1")
    assert (first.status_code, again.status_code, first.content == again.content) == (201, 201, True)
