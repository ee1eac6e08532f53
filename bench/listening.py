"""The receiving side of `bench.wake_up`, in a process of its own: says when each key arrived.

`product` reads as the services do; `listen` and `aiokafka` are the floors. Times are of the machine's monotonic clock,
which all its processes share.
"""

import asyncio
import contextlib
import signal
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, Literal

import asyncpg
import orjson
from aiokafka import AIOKafkaConsumer, TopicPartition

from doorstroom_common.bus import TOPICS, create_bus
from doorstroom_common.run import loop_factory
from doorstroom_common.settings import BusSettings

Kind = Literal["product", "listen", "aiokafka"]
CHANNEL = "floor"
FLOOR_TABLE = "CREATE TABLE floor (key text PRIMARY KEY, value bytea NOT NULL)"
READY, ARRIVAL_SECONDS = "ready", 20.0


class Listener:
    """A reader in another process."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process
        assert process.stdout is not None
        self._lines = process.stdout

    async def line(self) -> str:
        found = await asyncio.wait_for(self._lines.readline(), ARRIVAL_SECONDS)
        if not found:
            raise RuntimeError("the reader ended")
        return found.decode().strip()

    async def arrival(self, key: str) -> float:
        """When `key` arrived; what else arrives before it is passed over."""
        while True:
            arrived, _, at = (await self.line()).partition(" ")
            if arrived == key:
                return int(at) / 1e9


@asynccontextmanager
async def listening(reader: Kind, topic: str, **bus: Any) -> AsyncIterator[Listener]:
    """Start a reader of `topic`; `bus` are the fields of `BusSettings`. Goes on when it hears."""
    told = orjson.dumps({"kind": reader, "topic": topic, "bus": bus}).decode()
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bench.listening", told, stdout=asyncio.subprocess.PIPE
    )
    listener = Listener(process)
    try:
        if await listener.line() != READY:
            raise RuntimeError("the reader did not begin as it should")
        yield listener
    finally:
        with contextlib.suppress(ProcessLookupError):
            process.send_signal(signal.SIGKILL)
        await process.wait()


async def _product(topic: str, settings: BusSettings) -> None:
    bus = create_bus(settings, client="bench-reader")
    await bus.start()
    async with bus.subscribe("bench", [topic]) as subscription:
        while len(subscription.assignment()) < TOPICS[topic].partitions:
            await subscription.poll(timeout=0.05)
        _say(READY)
        while True:
            for delivery in await subscription.poll():
                _arrived(delivery.key)


async def _listen(_: str, settings: BusSettings) -> None:
    assert settings.dsn is not None
    connection = await asyncpg.connect(settings.dsn.get_secret_value())
    heard: asyncio.Queue[str] = asyncio.Queue()

    def hear(*told: Any) -> None:
        heard.put_nowait(told[-1])

    await connection.add_listener(CHANNEL, hear)
    _say(READY)
    while True:
        key = await heard.get()
        await connection.fetchval("SELECT value FROM floor WHERE key = $1", key)
        _arrived(key)


async def _aiokafka(topic: str, settings: BusSettings) -> None:
    consumer = AIOKafkaConsumer(bootstrap_servers=settings.bootstrap_servers, enable_auto_commit=False)
    await consumer.start()
    consumer.assign([TopicPartition(topic, number) for number in range(TOPICS[topic].partitions)])
    await consumer.seek_to_end()
    _say(READY)
    while True:
        record = await consumer.getone()
        _arrived(record.key.decode())


def _arrived(key: str) -> None:
    _say(f"{key} {time.monotonic_ns()}")


def _say(line: str) -> None:
    print(line, flush=True)


READERS = {"product": _product, "listen": _listen, "aiokafka": _aiokafka}

if __name__ == "__main__":
    told = orjson.loads(sys.argv[1])
    with asyncio.Runner(loop_factory=loop_factory()) as runner, contextlib.suppress(KeyboardInterrupt):
        runner.run(READERS[told["kind"]](told["topic"], BusSettings(**told["bus"])))
