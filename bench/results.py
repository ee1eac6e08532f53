"""A year of a region over HTTP, against the plain aggregate queries over the same rows.

10,000 vacancies, 7,000 placements, 40,000 matches and 12,000 reactions of the demo's twelve members. The floor counts
them with one GROUP BY for each table and hides nothing; ours counts more (tiers, endings, who posted nothing), leaves
out what is small and what would give it away, and answers as JSON. Floor and ours take turns.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime, timedelta
from statistics import median

import httpx

from bench.command import Ground, Outcome, Size, ground, main, say
from bench.report import at_most, compared
from bench.serving import serving
from bench.year import FILL
from doorstroom_common.http import LocalIssuer

TITLE = "results: a year of a region, ms"
SIZES: Mapping[Size, tuple[int, int]] = {"full": (10_000, 60), "quick": (10_000, 20), "smoke": (200, 2)}
"""Vacancies, and the rounds."""
GOAL = 2.0
YEAR = datetime(2025, 1, 1, tzinfo=UTC)
OUTCOMES = (
    "SELECT outcome, count(*) FROM vacancy WHERE covenant_id = $1 AND closed_at >= $2 AND closed_at < $3"
    " GROUP BY outcome"
)
PLACEMENTS = (
    "SELECT origin, organisation, tier, contract, contract_kept, count(*) FROM placement WHERE covenant_id = $1"
    " AND recorded_at >= $2 AND recorded_at < $3 GROUP BY origin, organisation, tier, contract, contract_kept"
)
MATCHES = (
    "SELECT organisation, furthest, count(*), count(first_answer_at) FROM match_progress WHERE covenant_id = $1"
    " AND shown_at >= $2 AND shown_at < $3 GROUP BY organisation, furthest"
)
ANSWERS = (
    "SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY first_answer_at - shown_at) FROM match_progress"
    " WHERE covenant_id = $1 AND shown_at >= $2 AND shown_at < $3"
)
REACTIONS = (
    "SELECT r.status, count(*) FROM reaction r JOIN vacancy v USING (organisation, vacancy_id)"
    " WHERE v.covenant_id = $1 AND r.received_at >= $2 AND r.received_at < $3 GROUP BY r.status"
)
FLOOR = (OUTCOMES, PLACEMENTS, MATCHES, ANSWERS, REACTIONS)
PATH = "/vacancy/v1/covenants/delta-demo/results?from=2025-01-01&to=2025-12-31"


def benchmark(size: Size) -> Outcome:
    vacancies, rounds = SIZES[size]
    with ground() as servers:
        asyncio.run(_fill(servers, vacancies))
        with serving("vacancy", servers.folder) as served:
            ours, floor, cells = asyncio.run(_measured(servers, served.port, rounds))
    ratio = median(mine / theirs for mine, theirs in zip(ours, floor, strict=True))
    row = compared(f"a year with {vacancies:,} vacancies, over HTTP", median(ours), median(floor), ratio)
    notes = [f"{cells[0]} cells from where to where, {cells[1]} of them left out"]
    return Outcome([at_most(row, GOAL)], notes)


async def _fill(servers: Ground, vacancies: int) -> None:
    """As the owner: what is measured is reading."""
    connection = await servers.owner("vacancy")
    try:
        for statement in FILL:
            await connection.execute(statement, vacancies, YEAR)
        for table in ("vacancy", "placement", "match_progress", "reaction"):
            await connection.execute(f"VACUUM ANALYZE {table}")
    finally:
        await connection.close()
    say(f"{vacancies:,} vacancies stored")


async def _measured(servers: Ground, port: int, rounds: int) -> tuple[list[float], list[float], tuple[int, int]]:
    token = LocalIssuer.open(servers.folder.keys).token(
        person="bench", roles=("co-ordinator",), covenants=("delta-demo",), scopes=("vacancies:read",),
        lifetime=timedelta(hours=1),
    )  # fmt: skip
    connection = await servers.owner("vacancy")
    headers = {"Authorization": f"Bearer {token}"}
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", headers=headers, timeout=30) as http:

        async def plain() -> None:
            for statement in FLOOR:
                await connection.fetch(statement, "delta-demo", YEAR, datetime(2026, 1, 1, tzinfo=UTC))

        async def results() -> httpx.Response:
            return (await http.get(PATH)).raise_for_status()

        ours, floor = [], []
        for number in range(rounds + 3):  # the first three warm up
            pair = await _timed(plain), await _timed(results)
            if number >= 3:
                floor.append(pair[0])
                ours.append(pair[1])
        cells = (await results()).json()["moves"]["cells"]
    await connection.close()
    return ours, floor, (len(cells), sum(cell["count"] is None for cell in cells))


async def _timed(run: Callable[[], Awaitable[object]]) -> float:
    started = time.perf_counter()
    await run()
    return (time.perf_counter() - started) * 1000


if __name__ == "__main__":
    main(TITLE, benchmark)
