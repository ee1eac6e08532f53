"""Stages of secondment requests, where the covenant has them: the same steps, and never the public."""

from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest_asyncio

from doorstroom_common.testing.contracts import validate_event
from doorstroom_common.testing.postgres import Databases
from services.vacancy.tests.speaking import VacancyService, started
from services.vacancy.tests.story import READ, STAGED

CHANGED = "nl.secondments.secondment-changed.v1"


@pytest_asyncio.fixture
async def staged(databases: Databases) -> AsyncIterator[VacancyService]:
    async with started(databases) as service:
        await service.context.adopt(STAGED, "demo.yaml")
        await service.running.settle()
        yield service


async def step(
    region: VacancyService, request_id: str, name: str, stage: str = "own", **more: object
) -> httpx.Response:
    body = {"stage": stage, "reason": "urgent", **more}
    return await region.post(f"/secondment-requests/{request_id}/{name}", region.hr("waterrijk"), body)


async def readable(region: VacancyService, request_id: str, organisation: str) -> bool:
    answer = await region.get(f"/secondment-requests/{request_id}", region.hr(organisation))
    listed = (await region.get("/secondment-requests", region.hr(organisation))).json()["items"]
    assert (answer.status_code == 200) == (request_id in [item["secondmentRequestId"] for item in listed])
    return answer.status_code == 200


async def audit(region: VacancyService, request_id: str) -> dict[str, Any]:
    answer = await region.get(f"/secondment-requests/{request_id}/audit", region.hr("waterrijk"))
    assert answer.status_code == 200, answer.text
    told: dict[str, Any] = answer.json()
    return told


def problem(answer: httpx.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["type"].rpartition("/")[2]


async def test_a_skipped_stage_lets_the_partners_in_at_once_and_the_public_never(staged: VacancyService) -> None:
    request_id = (await staged.asked())["secondmentRequestId"]
    assert not await readable(staged, request_id, "duinmeer")
    skipped = await step(staged, request_id, "skipping")
    assert (skipped.status_code, skipped.json()["stage"], skipped.headers["etag"]) == (200, "partners", '"v2"')
    assert await readable(staged, request_id, "duinmeer")
    event = (await staged.events("secondments"))[-1]
    validate_event(event)
    assert (event["type"], event["data"]["stage"]) == (CHANGED, "partners")
    await staged.advance(days=90)
    assert not await readable(staged, request_id, "elders")
    assert len(await staged.events("secondments")) == 2
    assert problem(await step(staged, request_id, "extension", "partners", days=7)) == (409, "not-in-this-stage")


async def test_a_shortened_stage_opens_the_next_at_its_new_moment_and_once(staged: VacancyService) -> None:
    request_id = (await staged.asked())["secondmentRequestId"]
    shortened = [(await step(staged, request_id, "shortening", days=3)).json() for _ in range(2)]
    assert [(each["nextStageAt"], each["version"]) for each in shortened] == [("2026-03-05T08:00:00Z", 2)] * 2
    await staged.advance(days=2)
    assert not await readable(staged, request_id, "duinmeer")
    await staged.advance(days=1)
    assert await readable(staged, request_id, "duinmeer")
    told = await staged.events("secondments")
    assert [(event["data"]["stage"], event["type"]) for event in told[1:]] == [("own", CHANGED), ("partners", CHANGED)]


async def test_a_request_is_reopened_in_its_stage_with_the_days_that_were_left(staged: VacancyService) -> None:
    request_id, hr = (await staged.asked())["secondmentRequestId"], staged.hr("waterrijk")
    path = f"/secondment-requests/{request_id}"
    await staged.advance(days=2)
    await staged.post(f"{path}/closure", hr, {"outcome": "withdrawn"})
    await staged.advance(days=10)
    reopened = await staged.post(f"{path}/reopening", hr, {"reason": "fell-through"})
    assert (reopened.json()["stage"], reopened.json()["nextStageAt"]) == ("own", "2026-03-19T08:00:00Z")
    assert not await readable(staged, request_id, "duinmeer")
    event = (await staged.events("secondments"))[-1]
    validate_event(event)
    assert (event["type"], event["data"]["status"]) == (CHANGED, "open")
    assert problem(await staged.post(f"{path}/reopening", hr, {"reason": "need-returned"})) == (409, "wrong-status")
    await staged.advance(days=5)
    assert await readable(staged, request_id, "duinmeer")


async def test_without_stages_there_is_nothing_to_skip_and_a_request_still_reopens(region: VacancyService) -> None:
    request_id, hr = (await region.asked())["secondmentRequestId"], region.hr("waterrijk")
    assert problem(await step(region, request_id, "skipping", "partners")) == (409, "not-in-this-stage")
    path = f"/secondment-requests/{request_id}"
    await region.post(f"{path}/closure", hr, {"outcome": "withdrawn"})
    assert not await readable(region, request_id, "duinmeer")
    assert (await region.post(f"{path}/reopening", hr, {"reason": "closed-by-mistake"})).json()["stage"] == "partners"
    assert await readable(region, request_id, "duinmeer")


async def test_steps_are_for_its_own_organisation_in_a_role_that_the_covenant_names(staged: VacancyService) -> None:
    request_id = (await staged.asked())["secondmentRequestId"]
    path, body = f"/secondment-requests/{request_id}/skipping", {"stage": "own", "reason": "urgent"}
    for caller, expected in (
        (staged.person("hugo", "waterrijk", ("vacancy-holder",)), 403),
        (staged.person("anna", "waterrijk"), 403),
        (staged.person("rob", "duinmeer", ("recruiter",)), 404),
        (staged.hr("duinmeer"), 404),
    ):
        assert (await staged.post(path, caller, body)).status_code == expected
    rita = staged.person("rita", "waterrijk", ("recruiter",))
    assert (await staged.post(path, rita, body, if_match='"v7"')).status_code == 412
    assert (await staged.post(path, rita, body, if_match='"v1"')).status_code == 200


async def test_the_audit_of_a_request_tells_who_could_see_it_by_which_clause(staged: VacancyService) -> None:
    request_id = (await staged.asked())["secondmentRequestId"]
    await staged.advance(days=1)
    await step(staged, request_id, "skipping")
    told = await audit(staged, request_id)
    assert (told["secondmentRequestId"], told["governingCovenant"]["covenantId"]) == (request_id, "delta-demo")
    [partner] = [sight for sight in told["sights"] if sight["organisation"] == "duinmeer"]
    assert (partner["from"], partner["until"], partner["clause"]) == ("2026-03-03T08:30:00Z", None, "stages.partners")
    assert [each["step"] for each in told["steps"]] == ["opened", "stage-skipped", "stage-opened"]
    assert "everybody" not in {sight["organisation"] for sight in told["sights"]}


async def test_without_stages_the_audit_names_the_clause_that_says_so(region: VacancyService) -> None:
    told = await audit(region, (await region.asked())["secondmentRequestId"])
    assert {sight["clause"] for sight in told["sights"]} == {None, "secondment.staged"}


async def test_only_its_organisation_and_the_co_ordinator_of_its_covenant_read_the_audit(
    region: VacancyService,
) -> None:
    request_id = (await region.asked())["secondmentRequestId"]
    someone = region.running.as_person
    for caller, expected in (
        (region.hr("duinmeer"), 404),
        (someone("pia", READ, organisation="waterrijk", roles=["privacy-officer"]), 200),
        (someone("rob", READ, organisation="duinmeer", roles=["recruiter"], covenants=["delta-demo"]), 404),
        (someone("cor", READ, roles=["co-ordinator"], covenants=["delta-demo"]), 200),
        (someone("cor", READ, roles=["co-ordinator"], covenants=["friesland"]), 404),
        (someone("anna", READ, organisation="waterrijk"), 403),
    ):
        assert (await region.get(f"/secondment-requests/{request_id}/audit", caller)).status_code == expected
