"""From an empty process to an index that answers, against the COPY of the same profiles out of PostgreSQL.

The profiles are coded first, as the service does with what it has from an earlier release, and their table is written
anew, so that both sides read what they would read of profiles that were coded when they came.
The COPY hands over bytes and nothing else. Memory is what the process has grown by, against the plain columns: a row of
fixed width for each candidate and four bytes for each skill, occupation, group and blocked organisation.
"""

import asyncio
import gc
import time
from collections.abc import Mapping
from statistics import median

import psutil

from bench.command import Ground, Outcome, Size, ground, main, say
from bench.hops import Bench
from bench.match_vacancy import judged
from bench.profiles import fill
from bench.report import at_most, compared
from doorstroom_common.database import Database, Role
from doorstroom_common.run import loop_factory
from doorstroom_matching.adapters.coding import Coding
from doorstroom_matching.adapters.index.following import Following
from doorstroom_matching.adapters.index.people import People
from doorstroom_matching.adapters.index.profiles import ROW
from doorstroom_matching.adapters.indexed_pairs import PEOPLE
from doorstroom_matching.domain.candidate import Candidate

TITLE = "index start: from PostgreSQL to ready"
SIZES: Mapping[Size, tuple[int, int]] = {"full": (200_000, 3), "quick": (200_000, 1), "smoke": (4_000, 1)}
"""Candidates, and rounds."""
PROFILES = "SELECT data FROM candidate WHERE state = 'active'"
COUNTED = (
    "SELECT count(*), sum(cardinality(skills) + jsonb_array_length(data -> 'occupations')"
    " + jsonb_array_length(data -> 'blockedOrganisations')) FROM candidate WHERE state = 'active'"
)


def benchmark(size: Size) -> Outcome:
    candidates, rounds = SIZES[size]
    with ground() as servers, asyncio.Runner(loop_factory=loop_factory()) as runner:
        return runner.run(_measured(servers, candidates, rounds, size))


async def _measured(servers: Ground, candidates: int, rounds: int, size: Size) -> Outcome:
    await fill(servers, candidates)
    say(f"{candidates:,} candidates stored")
    async with Bench("matching", servers) as matching:
        coding = await _coded(servers, matching.database)
        index = Following(PEOPLE, matching.database)
        copied = [await _copied(matching.database) for _ in range(rounds + 1)]
        before = _memory()
        loaded = [await _loaded(index)]
        grown = _memory() - before
        loaded += [await _loaded(index) for _ in range(rounds - 1)]
        columns = await _columns(matching.database)
    seconds = at_most(compared("ready, s, against the COPY", median(loaded), median(copied[1:])), 1.3)
    memory = at_most(compared("memory, MB, against the columns", grown / 1e6, columns), 2.5)
    notes = [f"{len(index):,} candidates, {rounds} rounds", f"coded before in {coding:.1f} s"]
    return Outcome(judged([seconds, memory], size), notes)


async def _coded(servers: Ground, database: Database) -> float:
    started = time.perf_counter()
    await Coding(database).run(asyncio.Event())
    seconds = time.perf_counter() - started
    owner = await servers.owner("matching")
    await owner.execute("VACUUM (FULL, ANALYZE) candidate")
    await owner.close()
    return seconds


async def _loaded(index: Following[Candidate, People]) -> float:
    started = time.perf_counter()
    await index.load()
    return time.perf_counter() - started


async def _copied(database: Database) -> float:
    async def sink(_: bytes) -> None:
        return

    async with database.connection(Role.WORKER) as connection:
        started = time.perf_counter()
        await connection.copy_from_query(PROFILES, output=sink)
        return time.perf_counter() - started


async def _columns(database: Database) -> float:
    """Megabytes."""
    async with database.connection(Role.WORKER) as connection:
        ((people, terms),) = await connection.fetch(COUNTED)
    return float(people * ROW.itemsize + terms * 4) / 1e6


def _memory() -> int:
    gc.collect()
    resident: int = psutil.Process().memory_info().rss
    return resident


if __name__ == "__main__":
    main(TITLE, benchmark)
