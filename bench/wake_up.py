"""How long a consumer in another process sleeps on after an event is committed: idle, one event at a time.

On the PostgreSQL bus: from the return of `Bus.publish`, which is the commit in the log, and from the commit of the
business transaction through the relay. The floor is a row and a NOTIFY in one transaction, and a listener that SELECTs
the row. On Kafka: from the call of `publish` until the consumer has it, against the same with aiokafka bare. Ours and
the floor take turns, event by event.
"""

import asyncio
import random
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from uuid import uuid4

import asyncpg
from aiokafka import AIOKafkaProducer
from pydantic import SecretStr

from bench.command import Ground, Outcome, Size, ground, main, say
from bench.events import TOPIC, event
from bench.listening import CHANNEL, FLOOR_TABLE, Listener, listening
from bench.report import Row, at_most, compared
from doorstroom_common.bus import Bus, Record, create_bus, ensure_topics
from doorstroom_common.database import NOBODY, Database
from doorstroom_common.local import LocalKafka
from doorstroom_common.observability import Telemetry
from doorstroom_common.outbox.relay import Relay
from doorstroom_common.run import loop_factory
from doorstroom_common.settings import BusSettings, DatabaseSettings

TITLE = "wake-up: committed until a consumer has it, ms"
SIZES: Mapping[Size, tuple[int, int]] = {"full": (2_000, 1_000), "quick": (300, 150), "smoke": (5, 5)}
"""Events on PostgreSQL, and on Kafka."""
FLOOR_TOPIC = "placements"
WARM_UP = 20

Send = Callable[[str], Awaitable[float]]
"""Sends an event with this key; returns the moment from which it is counted."""
Times = list[float]


def benchmark(size: Size) -> Outcome:
    samples, on_kafka = SIZES[size]
    with ground() as servers, asyncio.Runner(loop_factory=loop_factory()) as runner:
        rows = runner.run(_postgres(servers, samples))
        say("PostgreSQL done")
        with LocalKafka.start(servers.folder.kafka) as kafka:
            rows += runner.run(_kafka(kafka.bootstrap, on_kafka))
    return Outcome(rows, [f"{samples:,} events on PostgreSQL, {on_kafka:,} on Kafka; 2 to 10 ms between two"])


async def _postgres(servers: Ground, samples: int) -> list[Row]:
    bus_dsns = servers.addresses.services["bus"]
    settings = BusSettings(dsn=SecretStr(bus_dsns.worker_dsn))
    async with AsyncExitStack() as stack:
        floor = await asyncpg.connect(bus_dsns.owner_dsn)
        stack.push_async_callback(floor.close)
        await floor.execute(FLOOR_TABLE)
        bus = await _started(settings, stack)
        database = await stack.enter_async_context(_relaying(servers, settings))
        ours = await stack.enter_async_context(listening("product", TOPIC, dsn=bus_dsns.worker_dsn))
        theirs = await stack.enter_async_context(listening("listen", "", dsn=bus_dsns.owner_dsn))

        async def publish(key: str) -> float:
            await bus.publish([Record(TOPIC, key, event(key).to_bytes())])
            return time.monotonic()

        async def commit(key: str) -> float:
            async with database.unit_of_work(NOBODY) as uow:
                uow.publish(event(key))
                await uow.commit()
            return time.monotonic()

        async def notify(key: str) -> float:
            await floor.execute(
                "WITH stored AS (INSERT INTO floor VALUES ($1, $2)) SELECT pg_notify($3, $1)",
                key, event(key).to_bytes(), CHANNEL,
            )  # fmt: skip
            return time.monotonic()

        published, committed, notified = await _taken(samples, (publish, ours), (commit, ours), (notify, theirs))
    return [
        at_most(_compared("publish -> consumer, median", published, notified, 50), 1.0, of="ours"),
        at_most(_compared("publish -> consumer, p99", published, notified, 99), 15.0, of="ours"),
        _compared("business commit -> relay -> consumer, median", committed, notified, 50),
        _compared("business commit -> relay -> consumer, p99", committed, notified, 99),
    ]


async def _kafka(bootstrap: str, samples: int) -> list[Row]:
    settings = BusSettings(kind="kafka", bootstrap_servers=bootstrap)
    await ensure_topics(settings)
    async with AsyncExitStack() as stack:
        producer = AIOKafkaProducer(bootstrap_servers=bootstrap, acks="all")
        await producer.start()
        stack.push_async_callback(producer.stop)
        bus = await _started(settings, stack)
        where = {"kind": "kafka", "bootstrap_servers": bootstrap}
        ours = await stack.enter_async_context(listening("product", TOPIC, **where))
        theirs = await stack.enter_async_context(listening("aiokafka", FLOOR_TOPIC, **where))

        async def publish(key: str) -> float:
            record, started = Record(TOPIC, key, event(key).to_bytes()), time.monotonic()
            await bus.publish([record])
            return started

        async def produce(key: str) -> float:
            value, started = event(key).to_bytes(), time.monotonic()
            await producer.send_and_wait(FLOOR_TOPIC, value, key.encode())
            return started

        published, produced = await _taken(samples, (publish, ours), (produce, theirs))
    return [
        _compared("Kafka: publish called -> consumer, median", published, produced, 50),
        _compared("Kafka: publish called -> consumer, p99", published, produced, 99),
    ]


async def _taken(samples: int, *ways: tuple[Send, Listener]) -> list[Times]:
    """Seconds of each way, sorted; they take turns, with an idle moment before each."""
    taken: list[Times] = [[] for _ in ways]
    for number in range(samples + WARM_UP):
        for (send, listener), times in zip(ways, taken, strict=True):
            await asyncio.sleep(random.uniform(0.002, 0.010))
            key = str(uuid4())
            sent_at = await send(key)
            arrived_at = await listener.arrival(key)
            if number >= WARM_UP:
                times.append(arrived_at - sent_at)
    return [sorted(times) for times in taken]


def _compared(what: str, ours: Times, theirs: Times, percentile: int) -> Row:
    return compared(what, _at(ours, percentile), _at(theirs, percentile))


def _at(times: Times, percentile: int) -> float:
    """In milliseconds. Below nought where the consumer was quicker than the answer to the publisher."""
    return times[min(len(times) * percentile // 100, len(times) - 1)] * 1000


async def _started(settings: BusSettings, stack: AsyncExitStack) -> Bus:
    bus = create_bus(settings, client="bench")
    await bus.start()
    stack.push_async_callback(bus.stop)
    return bus


@asynccontextmanager
async def _relaying(servers: Ground, settings: BusSettings) -> AsyncIterator[Database]:
    """The vacancy service's database, with the relay at work on a bus of its own, as in the service."""
    dsns = servers.addresses.services["vacancy"]
    database = Database(DatabaseSettings(app_dsn=SecretStr(dsns.app_dsn), worker_dsn=SecretStr(dsns.worker_dsn)))
    await database.open()
    async with AsyncExitStack() as stack:
        stop = asyncio.Event()
        bus = await _started(settings, stack)
        relay = asyncio.create_task(Relay(database, bus, Telemetry().metrics).run(stop))
        try:
            yield database
        finally:
            stop.set()
            await relay
            await database.close()


if __name__ == "__main__":
    main(TITLE, benchmark)
