"""One vacancy decided, with explanation and decision record, against writing the very same rows and nothing else.

Ours is the whole second transaction of matching, from the turn to the commit: find who fits, read both sides again,
judge, count who shares a card, seal, and write what each may see. The floor has every row made beforehand: those that
ours has just written are taken out of the tables and brought back in one transaction on one bare connection, by one
INSERT for each table, and then by COPY, which is the fastest way there is.
"""

import asyncio
import time
from collections.abc import Mapping
from io import BytesIO
from statistics import median
from typing import TYPE_CHECKING
from uuid import UUID

import asyncpg

from bench.command import Ground, Outcome, Size, ground, main, say
from bench.hops import Bench, desk_of
from bench.match_vacancy import judged
from bench.profiles import add_need, fill
from bench.report import at_least, compared
from doorstroom_common.covenant_store import CovenantStore
from doorstroom_common.database import Database, Role
from doorstroom_common.run import loop_factory, spare_what_stays
from doorstroom_matching.application.desk import Desk
from doorstroom_matching.application.match_need import match_need

if TYPE_CHECKING:
    Connection = asyncpg.Connection[asyncpg.Record]

TITLE = "proposals: one vacancy decided, proposals/s"
SIZES: Mapping[Size, tuple[int, int]] = {"full": (20_000, 12), "quick": (20_000, 5), "smoke": (4_000, 1)}
"""Candidates, and vacancies."""
OF_NEED = "need_id = '{need}'"
OF_MATCH = "match_id IN (SELECT match_id FROM decision WHERE need_id = '{need}')"
TEXT_ID = "(SELECT match_id::text FROM decision WHERE need_id = '{need}')"
WRITTEN = {
    "outbox": f"key IN {TEXT_ID}",
    "timer": f"split_part(key, ' ', 1) IN {TEXT_ID}",
    "match_step": OF_MATCH,
    "person_match_view": OF_NEED,
    "match_view": OF_NEED,
    "match": OF_NEED,
    "decision": OF_NEED,
}
"""Where the proposals of one need are written, and which rows are theirs; decisions last, by which they are found."""
INSERT = "INSERT INTO {0} OVERRIDING SYSTEM VALUE SELECT * FROM jsonb_populate_recordset(NULL::{0}, $1::jsonb)"


def benchmark(size: Size) -> Outcome:
    candidates, needs = SIZES[size]
    with ground() as servers, asyncio.Runner(loop_factory=loop_factory()) as runner:
        return runner.run(_measured(servers, candidates, needs, size))


async def _measured(servers: Ground, candidates: int, needs: int, size: Size) -> Outcome:
    rules = await fill(servers, candidates)
    say(f"{candidates:,} candidates stored")
    async with Bench("matching", servers) as matching:
        known = CovenantStore(matching.database)
        await known.refresh()
        desk = await desk_of(matching)
        spare_what_stays()
        bare = await servers.owner("matching")
        taken = []
        for _ in range(needs + 1):
            need_id = await add_need(matching.database, known, rules)
            decided = await _decided(matching.database, need_id, desk)
            taken.append((decided, *await _alone(bare, need_id)))
        proposals = int(await bare.fetchval("SELECT count(*) FROM match")) // (needs + 1)
        await bare.close()
    decided, inserted, copied = (proposals / median(seconds) for seconds in zip(*taken[1:], strict=True))
    rows = [
        at_least(compared("decided and stored, against the same rows inserted", decided, inserted), 0.5),
        compared("the same, against a COPY of the rows", decided, copied),
    ]
    return Outcome(judged(rows, size), [f"{proposals:,} proposals for each of {needs} vacancies"])


async def _decided(database: Database, need_id: UUID, desk: Desk) -> float:
    started = time.perf_counter()
    async with database.unit_of_work(Role.WORKER) as uow:
        await match_need(str(need_id), uow, desk)
        await uow.commit()
    return time.perf_counter() - started


async def _alone(bare: "Connection", need_id: UUID) -> tuple[float, float]:
    """Seconds for all rows of a need, inserted and copied. They are the same afterwards as before."""
    which = {table: rows.format(need=need_id) for table, rows in WRITTEN.items()}
    values = {table: await _as_values(bare, table, rows) for table, rows in which.items()}
    await _remove(bare, which)
    started = time.perf_counter()
    async with bare.transaction():
        for table, made in values.items():
            await bare.execute(INSERT.format(table), made)
    inserted = time.perf_counter() - started
    binary = {table: await _as_binary(bare, table, rows) for table, rows in which.items()}
    await _remove(bare, which)
    started = time.perf_counter()
    async with bare.transaction():
        for table, ready in binary.items():
            await bare.copy_to_table(table, source=BytesIO(ready), format="binary")
    return inserted, time.perf_counter() - started


async def _as_values(bare: "Connection", table: str, which: str) -> str:
    return str(await bare.fetchval(f"SELECT jsonb_agg({table}) FROM {table} WHERE {which}"))


async def _as_binary(bare: "Connection", table: str, which: str) -> bytes:
    sink = BytesIO()
    await bare.copy_from_query(f"SELECT * FROM {table} WHERE {which}", output=sink, format="binary")
    return sink.getvalue()


async def _remove(bare: "Connection", which: Mapping[str, str]) -> None:
    for table, rows in which.items():
        await bare.execute(f"DELETE FROM {table} WHERE {rows}")


if __name__ == "__main__":
    main(TITLE, benchmark)
