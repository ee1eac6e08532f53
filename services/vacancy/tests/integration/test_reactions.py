import asyncio
from typing import Any

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
    assert (counted.json()["received"], counted.json()["enough"]) == (2, 2)


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


async def held_back(region: VacancyService) -> tuple[str, list[str]]:
    """A vacancy that stays with the partners because two reactions are enough, and those reactions."""
    vacancy_id = await at_partners(region)
    reactions = [
        (await region.react(vacancy_id, name, "a-17")).json()["reactionId"] for name in ("duinmeer", "rietdam")
    ]
    await region.advance(days=15)
    assert (await stage_of(region, vacancy_id)) == "partners"
    return vacancy_id, reactions


async def stage_of(region: VacancyService, vacancy_id: str) -> str:
    stage: str = (await region.get(f"/vacancies/{vacancy_id}", region.hr("waterrijk"))).json()["stage"]
    return stage


async def assess(region: VacancyService, vacancy_id: str, reaction_id: str, by: str = "waterrijk", **body: Any) -> Any:
    return await region.post(f"/vacancies/{vacancy_id}/reactions/{reaction_id}/assessment", region.hr(by), body)


async def test_an_unsuitable_reaction_counts_no_more_and_the_stage_that_was_held_back_opens(
    region: VacancyService,
) -> None:
    vacancy_id, [first, second] = await held_back(region)
    assert (await assess(region, vacancy_id, first, suitable=True)).json()["status"] == "suitable"
    assert await stage_of(region, vacancy_id) == "partners"
    unsuitable = (await assess(region, vacancy_id, second, suitable=False, reason="skills")).json()
    assert (unsuitable["status"], unsuitable["reason"], unsuitable["version"]) == ("unsuitable", "skills", 2)
    assert await stage_of(region, vacancy_id) == "public"
    counted = (await region.get(f"/vacancies/{vacancy_id}/reactions", region.hr("waterrijk"))).json()
    assert counted["received"] == 1
    opened = (await region.events("vacancies", vacancy_id))[-1]
    assert (opened["data"]["stage"], opened["data"]["reactions"]) == ("public", {"open": 1})


async def test_the_same_finding_again_is_no_new_version_and_another_takes_its_place(region: VacancyService) -> None:
    vacancy_id, [reaction, _] = await held_back(region)
    for suitable, reason, version in ((True, None, 2), (True, None, 2), (False, "terms", 3), (True, None, 4)):
        given = {"suitable": suitable} if reason is None else {"suitable": suitable, "reason": reason}
        assert (await assess(region, vacancy_id, reaction, **given)).json()["version"] == version
    told = [event["type"].split(".")[2] for event in await region.events("reactions", reaction)]
    assert told == ["reaction-received", *["reaction-assessed"] * 3]


async def test_only_the_vacancys_organisation_finds_a_reaction_suitable_and_unsuitable_has_a_reason(
    region: VacancyService,
) -> None:
    vacancy_id, [reaction, _] = await held_back(region)
    assert (await assess(region, vacancy_id, reaction, by="duinmeer", suitable=True)).status_code == 404
    nobody = region.person("rita", "waterrijk")
    path = f"/vacancies/{vacancy_id}/reactions/{reaction}/assessment"
    assert (await region.post(path, nobody, {"suitable": True})).status_code == 403
    assert (await assess(region, vacancy_id, reaction, suitable=False)).status_code == 400
    assert (await assess(region, vacancy_id, reaction, suitable=True, reason="skills")).status_code == 400
    stale = await region.post(path, region.hr("waterrijk"), {"suitable": True}, If_Match='"v7"')
    assert stale.status_code == 412


async def test_the_own_organisation_reads_reactions_page_by_page_and_never_whose_they_are(
    region: VacancyService,
) -> None:
    vacancy_id, [first, second] = await held_back(region)
    path, hr = f"/vacancies/{vacancy_id}/reactions?limit=1", region.hr("waterrijk")
    answer = await region.get(path, hr)
    [shown] = answer.json()["items"]
    following = answer.links["next"]["url"].removeprefix("/vacancy/v1")
    [other] = (await region.get(following, hr)).json()["items"]
    assert {shown["reactionId"], other["reactionId"]} == {first, second}
    assert "duinmeer" not in answer.text
    [stored, _] = await region.rows("SELECT reactor FROM reaction ORDER BY received_at")
    assert stored["reactor"] not in answer.text


async def test_who_was_found_unsuitable_withdraws_and_the_reason_goes_with_it(region: VacancyService) -> None:
    vacancy_id, [reaction, _] = await held_back(region)
    await assess(region, vacancy_id, reaction, suitable=False, reason="skills")
    withdrawn = await region.post(
        f"/vacancies/{vacancy_id}/reactions/{reaction}/withdrawal", region.hr("duinmeer")
    )  # fmt: skip
    assert (withdrawn.json()["status"], withdrawn.json()["reason"]) == ("withdrawn", None)
    assert (await assess(region, vacancy_id, reaction, suitable=True)).status_code == 409
