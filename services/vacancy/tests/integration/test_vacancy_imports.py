"""A nightly export is sent blindly; a first load alerts nobody."""

from typing import Any

import httpx

from doorstroom_common.testing.contracts import validate_event
from services.vacancy.tests.speaking import VacancyService
from services.vacancy.tests.story import FRIESLAND, PERMIT_OFFICER

Answer = dict[str, Any]


def row(external_id: str, **changes: Any) -> dict[str, Any]:
    return {**PERMIT_OFFICER, "externalId": external_id, **changes}


def rows(*ids: str) -> list[dict[str, Any]]:
    return [row(one) for one in ids]


async def send(
    region: VacancyService, sent: list[dict[str, Any]], organisation: str = "waterrijk", **more: Any
) -> httpx.Response:
    body = {"mode": "replace", "rows": sent, **more}
    return await region.post("/vacancy-imports", region.hr(organisation), body)


async def done(region: VacancyService, sent: list[dict[str, Any]], **more: Any) -> Answer:
    answer = await send(region, sent, **more)
    assert answer.status_code == 200, answer.text
    told: Answer = answer.json()
    return told


def ids(told: Answer) -> dict[str, list[str]]:
    names = ("created", "changed", "closed", "leftAlone")
    return {name: [one["externalId"] for one in told[name]] for name in names if told[name]}


def problem(answer: httpx.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["type"].rpartition("/")[2]


async def test_it_is_sent_twice_and_done_once(region: VacancyService) -> None:
    first = await done(region, rows("a", "b", "c"))
    assert ids(first) == {"created": ["a", "b", "c"]}
    assert ids(await done(region, rows("a", "b", "c"))) == {"leftAlone": ["a", "b", "c"]}
    assert len(await region.events("vacancies")) == 3
    changed = await done(region, [row("a", title="Iets anders"), *rows("b", "c")], mode="add")
    assert ids(changed) == {"changed": ["a"], "leftAlone": ["b", "c"]}
    assert len(await region.events("vacancies")) == 4


async def test_what_is_missing_closes_as_not_given_and_what_was_made_by_hand_stays(region: VacancyService) -> None:
    by_hand, other = await region.opened(), await region.opened("duinmeer", externalId="f")
    await done(region, rows("a", "b", "c", "d", "e"))
    told = await done(region, rows("a", "b", "c", "d"))
    assert ids(told) == {"closed": ["e"], "leftAlone": ["a", "b", "c", "d"]}
    gone = (await region.get(f"/vacancies/{told['closed'][0]['vacancyId']}", region.hr("waterrijk"))).json()
    assert (gone["status"], gone["outcome"]) == ("closed", "not-given")
    for vacancy, organisation in ((by_hand, "waterrijk"), (other, "duinmeer")):
        shown = await region.get(f"/vacancies/{vacancy['vacancyId']}", region.hr(organisation))
        assert shown.json()["status"] == "open"
    assert ids(await done(region, rows("a", "b", "c", "d", "e")))["leftAlone"] == ["a", "b", "c", "d", "e"]
    assert ids(await done(region, rows("a"), mode="add")) == {"leftAlone": ["a"]}


async def test_more_than_a_fifth_closes_only_when_confirmed(region: VacancyService) -> None:
    await done(region, rows("a", "b", "c", "d"))
    assert problem(await send(region, rows("a", "b", "c"))) == (409, "closes-too-many")
    assert problem(await send(region, [])) == (409, "closes-too-many")
    assert len(await region.events("vacancies")) == 4
    dry = await done(region, rows("a", "b", "c"), dryRun=True)
    assert (ids(dry)["closed"], dry["toConfirm"]) == (["d"], True)
    sure = await done(region, rows("a", "b", "c"), confirmed=True)
    assert (ids(sure)["closed"], sure["toConfirm"]) == (["d"], False)


async def test_a_dry_run_says_all_of_it_and_who_would_be_told_and_does_nothing(region: VacancyService) -> None:
    await done(region, rows("a", "b", "c", "d", "e"))
    before = await region.rows("SELECT count(*) FROM vacancy_history")
    sent = [row("a", title="Iets anders"), *rows("b", "c", "d"), row("f")]
    dry = await done(region, sent, dryRun=True)
    assert ids(dry) == {"created": ["f"], "changed": ["a"], "closed": ["e"], "leftAlone": ["b", "c", "d"]}
    assert (dry["created"][0]["vacancyId"], dry["told"]) == (None, [])
    assert await region.rows("SELECT count(*) FROM vacancy_history") == before
    assert len(await region.events("vacancies")) == 5
    assert ids(await done(region, sent)) == ids(dry)


async def test_every_fault_of_every_row_is_told_at_once_and_nothing_is_stored(region: VacancyService) -> None:
    bad = [row("a"), row("b", closingDate="2026-03-01"), row("a"), row("c", openAt="2026-03-01T09:00:00Z")]
    refused = await send(region, bad)
    assert problem(refused) == (400, "rows-refused")
    places = [fault["pointer"] for fault in refused.json()["errors"]]
    assert places == ["/rows/1/closingDate", "/rows/2/externalId", "/rows/3/openAt"]
    malformed = await send(region, [row("a", title=""), {**PERMIT_OFFICER}, row("b", hours={"min": 1})])
    places = [fault["pointer"] for fault in malformed.json()["errors"]]
    assert places == ["/rows/0/title", "/rows/1/externalId", "/rows/2/hours/max"]
    assert (await send(region, rows(*(f"r{number}" for number in range(501))))).status_code in (400, 413)
    assert await region.rows("SELECT * FROM vacancy") == []


async def test_each_organisation_imports_its_own_alone(region: VacancyService) -> None:
    await done(region, rows("a", "b"))
    assert ids(await done(region, rows("a"), organisation="duinmeer")) == {"created": ["a"]}
    assert ids(await done(region, [], organisation="heidestad")) == {}
    for caller, expected in (
        (region.person("anna", "waterrijk"), 403),
        (region.person("rita", "waterrijk", ("recruiter",)), 200),
        (region.running.as_organisation("waterrijk", "vacancies:read"), 403),
    ):
        body = {"mode": "add", "rows": rows("a"), "dryRun": True}
        assert (await region.post("/vacancy-imports", caller, body)).status_code == expected


async def test_a_first_load_is_marked_as_no_news_and_what_opens_later_is_news(region: VacancyService) -> None:
    told = await done(region, rows("a"), announce=False)
    assert told["told"] == []
    [loaded] = await region.events("vacancies")
    validate_event(loaded)
    assert loaded["data"]["unannouncedUntil"] == "2026-03-02T08:30:00Z"
    await region.advance(days=7)
    opened = (await region.events("vacancies"))[-1]["data"]
    [partner] = [entry for entry in opened["audience"] if entry["organisation"] == "duinmeer"]
    assert partner["from"] > opened["unannouncedUntil"]


async def test_an_earlier_start_shortens_the_first_stage_alone_and_stands_in_the_audit(region: VacancyService) -> None:
    ago = {"stageStartedAt": "2026-02-10T09:00:00Z", "stageStartGround": "open-in-own-system"}
    dry = await done(region, [row("a", **ago)], announce=False, dryRun=True)
    assert (ids(dry), dry["told"]) == ({"created": ["a"]}, [])
    vacancy_id = (await done(region, [row("a", **ago)], announce=False))["created"][0]["vacancyId"]
    path, hr = f"/vacancies/{vacancy_id}", region.hr("waterrijk")
    shown = (await region.get(path, hr)).json()
    assert (shown["stage"], shown["stageOpenedAt"]) == ("partners", "2026-03-02T08:30:00Z")
    assert shown["nextStageAt"] == "2026-03-16T08:00:00Z"
    assert (await region.get(path, region.hr("duinmeer"))).status_code == 200
    [event] = await region.events("vacancies")
    validate_event(event)
    assert {entry["from"] <= event["data"]["unannouncedUntil"] for entry in event["data"]["audience"]} == {True}
    audit = (await region.get(f"{path}/audit", hr)).json()
    assert (audit["steps"][0]["step"], audit["steps"][0]["reason"]) == ("opened", "open-in-own-system")
    partner = [sight for sight in audit["sights"] if sight["organisation"] == "duinmeer"]
    assert [sight["from"] for sight in partner] == ["2026-03-02T08:30:00Z"]
    assert ids(await done(region, [row("a", **ago)], announce=False)) == {"leftAlone": ["a"]}


async def test_an_earlier_start_is_for_what_is_not_announced_and_lies_in_the_past(region: VacancyService) -> None:
    ground = {"stageStartGround": "open-in-own-system"}
    ago = {**ground, "stageStartedAt": "2026-02-27T09:00:00Z"}
    for changes, announce, place in (
        (ago, True, "/rows/0/stageStartedAt"),
        ({**ground, "stageStartedAt": "2026-03-03T09:00:00Z"}, False, "/rows/0/stageStartedAt"),
        ({**ground, "stageStartedAt": "2024-03-03T09:00:00Z"}, False, "/rows/0/stageStartedAt"),
        (ground, False, "/rows/0"),
        ({**ago, "status": "draft"}, False, "/rows/0"),
    ):
        refused = await send(region, [row("a", **changes)], announce=announce)
        assert (refused.status_code, [one["pointer"] for one in refused.json()["errors"]]) == (400, [place])


async def test_who_would_be_told_are_those_to_whom_it_opens_now(empty: VacancyService) -> None:
    await empty.context.adopt(FRIESLAND, "friesland.yaml")
    dry = await done(empty, rows("a", "b"), organisation="leeuwarden", dryRun=True)
    assert ("sneek" in dry["told"], "leeuwarden" in dry["told"]) == (True, False)
    silent = await done(empty, rows("a"), organisation="leeuwarden", dryRun=True, announce=False)
    assert silent["told"] == []
    assert (await done(empty, rows("a", "b"), organisation="leeuwarden"))["told"] == dry["told"]
