"""The list of recruiters that an organisation keeps is a spreadsheet; they are known by their address."""

import asyncio
from typing import Any

import httpx
import pytest

from doorstroom_common.sheets.reading import CSV
from doorstroom_common.testing.running import Running

BASE = "/notification/v1"
HEAD = "E-mail;Naam;Taal;Over matches\r\n"
RITA = "rita@waterrijk.example;Rita;;per e-mail\r\n"
ROB = "Rob@Waterrijk.example;Rob;Engels;niet\r\n"
SECONDS = 20.0


def hr(service: Running, organisation: str = "waterrijk") -> dict[str, str]:
    return service.as_organisation(organisation, "recruiters:read", "recruiters:write")


async def send(service: Running, file: bytes, organisation: str = "waterrijk", form: str = CSV) -> httpx.Response:
    sent = {**hr(service, organisation), "content-type": form, "accept-language": "nl"}
    query = {"kind": "recruiters", "dryRun": "false"}
    return await service.http.post(f"{BASE}/import-jobs", params=query, content=file, headers=sent)


async def done(service: Running, text: str | bytes, **more: Any) -> dict[str, Any]:
    sent = await send(service, text.encode() if isinstance(text, str) else text, **more)
    assert sent.status_code == 202, sent.text
    async with asyncio.timeout(SECONDS):
        while True:
            job: dict[str, Any] = (await service.http.get(sent.headers["location"], headers=hr(service))).json()
            if job["status"] in ("finished", "failed"):
                return job
            await asyncio.sleep(0.02)


async def recruiters(service: Running, organisation: str = "waterrijk") -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = (
        await service.http.get(f"{BASE}/recruiters", headers=hr(service, organisation))
    ).json()["items"]
    return sorted(items, key=lambda each: each["name"])


async def test_a_list_of_recruiters_registers_them_and_sent_again_does_nothing(notification: Running) -> None:
    job = await done(notification, HEAD + RITA + ROB)
    assert (job["stored"], job["counts"]) == (True, {"created": 2})
    rita, rob = await recruiters(notification)
    assert (rita["language"], rita["wishes"]["match"]) == ("nl", "email")
    assert (rob["language"], rob["wishes"]["match"], rob["wishes"]["vacancy"]) == ("en", "none", "inbox")
    again = await done(notification, HEAD + RITA + ROB.replace("Rob@W", "rob@w"))
    assert again["counts"] == {"leftAlone": 2}
    changed = await done(notification, HEAD + RITA.replace("Rita", "Rita II"))
    assert changed["counts"] == {"changed": 1}
    assert [(each["name"], each["version"]) for each in await recruiters(notification)] == [("Rita II", 2), ("Rob", 1)]


async def test_one_bad_row_stops_the_list_and_is_named_without_who_it_is(notification: Running) -> None:
    job = await done(notification, HEAD + RITA + "geen adres;Rob;Fries;\r\n" + RITA)
    assert (job["stored"], job["badRows"]) == (False, 2)
    assert await recruiters(notification) == []
    report = await notification.http.get(f"{BASE}/import-jobs/{job['jobId']}/report", headers=hr(notification))
    assert sorted((line["row"], line["column"], line["value"]) for line in report.json()["items"]) == [
        (3, "E-mail", None),
        (3, "Taal", "Fries"),
        (4, "E-mail", None),
    ]
    theirs = hr(notification, "duinmeer")
    assert (await notification.http.get(f"{BASE}/import-jobs/{job['jobId']}", headers=theirs)).status_code == 404


@pytest.mark.parametrize("form", ["csv", "xlsx"])
async def test_the_templates_example_row_can_be_imported_as_it_stands(notification: Running, form: str) -> None:
    answer = await notification.http.get(f"{BASE}/import-templates/recruiters?format={form}")
    job = await done(notification, answer.content, form=answer.headers["content-type"].partition(";")[0])
    assert (job["stored"], job["counts"]) == (True, {"created": 1})


async def test_the_list_comes_out_again_and_can_be_sent_back(notification: Running) -> None:
    await done(notification, HEAD + RITA + ROB)
    answer = await notification.http.get(f"{BASE}/exports/recruiters", headers=hr(notification))
    assert (await done(notification, answer.content))["counts"] == {"changed": 2}
    assert (await done(notification, answer.content))["counts"] == {"leftAlone": 2}
    theirs = await notification.http.get(f"{BASE}/exports/recruiters", headers=hr(notification, "duinmeer"))
    assert len(theirs.content.splitlines()) == 1
