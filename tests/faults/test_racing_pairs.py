"""Vacancies and people posted at once over HTTP, while one of two matching processes is killed: every pair, and once.

`RACING_PAIRS=100000 make test ARGS=tests/faults/test_racing_pairs.py` is the whole of it.
"""

import asyncio
import math
import os
import random
from collections import Counter
from collections.abc import Sequence

import asyncpg
import pytest

from tests.faults.matching_job import MatchingJob
from tests.faults.region import FaultyRegion
from tests.faults.waiting import until

pytestmark = [
    pytest.mark.asyncio(loop_scope="session"),
    pytest.mark.parametrize("shared_region", ["postgres"], indirect=True),
]

PAIRS = int(os.environ.get("RACING_PAIRS", "400"))
SIDE = math.isqrt(PAIRS - 1) + 1
CLIENTS = 8
SECONDS = 60 + PAIRS / 10

KEPT = """
    SELECT need_id, candidate_id, status,
        (SELECT count(*) FROM decision WHERE decision.match_id = match.match_id) AS decided
    FROM match WHERE need_id = ANY($1)"""
TOLD = """
    SELECT need_id, candidate_id, version, count(DISTINCT event_id) AS told
    FROM (SELECT data #>> '{need,id}' AS need_id, data ->> 'candidateId' AS candidate_id, data ->> 'version' AS version,
            event_id
        FROM (SELECT event -> 'data' AS data, event ->> 'id' AS event_id FROM (
            SELECT convert_from(value, 'UTF8')::jsonb AS event FROM bus_log WHERE topic = 'matches') AS logged) AS read
    ) AS named
    WHERE need_id = ANY($1) GROUP BY 1, 2, 3"""
"""What is told again after a kill has the id it had before, by which every reader knows it."""


class Race:
    """Every one of the people fits every one of the jobs; each side is posted by several clients, in no order."""

    def __init__(self, region: FaultyRegion) -> None:
        self._region = region
        self._job = MatchingJob(region)
        self._vacancies: list[str] = []
        turns = [self._post] * SIDE + [self._job.register] * SIDE
        random.shuffle(turns)
        self._turns = iter(turns)

    @property
    def pairs(self) -> set[tuple[str, str]]:
        return {(need, person) for need in self._vacancies for person in self._job.candidates}

    async def gather(self) -> None:
        await self._job.gather()

    async def run(self, turns: int) -> None:
        """So many more posts, by all clients together."""
        several = [turn for _, turn in zip(range(turns), self._turns, strict=False)]

        async def client(number: int) -> None:
            for turn in several[number::CLIENTS]:
                await turn()

        await asyncio.gather(*(client(number) for number in range(CLIENTS)))

    async def kept(self) -> Sequence[asyncpg.Record]:
        return await self._region.rows("matching", KEPT, self._vacancies)

    async def told(self) -> Sequence[asyncpg.Record]:
        bus = await asyncpg.connect(self._region.addresses.services["bus"].owner_dsn)
        try:
            rows: Sequence[asyncpg.Record] = await bus.fetch(TOLD, self._vacancies)
            return rows
        finally:
            await bus.close()

    async def some_are_found(self) -> bool:
        return bool(self._vacancies) and bool(await self.kept())

    async def _post(self) -> None:
        self._vacancies.append(await self._job.post())


@pytest.mark.timeout(180 + 2 * SECONDS)
async def test_two_processes_miss_no_pair_and_double_none_though_one_is_killed_midway(region: FaultyRegion) -> None:
    race = Race(region)
    await race.gather()
    async with region.another("matching"):
        await race.run(SIDE)
        await until(race.some_are_found)
        killed = region.services["matching"]
        posting = asyncio.create_task(race.run(SIDE))
        killed.kill()
        assert len(await race.kept()) < SIDE * SIDE
        killed.start()
        await posting
        await killed.until_ready()
        await region.settle(SECONDS)
        kept, told = await race.kept(), await race.told()
    assert len(race.pairs) == SIDE * SIDE
    assert Counter((str(row["need_id"]), str(row["candidate_id"])) for row in kept) == Counter(race.pairs)
    assert {row["status"] for row in kept} == {"proposed"}
    assert min(row["decided"] for row in kept) > 0
    assert {row["told"] for row in told} == {1}
    assert {(row["need_id"], row["candidate_id"]) for row in told} == race.pairs
