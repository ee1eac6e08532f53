"""An organisation's own system sends what it has, under its own ids, as often as it likes."""

import asyncio
from collections.abc import Mapping
from typing import Any

import httpx
import pytest

from services.vacancy.tests.speaking import VacancyService
from services.vacancy.tests.story import PERMIT_OFFICER, PLANNER_ON_LOAN

BODIES: Mapping[str, Mapping[str, Any]] = {"vacancies": PERMIT_OFFICER, "secondment-requests": PLANNER_ON_LOAN}
TOPICS = {"vacancies": "vacancies", "secondment-requests": "secondments"}


async def put(
    region: VacancyService, kind: str, external_id: str = "HR-7", organisation: str = "waterrijk", **changes: Any
) -> httpx.Response:
    if_match = changes.pop("if_match", None)
    path = f"/{kind}/by-external-id/{external_id}"
    return await region.put(path, region.hr(organisation), {**BODIES[kind], **changes}, if_match)


def problem(answer: httpx.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["type"].rpartition("/")[2]


def id_of(answer: httpx.Response) -> str:
    shown = answer.json()
    found: str = shown.get("vacancyId") or shown["secondmentRequestId"]
    return found


@pytest.mark.parametrize("kind", BODIES)
async def test_it_is_made_then_replaced_and_what_changes_nothing_is_told_to_nobody(
    region: VacancyService, kind: str
) -> None:
    made = await put(region, kind)
    assert (made.status_code, made.headers["etag"], made.json()["externalId"]) == (201, '"v1"', "HR-7")
    assert made.headers["location"] == f"/vacancy/v1/{kind}/{id_of(made)}"
    same = await put(region, kind, externalId="HR-7")
    assert (same.status_code, same.headers["etag"], id_of(same)) == (200, '"v1"', id_of(made))
    other = await put(region, kind, title="Iets anders", url=None)
    assert (other.status_code, other.headers["etag"], id_of(other)) == (200, '"v2"', id_of(made))
    assert (other.json()["title"], other.json()["url"]) == ("Iets anders", None)
    told = await region.events(TOPICS[kind])
    assert [event["data"]["version"] for event in told] == [1, 2]
    assert "HR-7" not in str(told)


@pytest.mark.parametrize("kind", BODIES)
async def test_two_at_once_make_one(region: VacancyService, kind: str) -> None:
    answers = await asyncio.gather(*(put(region, kind) for _ in range(8)))
    assert sorted(answer.status_code for answer in answers) == [200] * 7 + [201]
    assert len({id_of(answer) for answer in answers}) == 1
    assert len(await region.events(TOPICS[kind])) == 1


@pytest.mark.parametrize("kind", BODIES)
async def test_the_version_that_is_named_is_heeded(region: VacancyService, kind: str) -> None:
    assert problem(await put(region, kind, if_match='"v1"')) == (412, "stale")
    await put(region, kind)
    assert problem(await put(region, kind, title="Iets anders", if_match='"v2"')) == (412, "stale")
    changed = await put(region, kind, title="Iets anders", if_match='"v1"')
    assert (changed.status_code, changed.headers["etag"]) == (200, '"v2"')


@pytest.mark.parametrize("kind", BODIES)
async def test_each_organisation_has_its_own_ids_and_nobody_sees_those_of_another(
    region: VacancyService, kind: str
) -> None:
    ours, theirs = await put(region, kind), await put(region, kind, organisation="duinmeer", title="Van Duinmeer")
    assert (ours.status_code, theirs.status_code, id_of(ours) == id_of(theirs)) == (201, 201, False)
    await region.advance(days=8)
    read = await region.get(f"/{kind}/{id_of(ours)}", region.hr("duinmeer"))
    listed = await region.get(f"/{kind}", region.hr("duinmeer"))
    assert (read.status_code, "HR-7" in read.text, "HR-7" in listed.text) == (200, False, False)
    assert (await region.get(f"/{kind}/{id_of(ours)}", region.hr("waterrijk"))).json()["title"] != "Van Duinmeer"


@pytest.mark.parametrize("kind", BODIES)
async def test_what_was_closed_is_not_opened_by_sending_it_again(region: VacancyService, kind: str) -> None:
    made = await put(region, kind)
    path, hr = f"/{kind}/{id_of(made)}", region.hr("waterrijk")
    await region.post(f"{path}/closure", hr, {"outcome": "withdrawn"})
    for changes in ({}, {"title": "Iets anders"}):
        refused = await put(region, kind, **changes)
        assert (problem(refused), "/reopening" in refused.json()["detail"]) == ((409, "closed-before"), True)
    assert (await region.get(path, hr)).json()["status"] == "closed"
    await region.post(f"{path}/reopening", hr, {"reason": "closed-by-mistake"})
    assert (await put(region, kind, title="Iets anders")).status_code == 200


@pytest.mark.parametrize("kind", BODIES)
async def test_a_draft_opens_when_it_is_sent_as_open_and_never_goes_back(region: VacancyService, kind: str) -> None:
    draft = await put(region, kind, status="draft")
    assert (draft.json()["status"], await region.events(TOPICS[kind])) == ("draft", [])
    later = [await put(region, kind, openAt="2026-03-10T09:00:00Z") for _ in range(2)]
    assert [(each.json()["status"], each.headers["etag"]) for each in later] == [("scheduled", '"v2"')] * 2
    await region.advance(days=9)
    sent = await put(region, kind, openAt="2026-03-10T09:00:00Z")
    assert (sent.json()["status"], sent.headers["etag"]) == ("open", '"v3"')
    assert problem(await put(region, kind, status="draft")) == (409, "wrong-status")
    await put(region, kind, "HR-8", status="draft")
    opened = await put(region, kind, "HR-8", title="Anders")
    last = (await region.events(TOPICS[kind], id_of(opened)))[-1]
    assert (last["type"].endswith(("opened.v1", "requested.v1")), last["data"]["title"]) == (True, "Anders")


async def test_a_closing_date_that_was_moved_is_no_change_when_it_is_sent_again(region: VacancyService) -> None:
    made = await put(region, "vacancies", closingDate="2026-03-05")
    assert (made.json()["closingDate"], made.json()["closingMoved"]) == ("2026-03-23", True)
    again = await put(region, "vacancies", closingDate="2026-03-05")
    assert (again.headers["etag"], again.json()["closingDate"]) == ('"v1"', "2026-03-23")
    later = await put(region, "vacancies", closingDate="2026-04-20")
    assert (later.headers["etag"], later.json()["closingMoved"]) == ('"v2"', False)


@pytest.mark.parametrize("kind", BODIES)
async def test_an_id_is_given_once_and_in_a_form_that_fits_an_address(region: VacancyService, kind: str) -> None:
    hr = region.hr("waterrijk")
    named = {**BODIES[kind], "externalId": "HR-7"}
    assert (await region.post(f"/{kind}", hr, named)).json()["externalId"] == "HR-7"
    assert problem(await region.post(f"/{kind}", hr, named)) == (409, "external-id-taken")
    assert (await put(region, kind)).status_code == 200
    assert [fault["pointer"] for fault in (await put(region, kind, externalId="HR-8")).json()["errors"]] == [
        "/externalId"
    ]
    for wrong in ("Jan%20Jansen", "a" * 101):
        assert (await put(region, kind, wrong)).status_code == 400


@pytest.mark.parametrize("kind", BODIES)
async def test_it_is_found_by_its_id_and_by_nobody_else(region: VacancyService, kind: str) -> None:
    made, path = await put(region, kind, status="draft"), f"/{kind}/by-external-id/HR-7"
    found = await region.get(path, region.hr("waterrijk"))
    assert (found.status_code, found.headers["etag"], found.json()) == (200, '"v1"', made.json())
    await put(region, kind)
    await region.advance(days=8)
    for stranger in (region.hr("duinmeer"), region.person("anna", "waterrijk"), region.person("carla")):
        assert (await region.get(path, stranger)).status_code == 404
    assert (await region.get(f"/{kind}/by-external-id/HR-8", region.hr("waterrijk"))).status_code == 404
