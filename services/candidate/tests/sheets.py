"""A spreadsheet of employees as somebody at Waterrijk would save it, and how it is sent."""

import asyncio
import csv
from collections.abc import Mapping, Sequence
from io import StringIO
from typing import Any

import httpx

from doorstroom_common.sheets.reading import CSV
from services.candidate.tests.conftest import BASE, CandidateService
from services.candidate.tests.story import WILLEM_EMAIL, WILLEM_NAME, WILLEM_PHONE

NUMBER = "HR-77420017"
ROW: Mapping[str, str] = {
    "Personeelsnummer": NUMBER,
    "Naam": WILLEM_NAME,
    "Privé-e-mail": WILLEM_EMAIL,
    "Telefoon": WILLEM_PHONE,
    "Werkgever": "Waterrijk",
    "Rechtsvorm": "arbeidsovereenkomst",
    "Contract": "vast",
    "Cao": "cao-gemeenten",
    "Schaal": "10A",
    "Trede": "7",
    "Contracturen": "36",
    "Uren vanaf": "31,5",
    "Uren tot": "36",
    "Soort overstap": "vast | detachering",
}
SECONDS = 20.0


def row(number: str = NUMBER, **changes: str) -> dict[str, str]:
    """By Dutch headings; with spaces for underscores."""
    return {**ROW, "Personeelsnummer": number, **{name.replace("_", " "): value for name, value in changes.items()}}


def colleague(number: int) -> dict[str, str]:
    return {**row(f"c{number}"), "Naam": "Kanariegeel", "Privé-e-mail": f"c{number}@thuis.example"}


def as_csv(rows: Sequence[Mapping[str, str]]) -> bytes:
    text = StringIO()
    writer = csv.DictWriter(
        text, list(dict.fromkeys(name for each in rows for name in each)), delimiter=";", restval=""
    )
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode("cp1252")


async def send(
    service: CandidateService, file: bytes, caller: Mapping[str, str] | None = None, form: str = CSV, **query: Any
) -> httpx.Response:
    wanted = {"kind": "candidates", "dryRun": "false", **query}
    sent = {**(caller or service.hr()), "content-type": form, "accept-language": "nl"}
    return await service.running.http.post(f"{BASE}/import-jobs", params=wanted, content=file, headers=sent)


async def done(service: CandidateService, file: bytes, **more: Any) -> dict[str, Any]:
    """The job when it is over."""
    sent = await send(service, file, **more)
    assert sent.status_code == 202, sent.text
    async with asyncio.timeout(SECONDS):
        while True:
            caller = more.get("caller") or service.hr()
            job: dict[str, Any] = (await service.running.http.get(sent.headers["location"], headers=caller)).json()
            if job["status"] in ("finished", "failed"):
                return job
            await asyncio.sleep(0.02)
