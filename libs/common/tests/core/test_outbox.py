"""The outbox suite: nothing is lost, nothing is out of order, whoever writes and whatever dies."""

import asyncio
import random
from collections import defaultdict
from collections.abc import AsyncIterator, Mapping

import asyncpg
import pytest

from doorstroom_common.bus import Bus, BusUnavailable, Record, TopicPartition, create_bus, ensure_topics
from doorstroom_common.cloudevent import CloudEvent
from doorstroom_common.database import NOBODY, Database, Role
from doorstroom_common.identifiers import new_id
from doorstroom_common.observability import Telemetry
from doorstroom_common.outbox import Relay
from doorstroom_common.settings import BusSettings
from doorstroom_common.testing.foundation import ADD, ADVANCE, LOCK, foundation_settings, stored, thing_event

Published = dict[str, list[int]]
Beginning = Mapping[TopicPartition, int]


async def published(bus: Bus, beginning: Beginning) -> Published:
    """Every version on the bus by key since the test began, in the order in which a new reader gets them."""
    found: Published = defaultdict(list)
    async with asyncio.timeout(60), bus.subscribe(f"outbox-suite-{new_id()}", ["vacancies"]) as subscription:
        ends = await bus.end_offsets(["vacancies"])
        missing = {where for where, end in ends.items() if end > beginning.get(where, 0)}
        while missing:
            for delivery in await subscription.poll(timeout=1.0):
                if delivery.offset >= beginning.get(delivery.origin, 0):
                    found[delivery.key].append(CloudEvent.from_bytes(delivery.value or b"").version)
                if delivery.offset >= ends[delivery.origin] - 1:
                    missing.discard(delivery.origin)
    return found


@pytest.fixture(params=["postgres", "kafka"])
async def bus(request: pytest.FixtureRequest) -> AsyncIterator[Bus]:
    """Each test on both buses, with the real servers."""
    if request.param == "kafka":
        settings = BusSettings(kind="kafka", bootstrap_servers=request.getfixturevalue("kafka_server").bootstrap)
        await ensure_topics(settings)
    else:
        settings = request.getfixturevalue("bus_settings")
    made = create_bus(settings)
    await made.start()
    yield made
    await made.stop()


@pytest.fixture
async def beginning(bus: Bus) -> Beginning:
    """Where the log stood before the test: a Kafka is shared by the whole run."""
    return await bus.end_offsets(["vacancies"])


class RelayTask:
    """A relay that a test starts, stops or kills."""

    def __init__(self, database: Database, bus: Bus, batch: int = 50) -> None:
        self._stop = asyncio.Event()
        self._task = asyncio.create_task(Relay(database, bus, Telemetry().metrics, batch=batch).run(self._stop))

    async def stop(self) -> None:
        self._stop.set()
        await asyncio.wait_for(self._task, 10)

    async def kill(self) -> None:
        self._task.cancel()
        await asyncio.wait([self._task])


async def emptied(database: Database, seconds: float = 20) -> None:
    async with asyncio.timeout(seconds):
        while (await stored(database))[1]:
            await asyncio.sleep(0.01)


async def advance(database: Database, key: str, pause: float) -> None:
    """One change of one thing: the row is locked, something slow happens, then version and event are stored."""
    async with database.unit_of_work(Role.WORKER) as uow:
        version = await uow.fetch_value(LOCK, id=key)
        await asyncio.sleep(pause)
        uow.write(ADVANCE, id=key, version=version + 1)
        uow.publish(thing_event(key, version + 1))
        await uow.commit()


async def add(database: Database, *keys: str) -> None:
    for key in keys:
        async with database.unit_of_work(NOBODY) as uow:
            uow.write(ADD, id=key, version=1)
            uow.publish(thing_event(key, 1))
            await uow.commit()


async def test_sixteen_writers_on_four_keys_lose_nothing_and_keep_the_order(
    core_dsn: str, bus: Bus, beginning: Beginning
) -> None:
    database = Database(foundation_settings(core_dsn, pool_size=18))
    await database.open()
    keys = [f"thing-{number}" for number in range(4)]
    await add(database, *keys)
    relay = RelayTask(database, bus)
    draw = random.Random(7)

    async def write(rounds: int) -> None:
        for _ in range(rounds):
            await advance(database, draw.choice(keys), draw.random() * 0.003)

    await asyncio.gather(*(write(20) for _ in range(16)))
    await emptied(database)
    await relay.stop()
    versions, _ = await stored(database)
    await database.close()
    assert sum(versions.values()) == 4 + 16 * 20
    assert await published(bus, beginning) == {key: list(range(1, last + 1)) for key, last in versions.items()}


async def test_a_transaction_that_commits_late_is_not_passed_over(
    database: Database, bus: Bus, beginning: Beginning
) -> None:
    relay = RelayTask(database, bus)
    async with database.unit_of_work(NOBODY) as late:
        await late.execute(ADD, id="late", version=1)
        row = thing_event("late", 1)
        connection = late._connection
        assert connection is not None
        await connection.execute(
            "INSERT INTO outbox (topic, key, value) VALUES ('vacancies', 'late', $1)", row.to_bytes()
        )
        await add(database, "early")
        await emptied(database)
        await late.commit()
    await emptied(database)
    await relay.stop()
    assert await published(bus, beginning) == {"early": [1], "late": [1]}


async def test_of_two_relays_one_publishes_and_the_other_takes_over(
    core_dsn: str, bus: Bus, beginning: Beginning
) -> None:
    databases = [Database(foundation_settings(core_dsn)) for _ in range(2)]
    for database in databases:
        await database.open()
    await add(databases[0], *[f"thing-{number}" for number in range(60)])
    leader = RelayTask(databases[0], bus, batch=7)
    follower = RelayTask(databases[1], bus, batch=7)
    await emptied(databases[0])
    await leader.kill()
    await add(databases[1], *[f"after-{number}" for number in range(60)])
    await emptied(databases[1], seconds=5)
    await follower.stop()
    assert all(versions == [1] for versions in (await published(bus, beginning)).values())
    assert len(await published(bus, beginning)) == 120
    for database in databases:
        await database.close()


class LossyBus:
    """A real bus whose acknowledgements sometimes get lost: the records are there, the caller cannot know."""

    def __init__(self, bus: Bus, seed: int) -> None:
        self._bus = bus
        self._draw = random.Random(seed)
        self.lost = 0

    async def publish(self, records: list[Record]) -> None:
        await self._bus.publish(records)
        if self._draw.random() < 0.4:
            self.lost += 1
            raise BusUnavailable("no acknowledgement")


async def test_a_lost_acknowledgement_repeats_events_and_loses_none(
    database: Database, bus: Bus, beginning: Beginning
) -> None:
    lossy = LossyBus(bus, seed=3)
    await add(database, "a", "b")
    relay = RelayTask(database, lossy, batch=3)  # type: ignore[arg-type]
    for _ in range(20):
        await advance(database, "a", 0)
    await emptied(database)
    await relay.stop()
    versions = (await published(bus, beginning))["a"]
    assert lossy.lost > 0
    assert sorted(set(versions)) == list(range(1, 22))
    assert [version for position, version in enumerate(versions) if version not in versions[:position]] == list(
        range(1, 22)
    )


async def test_a_restored_dump_is_published_to_the_last_event(
    database: Database, core_dsn: str, bus: Bus, beginning: Beginning
) -> None:
    """Ids go on where they were; a reader that trusted transaction numbers would see nothing here."""
    await add(database, "before")
    connection = await asyncpg.connect(core_dsn)
    rows = await connection.fetch("SELECT id, topic, key, value FROM outbox")
    await connection.execute("TRUNCATE outbox RESTART IDENTITY")
    await connection.executemany(
        "INSERT INTO outbox (id, topic, key, value) OVERRIDING SYSTEM VALUE VALUES ($1, $2, $3, $4)",
        [(row["id"] + 1_000_000, row["topic"], row["key"], row["value"]) for row in rows],
    )
    await connection.execute("SELECT setval(pg_get_serial_sequence('outbox', 'id'), 1000001)")
    await connection.close()
    relay = RelayTask(database, bus)
    await add(database, "after")
    await emptied(database)
    await relay.stop()
    assert await published(bus, beginning) == {"before": [1], "after": [1]}


async def test_an_outage_of_the_bus_costs_the_caller_nothing(
    database: Database, bus: Bus, beginning: Beginning
) -> None:
    class Away:
        reachable = False

        async def publish(self, records: list[Record]) -> None:
            if not self.reachable:
                raise BusUnavailable("away")
            await bus.publish(records)

    away = Away()
    relay = RelayTask(database, away)  # type: ignore[arg-type]
    await add(database, "a", "b", "c")
    assert len((await stored(database))[1]) == 3
    away.reachable = True
    await emptied(database, seconds=10)
    await relay.stop()
    assert await published(bus, beginning) == {"a": [1], "b": [1], "c": [1]}


@pytest.mark.parametrize("stops", range(3))
async def test_a_relay_that_is_stopped_midway_repeats_nothing(
    database: Database, bus: Bus, beginning: Beginning, stops: int
) -> None:
    await add(database, *[f"thing-{number}" for number in range(30)])
    for _ in range(stops + 1):
        relay = RelayTask(database, bus, batch=3)
        await asyncio.sleep(0)
        await relay.stop()
    relay = RelayTask(database, bus, batch=3)
    await emptied(database)
    await relay.stop()
    assert all(versions == [1] for versions in (await published(bus, beginning)).values())
