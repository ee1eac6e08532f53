"""A spreadsheet of employees takes the way of an HR system's import, and tells no more of anybody."""

from typing import Any

import pytest

from services.candidate.tests.conftest import CandidateService
from services.candidate.tests.sheets import NUMBER, as_csv, colleague, done, row, send
from services.candidate.tests.story import PERSONAL

STORED = "SELECT * FROM registration ORDER BY candidate_id"
TABLES = ("import_job", "import_chunk", "import_report_line")


async def report(service: CandidateService, job: dict[str, Any]) -> list[dict[str, Any]]:
    lines: list[dict[str, Any]] = (await service.get(f"/import-jobs/{job['jobId']}/report", service.hr())).json()[
        "items"
    ]
    return lines


async def test_who_is_in_the_sheet_sleeps_and_can_confirm(service: CandidateService) -> None:
    dry = await done(service, as_csv([row()]), dryRun="true")
    assert (dry["stored"], dry["counts"]) == (False, {"taken": 1})
    assert await service.rows(STORED) == []
    assert await service.rows("SELECT FROM candidate_import") == []
    job = await done(service, as_csv([row()]))
    assert (job["stored"], job["counts"]) == (True, {"taken": 1})
    assert await service.events() == []
    await service.willem_confirms()
    [event] = await service.events()
    assert (event["data"]["registeredBy"], event["data"]["hours"]) == ("employer", {"min": 31.5, "max": 36})
    assert event["data"]["moves"] == ["permanent", "secondment"]


async def test_sent_again_it_changes_nothing_and_counts_the_same_whoever_confirmed(service: CandidateService) -> None:
    file = as_csv([row(), colleague(1)])
    first = await done(service, file)
    await service.willem_confirms()
    stored, events = await service.rows(STORED), await service.events()
    again = await done(service, file)
    assert (again["counts"], again["rowsRead"]) == (first["counts"], first["rowsRead"])
    assert (await service.rows(STORED), await service.events()) == (stored, events)


async def test_sheet_and_json_know_the_same_person_by_their_number(service: CandidateService) -> None:
    await done(service, as_csv([row()]))
    (before,) = await service.external_keys()
    await done(service, as_csv([row(Schaal="11")]))
    assert await service.external_keys() == [before]


async def test_what_sleeps_and_is_in_no_row_is_taken_back_with_replace(service: CandidateService) -> None:
    await done(service, as_csv([row(), *map(colleague, range(1, 10))]))
    willem = await service.willem_confirms()
    few = await done(service, as_csv([colleague(1)]), mode="replace")
    assert (few["stored"], few["problem"]["code"]) == (False, "takes-back-too-many")
    assert len(await service.ids(service.hr())) == 10
    assert (await done(service, as_csv(list(map(colleague, range(2, 10)))), mode="replace"))["stored"]
    left = await service.ids(service.hr())
    assert (len(left), willem in left) == (9, True)
    reasons = await service.rows("SELECT reason FROM erasure")
    assert [each["reason"] for each in reasons] == ["registration-taken-back"]


async def test_a_report_names_every_bad_cell_and_repeats_nothing_of_a_person(service: CandidateService) -> None:
    bad = [
        row(Contracturen="veel", Telefoon="Zwaluwstaart 00041702"),
        row("b", Werkgever="duinmeer"),
        row("b"),
        row(f"{NUMBER} b", **{"Privé-e-mail": "kanariegeel@"}),
        row("d", Contract="tijdelijk", **{"Contract tot en met": "1-1-2020"}),
    ]
    job = await done(service, as_csv(bad))
    assert (job["stored"], job["badRows"]) == (False, 5)
    lines = await report(service, job)
    assert [(line["row"], line["column"], line["value"]) for line in lines] == [
        (2, "Contracturen", "veel"),
        (2, "Telefoon", None),
        (3, "Werkgever", "duinmeer"),
        (4, "Personeelsnummer", None),
        (5, "Privé-e-mail", None),
        (5, "Personeelsnummer", None),
        (6, "Contract tot en met", "1-1-2020"),
    ]
    stored = str([await service.rows(f"SELECT * FROM {table}") for table in TABLES]).casefold()
    assert not [word for word in (*PERSONAL, NUMBER.casefold()) if word in stored]


async def test_a_file_is_gone_as_soon_as_it_was_taken_in(service: CandidateService) -> None:
    for query in ({}, {"dryRun": "true"}):
        await done(service, as_csv([row()]), **query)
        assert await service.rows("SELECT FROM import_chunk") == []


async def test_only_the_organisations_own_system_sends_and_sees_it(service: CandidateService) -> None:
    job = await done(service, as_csv([row(), row()]))
    path = f"/import-jobs/{job['jobId']}"
    for there in (path, f"{path}/report"):
        assert (await service.get(there, service.hr("duinmeer"))).status_code == 404
        assert (await service.get(there, service.willem)).status_code == 403
        assert (await service.get(there, service.recruiter())).status_code == 403
    assert (await service.delete(path, service.hr("duinmeer"))).status_code == 404
    for caller in (service.willem, service.recruiter()):
        assert (await send(service, as_csv([row()]), caller)).status_code == 403
    theirs = await done(service, as_csv([row(Werkgever="duinmeer")]), caller=service.hr("duinmeer"))
    assert theirs["stored"]
    assert len(await service.rows(STORED)) == 1
    assert (await service.delete(path, service.hr())).status_code == 204


@pytest.mark.parametrize("form", ["csv", "xlsx"])
@pytest.mark.parametrize("language", ["nl", "en"])
async def test_the_templates_example_row_can_be_imported_as_it_stands(
    service: CandidateService, form: str, language: str
) -> None:
    answer = await service.get(f"/import-templates/candidates?format={form}&language={language}", {})
    job = await done(service, answer.content, form=answer.headers["content-type"].partition(";")[0])
    assert (job["stored"], job["counts"]) == (True, {"taken": 1}), await report(service, job)


async def test_what_was_given_comes_out_again_and_nothing_of_what_the_person_did(service: CandidateService) -> None:
    await done(service, as_csv([row(), colleague(1)]))
    candidate_id = await service.willem_confirms()
    await service.patch(f"/candidates/{candidate_id}", service.willem, {"moves": ["work-experience"]})
    answer = await service.get("/exports/candidates", service.hr())
    text = answer.content.decode("utf-8-sig")
    assert len(text.splitlines()) == 3
    [willem] = [line for line in text.splitlines() if candidate_id in line]
    for cell in ('"bevestigd"', '"vast | detachering"', f'"{row()["Naam"]}"'):
        assert cell in willem
    assert NUMBER not in text
    assert len((await service.get("/exports/candidates", service.hr("duinmeer"))).content.splitlines()) == 1
    assert (await service.get("/exports/candidates", service.willem)).status_code == 403
