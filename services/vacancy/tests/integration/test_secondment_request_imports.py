"""Secondment requests are imported as vacancies are, by the same code."""

from typing import Any

import httpx

from doorstroom_common.testing.contracts import validate_event
from services.vacancy.tests.speaking import VacancyService
from services.vacancy.tests.story import PLANNER_ON_LOAN


def row(external_id: str, **changes: Any) -> dict[str, Any]:
    return {**PLANNER_ON_LOAN, "externalId": external_id, **changes}


async def send(
    region: VacancyService, sent: list[dict[str, Any]], organisation: str = "waterrijk", **more: Any
) -> httpx.Response:
    body = {"mode": "replace", "rows": sent, **more}
    return await region.post("/secondment-request-imports", region.hr(organisation), body)


async def done(region: VacancyService, sent: list[dict[str, Any]], **more: Any) -> dict[str, Any]:
    answer = await send(region, sent, **more)
    assert answer.status_code == 200, answer.text
    told: dict[str, Any] = answer.json()
    return told


def ids(told: dict[str, Any]) -> dict[str, list[str]]:
    names = ("created", "changed", "closed", "leftAlone")
    return {name: [one["externalId"] for one in told[name]] for name in names if told[name]}


async def test_they_are_made_once_changed_and_closed_when_they_are_missing(region: VacancyService) -> None:
    by_hand = await region.asked()
    everything = [row(one) for one in "abcdef"]
    first = await done(region, everything)
    assert ids(first) == {"created": list("abcdef")}
    assert ids(await done(region, everything)) == {"leftAlone": list("abcdef")}
    assert len(await region.events("secondments")) == 7
    changed = await done(region, [row("a", title="Iets anders"), *everything[1:5]])
    assert ids(changed) == {"changed": ["a"], "closed": ["f"], "leftAlone": list("bcde")}
    gone = await region.get(
        f"/secondment-requests/{changed['closed'][0]['secondmentRequestId']}", region.hr("waterrijk")
    )
    assert (gone.json()["status"], gone.json()["outcome"]) == ("closed", "not-given")
    kept = await region.get(f"/secondment-requests/{by_hand['secondmentRequestId']}", region.hr("waterrijk"))
    assert kept.json()["status"] == "open"
    refused = await send(region, everything[:2])
    assert (refused.status_code, refused.json()["type"].rpartition("/")[2]) == (409, "closes-too-many")
    assert ids(await done(region, [row("a")], organisation="duinmeer")) == {"created": ["a"]}


async def test_every_fault_of_every_row_is_told_and_nothing_is_stored(region: VacancyService) -> None:
    bad = [row("a"), row("b", openAt="2026-03-01T09:00:00Z"), row("a"), row("c", hours={"min": 1, "max": 2})]
    refused = await send(region, bad)
    assert refused.status_code == 400
    assert [fault["pointer"] for fault in refused.json()["errors"]] == ["/rows/1/openAt", "/rows/2/externalId"]
    malformed = await send(region, [row("a", endDate="2026-01-01", startDate="2026-02-01"), {**PLANNER_ON_LOAN}])
    places = [fault["pointer"] for fault in malformed.json()["errors"]]
    assert places == ["/rows/0", "/rows/1/externalId"]
    dry = await done(region, [row("a")], dryRun=True)
    assert (dry["created"][0]["secondmentRequestId"], "duinmeer" in dry["told"]) == (None, True)
    assert await region.rows("SELECT * FROM secondment_request") == []


async def test_a_first_load_is_marked_as_no_news(region: VacancyService) -> None:
    ago = {"stageStartedAt": "2026-02-10T09:00:00Z", "stageStartGround": "open-in-own-system"}
    told = await done(region, [row("a", **ago), row("b")], announce=False)
    assert told["told"] == []
    first, second = await region.events("secondments")
    for event in (first, second):
        validate_event(event)
        assert event["data"]["unannouncedUntil"] == "2026-03-02T08:30:00Z"
    assert {first["data"]["openedAt"], second["data"]["openedAt"]} == {"2026-02-10T09:00:00Z", "2026-03-02T08:30:00Z"}
