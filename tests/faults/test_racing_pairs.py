"""Needs and people posted at once, while one of two matching processes is killed: every pair is proposed, and once.

`RACING_PAIRS=100000 make test ARGS=tests/faults/test_racing_pairs.py` is the whole of it, about ten minutes.
"""

import asyncio
import math
import os
import random
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID, uuid4

import asyncpg
import orjson
import pytest
import pytest_asyncio

from doorstroom_common.bus import Bus, Record, create_bus
from doorstroom_common.cloudevent import CloudEvent
from doorstroom_common.http import LocalIssuer
from doorstroom_common.http.issuer import ISSUER
from doorstroom_common.settings import BusSettings
from doorstroom_common.testing.postgres import Databases
from doorstroom_common.testing.running import covenant_adopted, fresh
from doorstroom_matching.bootstrap import MIGRATIONS
from doorstroom_matching.settings import MatchingSettings
from services.matching.tests import facts
from services.matching.tests.story import covenant_text
from tests.faults.service_process import ServiceProcess
from tests.faults.waiting import until

PAIRS = int(os.environ.get("RACING_PAIRS", "400"))
SIDE = math.isqrt(PAIRS - 1) + 1
CLIENTS = 8
SECONDS = 30 + PAIRS / 20

PROPOSED = "SELECT count(*) FROM match WHERE status = 'proposed' AND version = 1"
WAITING = "SELECT (SELECT count(*) FROM work) + (SELECT count(*) FROM outbox)"
COPIES = "SELECT (SELECT count(*) FROM need) + (SELECT count(*) FROM candidate)"
TOLD = """
    SELECT data #>> '{need,id}' AS need_id, data ->> 'candidateId' AS candidate_id, count(DISTINCT event_id) AS told
    FROM (SELECT event -> 'data' AS data, event ->> 'id' AS event_id FROM (
        SELECT convert_from(value, 'UTF8')::jsonb AS event FROM bus_log WHERE topic = 'matches') AS logged) AS read
    GROUP BY 1, 2"""
"""What is told again after a kill has the id it had before, by which every reader knows it."""


class Replicas:
    """Two processes of matching on one database and one bus, each with an index of its own."""

    def __init__(self, settings: MatchingSettings, owner_dsn: str, bus_dsn: str, folder: Path) -> None:
        jwks = folder / "jwks.json"
        jwks.write_bytes(orjson.dumps(LocalIssuer.open(folder).jwks()))
        environment = {
            "DATABASE__OWNER_DSN": owner_dsn,
            "DATABASE__APP_DSN": settings.database.app_dsn.get_secret_value(),
            "DATABASE__WORKER_DSN": settings.database.worker_dsn.get_secret_value(),
            "BUS__DSN": bus_dsn,
            "AUTH__ISSUERS": orjson.dumps([{"issuer": ISSUER, "jwks_file": str(jwks)}]).decode(),
        }
        named = {f"DOORSTROOM_MATCHING_{name}": value for name, value in environment.items()}
        self.both = [ServiceProcess("matching", named, folder / f"matching-{number}.log") for number in range(2)]
        self.bus_settings = settings.bus
        self._dsn, self._bus_dsn = owner_dsn, bus_dsn

    async def start(self) -> None:
        for process in self.both:
            process.start()
        await asyncio.gather(*(process.until_ready() for process in self.both))

    async def rows(self, query: str, *, bus: bool = False) -> Sequence[asyncpg.Record]:
        connection = await asyncpg.connect(self._bus_dsn if bus else self._dsn)
        try:
            rows: Sequence[asyncpg.Record] = await connection.fetch(query)
            return rows
        finally:
            await connection.close()

    async def number(self, query: str) -> int:
        ((found,),) = await self.rows(query)
        return int(found)

    async def close(self) -> None:
        for process in self.both:
            await process.close()


@pytest_asyncio.fixture
async def replicas(databases: Databases, tmp_path: Path) -> AsyncIterator[Replicas]:
    settings, owner_dsn, bus_dsn = fresh(databases, MatchingSettings, MIGRATIONS)
    assert isinstance(settings, MatchingSettings)
    replicas = Replicas(settings, owner_dsn, bus_dsn, tmp_path)
    try:
        async with client(replicas.bus_settings) as bus:
            await post(bus, covenant_adopted(covenant_text(), datetime.now(UTC)))
            await replicas.start()
        yield replicas
    finally:
        await replicas.close()


@asynccontextmanager
async def client(settings: BusSettings) -> AsyncIterator[Bus]:
    bus = create_bus(settings)
    await bus.start()
    try:
        yield bus
    finally:
        await bus.stop()


async def post(bus: Bus, event: CloudEvent) -> None:
    await bus.publish([Record(event.topic, event.subject, event.to_bytes())])


async def post_at_once(replicas: Replicas, events: Sequence[CloudEvent]) -> None:
    """From several clients, each with a share of the events."""
    async with AsyncExitStack() as stack:
        clients = [await stack.enter_async_context(client(replicas.bus_settings)) for _ in range(CLIENTS)]

        async def some(bus: Bus, share: Sequence[CloudEvent]) -> None:
            for event in share:
                await post(bus, event)

        await asyncio.gather(*(some(bus, events[number::CLIENTS]) for number, bus in enumerate(clients)))


@pytest.mark.timeout(120 + SECONDS)
async def test_two_processes_miss_no_pair_and_double_none_though_one_is_killed_midway(replicas: Replicas) -> None:
    needs, people = [uuid4() for _ in range(SIDE)], [uuid4() for _ in range(SIDE)]
    events = [facts.vacancy(need_id=one) for one in needs]
    events += [facts.candidate(candidate_id=one, personRef=str(uuid4())) for one in people]
    random.shuffle(events)
    await post_at_once(replicas, events[:SIDE])

    async def some_are_found() -> bool:
        return await replicas.number(PROPOSED) > 0

    await until(some_are_found)
    killed = replicas.both[0]
    posting = asyncio.create_task(post_at_once(replicas, events[SIDE:]))
    killed.kill()
    assert await replicas.number(PROPOSED) < SIDE * SIDE
    killed.start()
    await posting
    await until(lambda: everything_is_done(replicas), SECONDS)
    assert await replicas.number(PROPOSED) == SIDE * SIDE
    assert await replicas.number("SELECT count(*) FROM match") == SIDE * SIDE
    assert await replicas.number("SELECT count(*) FROM decision") == SIDE * SIDE
    told = await replicas.rows(TOLD, bus=True)
    assert {row["told"] for row in told} == {1}
    assert {(UUID(row["need_id"]), UUID(row["candidate_id"])) for row in told} == {
        (need, one) for need in needs for one in people
    }


async def everything_is_done(replicas: Replicas) -> bool:
    """Every copy is there, and no work or event waits."""
    return await replicas.number(COPIES) == 2 * SIDE and await replicas.number(WAITING) == 0
