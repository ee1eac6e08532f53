"""A spreadsheet of vacancies as somebody at Waterrijk would save it, and how it is sent."""

import asyncio
import csv
from collections.abc import Mapping, Sequence
from io import BytesIO, StringIO
from typing import Any

import httpx
from openpyxl import Workbook

from doorstroom_common.sheets.reading import CSV, XLSX
from services.vacancy.tests.speaking import BASE, VacancyService

ROW: Mapping[str, Any] = {
    "Kenmerk": "V-1",
    "Titel": "Vergunningverlener",
    "Beroep": "urn:occupation:permit-officer",
    "Uren vanaf": "31,5",
    "Uren tot": "36",
    "Cao": "cao-gemeenten",
    "Schaal vanaf": "9",
    "Schaal tot": "10A",
    "Behoefte": "Structureel",
    "Contract voor buitenstaanders": "tijdelijk met uitzicht op vast",
    "Sluitingsdatum": "12-4-2026",
}
SECONDS = 20.0


def row(external_id: str, **changes: Any) -> dict[str, Any]:
    """By Dutch headings; with spaces for underscores."""
    return {**ROW, "Kenmerk": external_id, **{name.replace("_", " "): value for name, value in changes.items()}}


def as_csv(rows: Sequence[Mapping[str, Any]], separator: str = ";", encoding: str = "utf-8-sig") -> bytes:
    headings = list(dict.fromkeys(name for each in rows for name in each))
    text = StringIO()
    writer = csv.DictWriter(text, headings, delimiter=separator, restval="")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode(encoding)


def as_xlsx(rows: Sequence[Mapping[str, Any]]) -> bytes:
    book = Workbook()
    page: Any = book.active
    headings = list(dict.fromkeys(name for each in rows for name in each))
    page.append(headings)
    for each in rows:
        page.append([each.get(name) for name in headings])
    file = BytesIO()
    book.save(file)
    return file.getvalue()


async def send(
    region: VacancyService, file: bytes, organisation: str = "waterrijk", form: str = CSV,
    headers: Mapping[str, str] | None = None, **query: Any,
) -> httpx.Response:  # fmt: skip
    wanted = {"kind": "vacancies", "dryRun": "false", **query}
    sent = {**region.hr(organisation), "content-type": form, "accept-language": "nl", **(headers or {})}
    return await region.running.http.post(f"{BASE}/import-jobs", params=wanted, content=file, headers=sent)


async def finished(region: VacancyService, sent: httpx.Response, organisation: str = "waterrijk") -> dict[str, Any]:
    """The job when it is over."""
    assert sent.status_code == 202, sent.text
    async with asyncio.timeout(SECONDS):
        while True:
            answer = await region.running.http.get(sent.headers["location"], headers=region.hr(organisation))
            job: dict[str, Any] = answer.json()
            if job["status"] in ("finished", "failed"):
                return job
            await asyncio.sleep(0.02)


async def done(region: VacancyService, file: bytes, **more: Any) -> dict[str, Any]:
    return await finished(region, await send(region, file, **more), more.get("organisation", "waterrijk"))


async def report(region: VacancyService, job: Mapping[str, Any]) -> list[dict[str, Any]]:
    path = f"/import-jobs/{job['jobId']}/report?limit=100"
    lines: list[dict[str, Any]] = (await region.get(path, region.hr("waterrijk"))).json()["items"]
    return lines


__all__ = ["CSV", "XLSX", "as_csv", "as_xlsx", "done", "finished", "report", "row", "send"]
