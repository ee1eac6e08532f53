import asyncio

from services.vacancy.tests.speaking import VacancyService


async def at_partners(region: VacancyService) -> str:
    vacancy_id: str = (await region.opened())["vacancyId"]
    await region.advance(days=7)
    return vacancy_id


async def test_the_same_person_reacts_once_however_often_it_is_sent(region: VacancyService) -> None:
    vacancy_id = await at_partners(region)
    first = await region.react(vacancy_id, "duinmeer", "a-17")
    second = await region.react(vacancy_id, "duinmeer", "a-17")
    assert (first.status_code, second.status_code) == (201, 200)
    assert first.json()["reactionId"] == second.json()["reactionId"]
    assert len(await region.events("reactions")) == 1


async def test_two_requests_at_the_same_moment_make_one_reaction(region: VacancyService) -> None:
    vacancy_id = await at_partners(region)
    answers = await asyncio.gather(*(region.react(vacancy_id, "duinmeer", "a-17") for _ in range(8)))
    assert sorted(answer.status_code for answer in answers) == [200] * 7 + [201]
    assert len({answer.json()["reactionId"] for answer in answers}) == 1
    assert len(await region.events("reactions")) == 1


async def test_equal_references_of_two_organisations_are_two_people(region: VacancyService) -> None:
    vacancy_id = await at_partners(region)
    for organisation in ("duinmeer", "heidestad"):
        assert (await region.react(vacancy_id, organisation, "a-17")).status_code == 201
    counted = await region.get(f"/vacancies/{vacancy_id}/reactions", region.hr("waterrijk"))
    assert counted.json() == {"vacancyId": vacancy_id, "received": 2, "enough": 2}


async def test_a_reference_is_kept_as_a_keyed_hash_and_stands_nowhere_else(region: VacancyService) -> None:
    vacancy_id = await at_partners(region)
    await region.react(vacancy_id, "duinmeer", "kenmerk-Canarisvogel")
    [row] = await region.rows("SELECT * FROM reaction")
    assert "Canarisvogel" not in str(dict(row))
    assert len(row["reactor"]) == 64
    assert "Canarisvogel" not in str(await region.events("reactions"))


async def test_a_person_reacts_for_themselves_and_withdraws(region: VacancyService) -> None:
    vacancy_id = await at_partners(region)
    anna = region.person("anna", "duinmeer")
    received = await region.post(f"/vacancies/{vacancy_id}/reactions", anna, {})
    assert received.json()["channel"] == "person"
    path = f"/vacancies/{vacancy_id}/reactions/{received.json()['reactionId']}/withdrawal"
    assert (await region.post(path, region.person("bert", "duinmeer"))).status_code == 404
    assert (await region.post(path, region.hr("duinmeer"))).status_code == 404
    assert (await region.post(path, anna)).json()["status"] == "withdrawn"
    assert [event["data"]["status"] for event in await region.events("reactions")] == ["received", "withdrawn"]


async def test_who_withdrew_may_react_again(region: VacancyService) -> None:
    vacancy_id = await at_partners(region)
    first = (await region.react(vacancy_id, "duinmeer", "a-17")).json()
    path = f"/vacancies/{vacancy_id}/reactions/{first['reactionId']}/withdrawal"
    await region.post(path, region.hr("duinmeer"))
    again = await region.react(vacancy_id, "duinmeer", "a-17")
    assert (again.status_code, again.json()["version"], again.json()["status"]) == (201, 3, "received")
    assert [event["sequence"] for event in await region.events("reactions")] == ["1", "2", "3"]


async def test_nobody_reacts_to_what_is_not_open_to_them(region: VacancyService) -> None:
    vacancy_id = (await region.opened())["vacancyId"]
    assert (await region.react(vacancy_id, "duinmeer", "a-17")).status_code == 404
    draft = (await region.opened(status="draft"))["vacancyId"]
    assert (await region.react(draft, "waterrijk", "a-17")).status_code == 404


async def test_only_the_own_organisation_reads_how_many_reacted(region: VacancyService) -> None:
    vacancy_id = await at_partners(region)
    assert (await region.get(f"/vacancies/{vacancy_id}/reactions", region.hr("duinmeer"))).status_code == 404


async def test_a_reference_comes_from_hr_systems_and_from_them_alone(region: VacancyService) -> None:
    vacancy_id = await at_partners(region)
    path = f"/vacancies/{vacancy_id}/reactions"
    assert (await region.post(path, region.hr("duinmeer"), {})).status_code == 400
    assert (await region.post(path, region.person("anna", "duinmeer"), {"reference": "x"})).status_code == 400
