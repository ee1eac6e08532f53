"""Steps with an opening stage, as callers take them."""

import httpx
import pytest

from doorstroom_common.testing.contracts import validate_event
from services.vacancy.tests.speaking import VacancyService

CHANGED, STAGE_OPENED = "nl.vacancies.vacancy-changed.v1", "nl.vacancies.vacancy-stage-opened.v1"


async def step(
    region: VacancyService, vacancy_id: str, name: str, stage: str = "own", **more: object
) -> httpx.Response:
    body = {"stage": stage, "reason": "urgent", **more}
    return await region.post(f"/vacancies/{vacancy_id}/{name}", region.hr("waterrijk"), body)


async def readable(region: VacancyService, vacancy_id: str, organisation: str) -> bool:
    return (await region.get(f"/vacancies/{vacancy_id}", region.hr(organisation))).status_code == 200


def problem(answer: httpx.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["type"].rpartition("/")[2]


async def test_a_skipped_stage_lets_the_partners_in_at_once_and_never_before(region: VacancyService) -> None:
    vacancy_id = (await region.opened())["vacancyId"]
    assert not await readable(region, vacancy_id, "duinmeer")
    skipped = await step(region, vacancy_id, "skipping")
    assert (skipped.status_code, skipped.json()["stage"], skipped.headers["etag"]) == (200, "partners", '"v2"')
    assert await readable(region, vacancy_id, "duinmeer")
    event = (await region.events("vacancies"))[-1]
    validate_event(event)
    assert (event["type"], event["data"]["stageOpenedAt"]) == (STAGE_OPENED, "2026-03-02T08:30:00Z")
    again = await step(region, vacancy_id, "skipping", reason="holidays")
    assert problem(again) == (409, "not-in-this-stage")
    await region.advance(days=14)
    assert (await region.events("vacancies"))[-1]["data"]["stage"] == "public"
    assert len(await region.events("vacancies")) == 3


async def test_a_shortened_stage_opens_the_next_at_its_new_moment_and_an_extended_one_too(
    region: VacancyService,
) -> None:
    vacancy_id = (await region.opened())["vacancyId"]
    shortened = (await step(region, vacancy_id, "shortening", days=3)).json()
    assert (shortened["nextStageAt"], shortened["stageDays"]) == ("2026-03-05T08:00:00Z", 3)
    await region.advance(days=3)
    extended = (await step(region, vacancy_id, "extension", "partners", days=7)).json()
    assert extended["nextStageAt"] == "2026-03-26T08:00:00Z"
    await region.advance(days=18)
    assert not await readable(region, vacancy_id, "elders")
    await region.advance(days=4)
    published = await region.events("vacancies")
    assert [(event["type"], event["data"]["stage"]) for event in published[1:]] == [
        (CHANGED, "own"),
        (STAGE_OPENED, "partners"),
        (CHANGED, "partners"),
        (STAGE_OPENED, "public"),
    ]


async def test_a_step_is_refused_to_whom_the_covenant_does_not_name_and_to_others_is_not_there(
    region: VacancyService,
) -> None:
    vacancy_id = (await region.opened())["vacancyId"]
    path, body = f"/vacancies/{vacancy_id}/skipping", {"stage": "own", "reason": "urgent"}
    for caller, expected in (
        (region.person("hugo", "waterrijk", ("vacancy-holder",)), 403),
        (region.person("anna", "waterrijk"), 403),
        (region.person("rob", "duinmeer", ("recruiter",)), 404),
        (region.hr("duinmeer"), 404),
    ):
        assert (await region.post(path, caller, body)).status_code == expected
    rita = region.person("rita", "waterrijk", ("recruiter",))
    assert (await region.post(path, rita, body, if_match='"v7"')).status_code == 412
    assert (await region.post(path, rita, body, if_match='"v1"')).status_code == 200


async def test_a_step_sent_twice_is_taken_once(region: VacancyService) -> None:
    vacancy_id = (await region.opened())["vacancyId"]
    extension = {"stage": "partners", "days": 7}
    for name, more in (("shortening", {"days": 5}), ("skipping", {}), ("extension", extension)):
        answers = [await step(region, vacancy_id, name, **more) for _ in range(2)]
        assert {each.status_code for each in answers} == {200}
        assert answers[0].json()["version"] == answers[1].json()["version"]
    assert problem(await step(region, vacancy_id, "extension", "partners", days=8)) == (409, "changed-before")
    hr = region.hr("waterrijk")
    await region.post(f"/vacancies/{vacancy_id}/closure", hr, {"outcome": "withdrawn"})
    path, body = f"/vacancies/{vacancy_id}/reopening", {"reason": "closed-by-mistake"}
    assert [(await region.post(path, hr, body)).json()["version"] for _ in range(2)] == [6, 6]
    assert len(await region.events("vacancies")) == 6


async def test_what_the_covenant_does_not_say_is_refused_in_words(region: VacancyService) -> None:
    vacancy_id = (await region.opened())["vacancyId"]
    for name, more, expected in (
        ("shortening", {"days": 2}, (400, "beyond-the-agreement")),
        ("shortening", {"days": 7}, (400, "beyond-the-agreement")),
        ("extension", {"days": 1}, (409, "not-agreed")),
        ("public-opening", {}, (409, "nothing-held-back")),
        ("skipping", {"stage": "partners"}, (409, "not-in-this-stage")),
        ("skipping", {"reason": "because Piet asked"}, (400, "invalid-input")),
    ):
        assert problem(await step(region, vacancy_id, name, **more)) == expected


async def test_a_recruiter_opens_what_reactions_enough_held_back(region: VacancyService) -> None:
    vacancy_id = (await region.opened())["vacancyId"]
    await region.advance(days=8)
    for reference in ("a-17", "b-18"):
        await region.react(vacancy_id, "duinmeer", reference)
    await region.advance(days=20)
    assert not await readable(region, vacancy_id, "elders")
    assert (await step(region, vacancy_id, "public-opening", "partners")).status_code == 200
    assert await readable(region, vacancy_id, "elders")
    [line] = await region.rows("SELECT facts FROM vacancy_history WHERE kind = 'public-released'")
    assert '"reactions": 2' in line["facts"]


@pytest.mark.parametrize(("days", "stage"), [(0, "own"), (8, "partners"), (22, "public")])
async def test_it_is_withdrawn_and_reopened_at_any_stage(region: VacancyService, days: int, stage: str) -> None:
    vacancy_id, hr = (await region.opened())["vacancyId"], region.hr("waterrijk")
    await region.advance(days=days)
    before = {other: await readable(region, vacancy_id, other) for other in ("duinmeer", "elders")}
    await region.post(f"/vacancies/{vacancy_id}/closure", hr, {"outcome": "withdrawn"})
    assert not any([await readable(region, vacancy_id, other) for other in before])
    await region.advance(days=40)
    reopened = await region.post(f"/vacancies/{vacancy_id}/reopening", hr, {"reason": "closed-by-mistake"})
    assert (reopened.json()["stage"], reopened.json()["status"], reopened.json()["outcome"]) == (stage, "open", None)
    assert {other: await readable(region, vacancy_id, other) for other in before} == before
    event = (await region.events("vacancies"))[-1]
    validate_event(event)
    assert (event["type"], event["data"]["status"], "closedAt" in event["data"]) == (CHANGED, "open", False)
    await region.advance(days=40)
    assert await readable(region, vacancy_id, "elders")


async def test_what_is_open_is_not_reopened(region: VacancyService) -> None:
    vacancy_id = (await region.opened())["vacancyId"]
    path, body = f"/vacancies/{vacancy_id}/reopening", {"reason": "need-returned"}
    assert problem(await region.post(path, region.hr("waterrijk"), body)) == (409, "wrong-status")
