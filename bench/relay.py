"""Events per second from the outbox to the PostgreSQL bus, against the floor.

Ours is the product's relay on the product's bus: read in order, publish, delete what was acknowledged, until the outbox
is empty. The floor is one client that SELECTs the same rows in the same batches and COPYs them into a log of the same
shape: no partitions, no positions under a lock, no notification, no delete. What ours wrote is read back in each round:
every event once, and the versions of each vacancy in order.
"""

import asyncio
import time
from collections.abc import Mapping
from statistics import median
from typing import TYPE_CHECKING, Any

import asyncpg
import orjson
from pydantic import SecretStr

from bench.command import Ground, Outcome, Size, ground, main, say
from bench.events import TOPIC, events
from bench.report import at_least, compared
from doorstroom_common.bus import Record, create_bus
from doorstroom_common.database import Database
from doorstroom_common.observability import Telemetry
from doorstroom_common.outbox.relay import BATCH, Relay
from doorstroom_common.run import loop_factory
from doorstroom_common.settings import BusSettings, DatabaseSettings

if TYPE_CHECKING:
    Connection = asyncpg.Connection[asyncpg.Record]

OTHER_TOPIC = "placements"
TITLE = "relay: outbox to PostgreSQL bus, events/s"
SIZES: Mapping[Size, tuple[int, int]] = {"full": (60_000, 7), "quick": (20_000, 3), "smoke": (4_000, 1)}
"""Events, and rounds."""
LOG = ("topic", "partition", "position", "key", "value")
FLOOR_LOG = "CREATE TABLE floor_log (LIKE bus_log INCLUDING ALL)"


def benchmark(size: Size) -> Outcome:
    count, rounds = SIZES[size]
    with ground() as servers, asyncio.Runner(loop_factory=loop_factory()) as runner:
        ours, floor = runner.run(_rounds(servers, count, rounds))
    ratio = median(mine / theirs for mine, theirs in zip(ours, floor, strict=True))
    row = at_least(compared(f"{count:,} events in batches of {BATCH:,}", median(ours), median(floor), ratio), 0.7)
    return Outcome([row], [f"nothing lost, doubled or out of order in {rounds + 1} rounds"])


async def _rounds(servers: Ground, count: int, rounds: int) -> tuple[list[float], list[float]]:
    """Events per second of ours and of the floor, round by round; the first round warms up."""
    addresses = servers.addresses.services
    outbox = await asyncpg.connect(addresses["vacancy"].worker_dsn)
    log = await asyncpg.connect(addresses["bus"].owner_dsn)
    await log.execute(FLOOR_LOG)
    await outbox.execute("DELETE FROM outbox")  # the adoption of the covenant
    ours, floor = [], []
    for number in range(rounds + 1):
        stored = await _fill(outbox, count)
        floor.append(count / await _floor(outbox, log, count))
        await log.execute("TRUNCATE bus_log, floor_log")
        ours.append(count / await _relayed(servers, outbox))
        await _check(log, stored)
        say(f"round {number} of {rounds}: {ours[-1]:,.0f} and {floor[-1]:,.0f}")
    await outbox.close()
    await log.close()
    return ours[1:], floor[1:]


async def _fill(outbox: "Connection", count: int) -> list[str]:
    """Fill the outbox and return the ids in the order in which they were stored."""
    made = list(events(count))
    rows = [(TOPIC, event.subject, event.to_bytes()) for event in made]
    await outbox.copy_records_to_table("outbox", columns=("topic", "key", "value"), records=rows)
    return [str(event.id) for event in made]


async def _floor(outbox: "Connection", log: "Connection", count: int) -> float:
    started, last, done = time.perf_counter(), 0, 0
    while done < count:
        rows = await outbox.fetch(
            "SELECT id, topic, key, value FROM outbox WHERE id > $1 ORDER BY id LIMIT $2", last, BATCH
        )
        records = [(row["topic"], 0, done + place, row["key"], row["value"]) for place, row in enumerate(rows)]
        await log.copy_records_to_table("floor_log", columns=LOG, records=records)
        last, done = rows[-1]["id"], done + len(rows)
    return time.perf_counter() - started


async def _relayed(servers: Ground, outbox: "Connection") -> float:
    """Seconds until the relay, which waits for the outbox with its connections open, has deleted the last event."""
    dsns = servers.addresses.services
    database = Database(
        DatabaseSettings(
            app_dsn=SecretStr(dsns["vacancy"].app_dsn), worker_dsn=SecretStr(dsns["vacancy"].worker_dsn)
        )
    )  # fmt: skip
    bus = create_bus(BusSettings(dsn=SecretStr(dsns["bus"].worker_dsn)), client="bench")
    await bus.start()
    await database.open()
    await bus.publish([Record(OTHER_TOPIC, "warm-up", None)])
    stop, telemetry = asyncio.Event(), Telemetry()
    transaction = outbox.transaction()
    await transaction.start()
    await outbox.execute("LOCK TABLE outbox IN ACCESS EXCLUSIVE MODE")
    running = asyncio.create_task(Relay(database, bus, telemetry.metrics).run(stop))
    try:
        while not await outbox.fetchval("SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted)"):
            await asyncio.sleep(0.005)
        started = time.perf_counter()
        await transaction.commit()
        while await outbox.fetchval("SELECT EXISTS (SELECT FROM outbox)"):
            await asyncio.sleep(0.005)
        return time.perf_counter() - started
    finally:
        stop.set()
        database.signals.outbox.set()
        await running
        await database.close()
        await bus.stop()


async def _check(log: "Connection", stored: list[str]) -> None:
    """What the log holds is what was stored: each event once, and per key the versions in order."""
    rows: list[Any] = await log.fetch(
        "SELECT partition, key, value FROM bus_log WHERE topic = $1 ORDER BY partition, position", TOPIC
    )
    read = [orjson.loads(row["value"]) for row in rows]
    if sorted(each["id"] for each in read) != sorted(stored):
        raise AssertionError(f"{len(stored)} events were stored, and the log holds {len(read)} or others")
    latest: dict[str, int] = {}
    for row, each in zip(rows, read, strict=True):
        if int(each["sequence"]) <= latest.get(row["key"], 0):
            raise AssertionError(f"{row['key']}: version {each['sequence']} after {latest[row['key']]}")
        latest[row["key"]] = int(each["sequence"])


if __name__ == "__main__":
    main(TITLE, benchmark)
