"""A worker is killed while it takes in a spreadsheet: none of it is stored, then all of it, once."""

import csv
from io import StringIO
from typing import Any

import httpx
import pytest

from tests.faults.region import FaultyRegion
from tests.faults.service_process import bearer
from tests.faults.waiting import until

pytestmark = pytest.mark.asyncio(loop_scope="session")

ROWS = 3_000
AT = "/vacancy/v1/import-jobs"
STORED = "SELECT external_id FROM vacancy WHERE external_id LIKE 'killed-%'"
HISTORY = (
    "SELECT v.external_id FROM vacancy_history h JOIN vacancy v USING (organisation, vacancy_id)"
    " WHERE v.external_id LIKE 'killed-%'"
)


def drafts(rows: int) -> bytes:
    text = StringIO()
    columns = {
        "Titel": "Adviseur", "Beroep": "http://data.europa.eu/esco/occupation/1f2c7d2b", "Uren vanaf": "24",
        "Uren tot": "36", "Cao": "cao-gemeenten", "Schaal vanaf": "9", "Schaal tot": "10A", "Behoefte": "structureel",
        "Contract voor buitenstaanders": "vast", "Sluitingsdatum": "12-4-2050", "Status": "concept",
    }  # fmt: skip
    writer = csv.DictWriter(text, ["Kenmerk", *columns], delimiter=";")
    writer.writeheader()
    writer.writerows({"Kenmerk": f"killed-{number}", **columns} for number in range(rows))
    return text.getvalue().encode()


async def test_a_file_whose_worker_was_killed_midway_is_taken_in_whole_and_once(region: FaultyRegion) -> None:
    vacancy, headers = region.services["vacancy"], bearer(region.issuer, "waterrijk")
    sent = await vacancy.http.post(
        AT, params={"kind": "vacancies", "dryRun": "false"}, content=drafts(ROWS),
        headers={**headers, "content-type": "text/csv"},
    )  # fmt: skip
    assert sent.status_code == 202, sent.text

    async def job() -> dict[str, Any]:
        try:
            seen: dict[str, Any] = (await vacancy.http.get(sent.headers["location"], headers=headers)).json()
        except httpx.TransportError:
            return {"status": "unknown", "rowsRead": 0}
        return seen

    async def midway() -> bool:
        seen = await job()
        assert seen["status"] != "finished", "it was too quick to be killed midway"
        return int(seen["rowsRead"]) >= ROWS // 4

    async def over() -> bool:
        return (await job())["status"] in ("finished", "failed")

    await until(midway)
    vacancy.kill()
    assert await region.rows("vacancy", STORED) == []
    vacancy.start()
    await until(over)
    finished = await job()
    assert (finished["status"], finished["stored"], finished["counts"]) == ("finished", True, {"created": ROWS})
    assert len(await region.rows("vacancy", STORED)) == ROWS
    assert len(await region.rows("vacancy", HISTORY)) == ROWS
    [tried] = await region.rows("vacancy", "SELECT attempts FROM import_job")
    assert tried["attempts"] == 2
    assert await region.rows("vacancy", "SELECT FROM import_chunk") == []
