"""A spreadsheet of vacancies taken in, against a COPY of the very same rows; and what memory that takes.

Ours counts from the first byte of the upload until the job says that it is done: every cell read, every row judged and
opened in its stage, its audience, its history and its event written. The floor copies all these rows, made beforehand,
into tables with the same indexes, in one transaction on a bare connection. Memory is the peak of the service's process,
a fresh one for each file.
"""

import asyncio
import csv
import time
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from io import BytesIO, StringIO
from pathlib import Path
from typing import TYPE_CHECKING

import asyncpg
import httpx

from bench.command import Ground, Outcome, Size, ground, main, say
from bench.report import at_least, at_most, compared
from bench.serving import ORGANISATION, SCOPES, Served, serving
from doorstroom_common.http import LocalIssuer

if TYPE_CHECKING:
    from bench.command import Connection

TITLE = "import: a spreadsheet of vacancies, rows/s"
SIZES: Mapping[Size, tuple[int, int]] = {"full": (5_000, 50_000), "quick": (1_000, 10_000), "smoke": (20, 200)}
"""Rows of a small file and of a large one."""
TABLES = ("vacancy", "vacancy_audience", "vacancy_history", "timer")
EVENTS = "SELECT topic, key, value FROM bus_log WHERE topic = 'vacancies'"
WAIT_SECONDS = 900.0


def benchmark(size: Size) -> Outcome:
    small, large = SIZES[size]
    memory, rates = {}, (0.0, 0.0)
    for rows in (small, large):
        with ground() as servers:
            with serving("vacancy", servers.folder) as served:
                seconds = _taken_in(servers, served, rows)
                asyncio.run(_published(servers))
                memory[rows] = _peak(served)
            say(f"{rows:,} rows in {seconds:.1f} s, {memory[rows]:.0f} MB at most")
            if rows == large:
                rates = rows / seconds, rows / asyncio.run(_copied(servers, rows))
    return Outcome(
        [
            at_least(compared(f"{large:,} rows, rows/s, against a COPY", *rates), 0.3),
            at_most(
                compared(f"memory at most, MB: {large:,} rows against {small:,}", memory[large], memory[small]), 1.2
            ),
        ]
    )


def _sheet(rows: int) -> bytes:
    """As it is saved from a Dutch spreadsheet."""
    closing = (datetime.now(UTC) + timedelta(days=42)).strftime("%d-%m-%Y")
    same = {
        "Beroep": "urn:occupation:permit-officer",
        "Uren vanaf": "31,5",
        "Uren tot": "36",
        "Cao": "cao-gemeenten",
        "Schaal vanaf": "9",
        "Schaal tot": "10A",
        "Behoefte": "Structureel",
        "Contract voor buitenstaanders": "tijdelijk met uitzicht op vast",
        "Vereiste vaardigheden": "urn:skill:a|urn:skill:b",
        "Sluitingsdatum": closing,
        "Tekst": "Jij beoordeelt aanvragen en spreekt met wie ze indient.",
    }
    text = StringIO()
    writer = csv.DictWriter(text, ["Kenmerk", "Titel", *same], delimiter=";")
    writer.writeheader()
    for number in range(rows):
        writer.writerow({"Kenmerk": f"HR-{number}", "Titel": f"Vergunningverlener {number}", **same})
    return text.getvalue().encode("utf-8-sig")


def _taken_in(servers: Ground, served: Served, rows: int) -> float:
    """Seconds until the job is done, with nothing but good rows."""
    token = LocalIssuer.open(servers.folder.keys).token(
        organisation=ORGANISATION, supplier="bench", scopes=SCOPES, lifetime=timedelta(hours=2)
    )
    headers, file = {"Authorization": f"Bearer {token}"}, _sheet(rows)
    query = {"kind": "vacancies", "dryRun": "false", "announce": "false"}
    with httpx.Client(base_url=f"http://127.0.0.1:{served.port}/vacancy/v1", headers=headers, timeout=120) as http:
        started = time.perf_counter()
        sent = http.post("/import-jobs", params=query, content=file, headers={"Content-Type": "text/csv"})
        where = sent.raise_for_status().headers["location"].removeprefix("/vacancy/v1")
        while (job := http.get(where).raise_for_status().json())["status"] not in ("finished", "failed"):
            if time.perf_counter() - started > WAIT_SECONDS:
                raise RuntimeError(f"not done after {WAIT_SECONDS:.0f} s: {job}")
            time.sleep(0.05)
        seconds = time.perf_counter() - started
    if not job["stored"] or job["rowsRead"] != rows:
        raise RuntimeError(f"the file was not taken in: {job}")
    return seconds


async def _published(servers: Ground) -> None:
    """Wait until every event is on the bus, from where the floor takes its copy."""
    connection = await servers.owner("vacancy")
    while await connection.fetchval("SELECT EXISTS (SELECT FROM outbox)"):
        await asyncio.sleep(0.05)
    await connection.close()


def _peak(served: Served) -> float:
    """Megabytes that the process has held at most; 0 where the system does not tell."""
    try:
        lines = Path(f"/proc/{served.pid}/status").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0.0
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM:")) / 1000


async def _copied(servers: Ground, rows: int) -> float:
    """Seconds of one transaction that copies what the import has written, its events included."""
    connection = await servers.owner("vacancy")
    bus = await asyncpg.connect(servers.addresses.services["bus"].owner_dsn)
    try:
        made = {table: await _bytes_of(connection, f"SELECT * FROM {table}") for table in TABLES}
        made["outbox"] = await _bytes_of(bus, EVENTS)
        for table in made:
            await connection.execute(f"CREATE TABLE copied_{table} (LIKE {table} INCLUDING ALL)")
        started = time.perf_counter()
        async with connection.transaction():
            for table, source in made.items():
                columns = ["topic", "key", "value"] if table == "outbox" else None
                source.seek(0)
                await connection.copy_to_table(f"copied_{table}", source=source, columns=columns, format="binary")
        seconds = time.perf_counter() - started
        for table in ("vacancy", "outbox"):
            if await connection.fetchval(f"SELECT count(*) FROM copied_{table}") != rows:
                raise RuntimeError(f"the floor has not the same rows of {table}")
    finally:
        await connection.close()
        await bus.close()
    return seconds


async def _bytes_of(connection: "Connection", query: str) -> BytesIO:
    found = BytesIO()
    await connection.copy_from_query(query, output=found, format="binary")
    return found


if __name__ == "__main__":
    main(TITLE, benchmark)
