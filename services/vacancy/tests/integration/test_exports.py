"""What is an organisation's own comes out as a file that a spreadsheet opens, and that can be sent back."""

from io import BytesIO
from typing import Any

import orjson
import pytest

from doorstroom_common.sheets import lines_of
from doorstroom_common.sheets.reading import CSV, XLSX
from services.vacancy.tests.sheets import as_csv, done, row
from services.vacancy.tests.speaking import VacancyService

OURS = {"headings": {"Vacature": None, "Openstellingsfase": None, "Uitkomst": None}}


async def export(
    region: VacancyService, kind: str = "vacancies", organisation: str = "waterrijk", **query: str
) -> bytes:
    wanted = "&".join(f"{name}={value}" for name, value in query.items())
    answer = await region.get(f"/exports/{kind}?{wanted}", region.hr(organisation))
    assert answer.status_code == 200, answer.text
    return answer.content


def rows_of(file: bytes, form: str) -> list[dict[str, Any]]:
    head, *lines = lines_of(BytesIO(file), form)
    return [dict(zip(head.cells, line.cells, strict=False)) for line in lines]


async def test_each_form_holds_all_of_ones_own_and_nothing_of_others(region: VacancyService) -> None:
    mine = await region.opened()
    draft = await region.opened(status="draft")
    await region.opened("duinmeer")
    expected = {(mine["vacancyId"], "open"), (draft["vacancyId"], "concept")}
    for query, form in (("csv", CSV), ("xlsx", XLSX)):
        found = rows_of(await export(region, format=query), form)
        assert {(each["Vacature"], each["Status"]) for each in found} == expected
    lines = [orjson.loads(line) for line in (await export(region, format="json-lines")).splitlines()]
    assert {each["vacancyId"] for each in lines} == {mine["vacancyId"], draft["vacancyId"]}
    assert lines[0]["hours"] == mine["hours"]


async def test_more_than_a_page_comes_whole_and_once(region: VacancyService) -> None:
    names = [f"v-{number:04}" for number in range(1003)]
    assert (await done(region, as_csv([row(name) for name in names]), announce="false"))["stored"]
    found = rows_of(await export(region), CSV)
    assert sorted(each["Kenmerk"] for each in found) == names


async def test_what_was_exported_can_be_sent_back_and_changes_nothing(region: VacancyService) -> None:
    wide = row("a", Vereiste_vaardigheden="toezicht houden <urn:skill:a> | urn:skill:b", Voorwaarden="VOG;oath",
               Toelagen_per_maand="150,25", Proeftijd="nee", Tekst="=1+1\n-Regel twee")  # fmt: skip
    assert (await done(region, as_csv([wide, row("b")])))["stored"]
    assert (await region.put("/import-mappings/vacancies", region.hr("waterrijk"), OURS)).status_code == 200
    for query, form in (("csv", CSV), ("xlsx", XLSX)):
        job = await done(region, await export(region, format=query), form=form)
        assert job["counts"] == {"leftAlone": 2}, job


async def test_no_text_becomes_a_formula(region: VacancyService) -> None:
    await region.opened(title="=HYPERLINK(1)")
    assert b'"\'=HYPERLINK(1)"' in await export(region)


async def test_secondment_requests_come_out_too(region: VacancyService) -> None:
    asked = await region.asked()
    [one] = rows_of(await export(region, "secondment-requests", language="en"), CSV)
    assert (one["Secondment request"], one["Start date"]) == (asked["secondmentRequestId"], asked["startDate"])


@pytest.mark.parametrize("roles", [(), ("adviser",)])
async def test_only_who_acts_for_the_organisation_gets_it(region: VacancyService, roles: tuple[str, ...]) -> None:
    caller = region.person("anna", "waterrijk", roles)
    assert (await region.get("/exports/vacancies", caller)).status_code == 403
