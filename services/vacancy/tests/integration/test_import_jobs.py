"""An organisation without an HR system gets along with a spreadsheet."""

from datetime import date
from typing import Any

import orjson
import pytest

from doorstroom_common.database import Behalf, Role, sql
from doorstroom_common.sheets.reading import CSV, XLSX
from services.vacancy.tests.sheets import as_csv, as_xlsx, done, finished, report, row, send
from services.vacancy.tests.speaking import VacancyService


async def vacancies(region: VacancyService) -> list[dict[str, Any]]:
    rows = await region.rows("SELECT external_id, details, status FROM vacancy ORDER BY external_id")
    return [dict(each) for each in rows]


async def test_a_file_is_looked_at_and_nothing_is_stored_unless_it_is_asked(region: VacancyService) -> None:
    file = as_csv([row("a"), row("b")])
    dry = await done(region, file, dryRun="true")
    assert (dry["stored"], dry["counts"], dry["badRows"]) == (False, {"created": 2}, 0)
    assert await vacancies(region) == []
    job = await done(region, file)
    assert (job["stored"], job["counts"], job["rowsRead"]) == (True, {"created": 2}, 2)
    assert [each["external_id"] for each in await vacancies(region)] == ["a", "b"]
    assert len(await region.events("vacancies")) == 2


async def test_the_same_file_again_changes_nothing_and_tells_nobody(region: VacancyService) -> None:
    await done(region, as_csv([row("a"), row("b")]))
    again = await done(region, as_csv([row("a"), row("b")]))
    assert again["counts"] == {"leftAlone": 2}
    assert len(await region.events("vacancies")) == 2
    changed = await done(region, as_csv([row("a", Titel="Iets anders"), row("b")]))
    assert changed["counts"] == {"changed": 1, "leftAlone": 1}


async def test_what_hr_staff_writes_is_what_is_stored(region: VacancyService) -> None:
    wide = row("a", Vereiste_vaardigheden="toezicht houden <urn:skill:a> | urn:skill:b", Voorwaarden="VOG;oath",
               Toelagen_per_maand="150,25", Proeftijd="nee", Tekst="Regel één\nregel twee")  # fmt: skip
    await done(region, as_csv([wide]))
    await done(region, as_xlsx([{**wide, "Kenmerk": "b", "Uren vanaf": 31.5, "Sluitingsdatum": date(2026, 4, 12)}]),
               form=XLSX)  # fmt: skip
    first, second = [orjson.loads(each["details"]) for each in await vacancies(region)]
    assert first == second
    assert (first["hours"], first["closingDate"]) == ({"min": 31.5, "max": 36}, "2026-04-12")
    assert first["offer"] == {"trialPeriod": False, "allowancesMonthlyCents": 15025}
    assert first["conditions"] == ["vog", "oath"]
    assert [skill.get("label") for skill in first["requiredSkills"]] == ["toezicht houden", None]


async def test_one_bad_row_and_nothing_is_stored_unless_the_good_ones_are_asked_for(region: VacancyService) -> None:
    file = as_csv([row("a"), row("b", Uren_vanaf="veel"), row("c"), row("a")])
    job = await done(region, file)
    assert (job["stored"], job["badRows"], job["counts"]) == (False, 2, {"created": 2})
    assert (await vacancies(region), await region.events("vacancies")) == ([], [])
    good = await done(region, file, rows="good")
    assert (good["stored"], good["badRows"], good["counts"]) == (True, 2, {"created": 2})
    assert [each["external_id"] for each in await vacancies(region)] == ["a", "c"]
    assert len(await region.events("vacancies")) == 2


async def test_every_bad_cell_is_named_at_once_with_what_would_be_right(region: VacancyService) -> None:
    file = as_csv([
        row("a", Uren_vanaf="veel", Sluitingsdatum="morgen"),
        row("b", Behoefte="misschien"),
        row("c", Sluitingsdatum="01-02-2026"),
        row("d", Uren_vanaf="36", Uren_tot="24"),
        row("", Titel=""),
    ])  # fmt: skip
    job = await done(region, file, dryRun="true")
    lines = await report(region, job)
    assert [(line["row"], line["column"], line["value"]) for line in lines] == [
        (2, "Uren vanaf", "veel"),
        (2, "Sluitingsdatum", "morgen"),
        (3, "Behoefte", "misschien"),
        (4, "Sluitingsdatum", "01-02-2026"),
        (5, "Uren vanaf", "36"),
        (6, "Kenmerk", None),
        (6, "Titel", None),
    ]  # fmt: skip
    assert lines[0]["message"] == "moet een getal zijn zoals 36 of 36,5"
    assert "structureel; tot een datum" in lines[2]["message"]
    assert job["badRows"] == 5


async def test_the_report_is_a_sheet_too_and_holds_no_formula(region: VacancyService) -> None:
    job = await done(region, as_csv([row("a", Uren_vanaf="=1+1")]), dryRun="true")
    answer = await region.get(f"/import-jobs/{job['jobId']}/report", {**region.hr("waterrijk"), "accept": CSV})
    assert answer.headers["content-type"].startswith(CSV)
    assert answer.content.decode("utf-8-sig").splitlines()[1].startswith('"2";"Uren vanaf";"\'=1+1";')


async def test_headings_that_are_not_understood_are_named_with_what_was_meant(region: VacancyService) -> None:
    strange = {("Sluitingsdatm" if name == "Sluitingsdatum" else name): value for name, value in row("a").items()}
    job = await done(region, as_csv([{**strange, "Kostenplaats": "1"}]))
    assert (job["stored"], job["problem"]["code"]) == (False, "headings")
    lines = {line["column"]: line["message"] for line in await report(region, job)}
    assert lines["Sluitingsdatm"].endswith("; is Sluitingsdatum bedoeld?")
    assert lines["Sluitingsdatum"] == "ontbreekt"
    assert "Kostenplaats" in lines


async def test_a_mapping_that_was_confirmed_once_is_used_from_then_on(region: VacancyService) -> None:
    theirs = {("Dicht op" if name == "Sluitingsdatum" else name): value for name, value in row("a").items()}
    file = as_csv([{**theirs, "Kostenplaats": "1"}])
    assert not (await done(region, file))["stored"]
    path, mapping = "/import-mappings/vacancies", {"headings": {"dicht op": "closingDate", "Kostenplaats": None}}
    assert (await region.put(path, region.hr("waterrijk"), mapping)).status_code == 200
    assert (await done(region, file))["stored"]
    assert (await region.get(path, region.hr("duinmeer"))).json() == {"headings": {}}
    assert not (await done(region, file, organisation="duinmeer"))["stored"]
    refused = await region.put(path, region.hr("waterrijk"), {"headings": {"Dicht op": "closed"}})
    assert refused.status_code == 400


async def test_what_is_in_no_row_closes_with_replace_and_more_than_a_fifth_only_when_confirmed(
    region: VacancyService,
) -> None:
    await done(region, as_csv([row(name) for name in "abcde"]))
    by_hand = await region.opened()
    refused = await done(region, as_csv([row("a", Titel="Anders"), row("b")]), mode="replace")
    assert (refused["stored"], refused["problem"]["code"]) == (False, "closes-too-many")
    assert {each["status"] for each in await vacancies(region)} == {"open"}
    job = await done(region, as_csv([row(name) for name in "abcd"]), mode="replace")
    assert job["counts"] == {"leftAlone": 4, "closed": 1}
    sure = await done(region, as_csv([row("a")]), mode="replace", confirmed="true")
    assert sure["counts"] == {"leftAlone": 1, "closed": 3}
    shown = await region.get(f"/vacancies/{by_hand['vacancyId']}", region.hr("waterrijk"))
    assert shown.json()["status"] == "open"


async def test_secondment_requests_come_from_a_sheet_too(region: VacancyService) -> None:
    left_out = ("Behoefte", "Contract voor buitenstaanders", "Sluitingsdatum")
    lent = {name: value for name, value in row("s-1").items() if name not in left_out}
    file = as_csv([{**lent, "Startdatum": "1-5-2026", "Einddatum": "31-10-2026"}])
    job = await done(region, file, kind="secondment-requests")
    assert (job["stored"], job["counts"]) == (True, {"created": 1})
    assert len(await region.events("secondments")) == 1


async def test_another_organisation_sees_nothing_of_a_job(region: VacancyService) -> None:
    job = await done(region, as_csv([row("a", Uren_vanaf="veel")]))
    path = f"/import-jobs/{job['jobId']}"
    for there in (path, f"{path}/report"):
        assert (await region.get(there, region.hr("duinmeer"))).status_code == 404
        assert (await region.get(there, region.person("anna", "waterrijk"))).status_code == 403
    other = await region.running.http.delete(f"/vacancy/v1{path}", headers=region.hr("duinmeer"))
    assert other.status_code == 404
    assert (await region.running.http.delete(f"/vacancy/v1{path}", headers=region.hr("waterrijk"))).status_code == 204
    assert (await region.get(path, region.hr("waterrijk"))).status_code == 404
    assert await region.rows("SELECT FROM import_chunk UNION ALL SELECT FROM import_report_line") == []


async def test_the_database_itself_shows_no_other_organisations_job(region: VacancyService) -> None:
    job = await done(region, as_csv([row("a", Uren_vanaf="veel")]))
    database = region.context.parts.database
    for organisation, expected in (("waterrijk", 1), ("duinmeer", 0), (None, 0)):
        async with database.unit_of_work(Behalf.of(organisation)) as uow:
            for table in ("import_job", "import_report_line"):
                found = await uow.fetch(sql(f"SELECT FROM {table}"))
                assert len(found) == expected, (organisation, table, job)


async def test_a_request_that_is_repeated_with_its_key_is_one_job(region: VacancyService) -> None:
    file, key = as_csv([row("a")]), {"Idempotency-Key": "first-load"}
    first, second = await send(region, file, headers=key), await send(region, file, headers=key)
    assert (second.status_code, second.json()) == (202, first.json())
    assert (await send(region, as_csv([row("b")]), headers=key)).status_code == 422
    assert (await send(region, file, headers=key, rows="good")).status_code == 422
    await finished(region, first)
    assert len(await region.rows("SELECT FROM import_job")) == 1


async def test_a_file_that_cannot_be_read_says_why(region: VacancyService) -> None:
    for file, form, words in (
        (b"", CSV, "geen kolomkoppen"),
        (b'a;"b\r\nc', CSV, "aanhalingsteken"),
        (b"PK\x03\x04 is no workbook", XLSX, "geen XLSX"),
        (as_csv([row("a")]), XLSX, "geen XLSX"),
    ):
        job = await done(region, file, form=form)
        assert (job["status"], job["stored"], job["problem"]["code"]) == ("finished", False, "unreadable")
        assert words in job["problem"]["detail"]
    assert (await send(region, b"{}", form="application/json")).status_code == 415
    assert (await send(region, b"a" * (20 * 1024 * 1024 + 1))).status_code == 413


async def test_a_file_is_gone_when_it_was_taken_in_and_its_report_after_seven_days(region: VacancyService) -> None:
    job = await done(region, as_csv([row("a", Uren_vanaf="veel")]))
    assert await region.rows("SELECT FROM import_chunk") == []
    jobs, database = region.context.parts.imports.jobs, region.context.parts.database
    for age, left in (("6 days 23 hours", 1), ("7 days 1 minute", 0)):
        await region.rows(f"UPDATE import_job SET received_at = clock_timestamp() - '{age}'::interval RETURNING 1")
        async with database.unit_of_work(Role.WORKER) as uow:
            await jobs.forget_old(uow)
            await uow.commit()
        assert len(await region.rows("SELECT FROM import_report_line")) == left, job


async def test_half_a_file_is_not_taken_for_the_whole(region: VacancyService) -> None:
    async def broken() -> Any:
        yield as_csv([row("a")])
        raise ConnectionResetError

    sent = {**region.hr("waterrijk"), "content-type": CSV}
    await region.running.http.post(
        "/vacancy/v1/import-jobs?kind=vacancies&dryRun=false", content=broken(), headers=sent
    )
    await region.running.settle()
    assert [each["status"] for each in await region.rows("SELECT status FROM import_job")] == ["receiving"]
    assert await vacancies(region) == []


@pytest.mark.parametrize("kind", ["vacancies", "secondment-requests"])
@pytest.mark.parametrize("form", ["csv", "xlsx"])
@pytest.mark.parametrize("language", ["nl", "en"])
async def test_each_templates_example_row_can_be_imported_as_it_stands(
    region: VacancyService, kind: str, form: str, language: str
) -> None:
    answer = await region.get(f"/import-templates/{kind}?format={form}&language={language}", {})
    assert answer.status_code == 200
    job = await done(region, answer.content, kind=kind, form=answer.headers["content-type"].partition(";")[0])
    assert (job["stored"], job["counts"]) == (True, {"created": 1}), await report(region, job)
