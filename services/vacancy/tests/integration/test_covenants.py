from pathlib import Path

import pytest

from doorstroom_common.covenant import CovenantRefused, covenant_hash
from services.vacancy.tests.speaking import VacancyService
from services.vacancy.tests.story import DEMO, SWITCH, next_version


async def test_without_any_covenant_the_service_is_not_ready_and_says_so(empty: VacancyService) -> None:
    answer = await empty.running.http.get("/vacancy/health/ready")
    assert answer.status_code == 503
    assert "no covenant has been adopted yet" in answer.text
    await empty.context.adopt(DEMO, "demo.yaml")
    await empty.running.settle()
    assert "covenant" not in (await empty.running.http.get("/vacancy/health/ready")).text


async def test_an_adopted_covenant_is_told_with_its_text_and_hash(empty: VacancyService) -> None:
    adopted = await empty.context.adopt(DEMO.replace("\n", "\r\n"), "demo.yaml")
    assert adopted.new
    [event] = await empty.events("covenants")
    assert event["data"]["text"] == DEMO
    assert event["data"]["hash"] == covenant_hash(DEMO)
    assert (event["subject"], event["sequence"]) == ("delta-demo", "1")


async def test_the_same_text_again_is_no_adoption(region: VacancyService) -> None:
    assert not (await region.context.adopt(DEMO, "demo.yaml")).new
    assert len(await region.events("covenants")) == 1


async def test_a_refused_covenant_says_where_and_why_and_the_one_in_force_stays(region: VacancyService) -> None:
    broken = DEMO.replace("days: 14", "days: fourteen", 1)
    with pytest.raises(CovenantRefused) as refused:
        await region.context.adopt(broken, "demo.yaml")
    [fault] = refused.value.faults
    assert (fault.file, DEMO.splitlines()[fault.line - 1].strip()) == ("demo.yaml", "days: 14")
    with pytest.raises(CovenantRefused, match="version"):
        await region.context.adopt(DEMO.replace("days: 14", "days: 13", 1), "demo.yaml")
    assert (await region.opened())["governingCovenant"]["hash"] == covenant_hash(DEMO)
    assert len(await region.events("covenants")) == 1


async def test_a_new_version_governs_what_opens_from_its_first_day_on(region: VacancyService) -> None:
    before = await region.opened()
    await region.context.adopt(next_version(DEMO, "2026-03-04").replace("days: 7", "days: 5", 1), "demo.yaml")
    assert (await region.opened())["governingCovenant"]["version"] == 1
    await region.advance(days=3)
    after = await region.opened()
    assert (after["governingCovenant"]["version"], after["nextStageAt"]) == (2, "2026-03-10T08:00:00Z")
    read = await region.get(f"/vacancies/{before['vacancyId']}", region.hr("waterrijk"))
    assert read.json()["governingCovenant"]["version"] == 1


async def test_covenants_are_adopted_from_files_by_a_job(
    empty: VacancyService, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    import asyncio

    from doorstroom_vacancy.__main__ import main

    database = empty.running.service.settings.database
    monkeypatch.setenv("DOORSTROOM_VACANCY_DATABASE__APP_DSN", database.app_dsn.get_secret_value())
    monkeypatch.setenv("DOORSTROOM_VACANCY_DATABASE__WORKER_DSN", database.worker_dsn.get_secret_value())
    monkeypatch.setenv("DOORSTROOM_VACANCY_BUS__DSN", empty.running.bus_dsn)
    good, bad = tmp_path / "switch.yaml", tmp_path / "broken.yaml"
    good.write_text(SWITCH, "utf-8")
    bad.write_text(DEMO.replace("days: 14", "days: fourteen", 1), "utf-8")
    monkeypatch.setattr("sys.argv", ["doorstroom_vacancy", "adopt", str(bad), str(good), str(tmp_path / "none.yaml")])
    assert await asyncio.to_thread(main) == 1
    said = capsys.readouterr()
    assert "Adopted: switch version 1" in said.out
    assert "broken.yaml" in said.err
    assert "none.yaml" in said.err
    assert [event["subject"] for event in await empty.events("covenants")] == ["switch"]
