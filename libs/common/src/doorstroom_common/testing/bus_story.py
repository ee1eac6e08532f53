"""What the bus suites have in common: records of one test's own, and readers that wait for them and not for time."""

import asyncio
from collections.abc import AsyncIterator, Callable, Collection, Iterable, Sequence
from contextlib import asynccontextmanager
from uuid import uuid4

from doorstroom_common.bus import Bus, BusUnavailable, Delivery, Record, Subscription, TopicPartition, create_bus
from doorstroom_common.settings import BusSettings

PATIENCE = 30.0


class Story:
    """One test's keys, groups and buses. The server may hold other tests' records; they are read past."""

    def __init__(self, settings: BusSettings, topic: str = "vacancies") -> None:
        self.settings = settings
        self.topic = topic
        self.mark = uuid4().hex[:8]

    @property
    def group(self) -> str:
        """The group of this test."""
        return f"readers-{self.mark}"

    @property
    def partitions(self) -> frozenset[TopicPartition]:
        """All partitions of this test's topic."""
        return frozenset(TopicPartition(self.topic, number) for number in range(8))

    def record(self, key: object, value: object) -> Record:
        """A record of this test, under a key of its own."""
        return Record(self.topic, f"{self.mark}-{key}", str(value).encode())

    def records(self, count: int, keys: int = 40) -> list[Record]:
        """`count` records over so many keys, numbered in order."""
        return [self.record(number % keys, number) for number in range(count)]

    def mine(self, deliveries: Iterable[Delivery]) -> list[Delivery]:
        """Those that this test published."""
        return [delivery for delivery in deliveries if delivery.key.startswith(self.mark)]

    @asynccontextmanager
    async def bus(self, publish_timeout: float = 10.0) -> AsyncIterator[Bus]:
        """A bus that is started, and stopped in the end."""
        bus = create_bus(self.settings, "suite", publish_timeout=publish_timeout)
        await asyncio.wait_for(bus.start(), PATIENCE)
        try:
            yield bus
        finally:
            await bus.stop()

    @asynccontextmanager
    async def member(self, bus: Bus, group: str | None = None) -> AsyncIterator[Subscription]:
        """A member of the group that has partitions already."""
        async with bus.subscribe(group or self.group, [self.topic]) as subscription:
            await until(subscription.assignment)
            yield subscription

    async def read(self, subscription: Subscription, count: int, *, commit: bool = True) -> list[Delivery]:
        """Read until `count` records of this test came."""
        got: list[Delivery] = []
        async with asyncio.timeout(PATIENCE):
            while len(got) < count:
                deliveries = await subscription.poll(timeout=0.5)
                got.extend(self.mine(deliveries))
                if commit:
                    await subscription.commit(following(deliveries))
        return got

    async def read_out(self, subscription: Subscription) -> list[Delivery]:
        """Read all that is left: until nothing is behind. Commits."""
        got: list[Delivery] = []
        async with asyncio.timeout(PATIENCE):
            while True:
                deliveries = await subscription.poll(timeout=0.3)
                got.extend(self.mine(deliveries))
                await subscription.commit(following(deliveries))
                if not deliveries and await _nothing_left(subscription):
                    return got


async def publish_at_last(bus: Bus, records: Sequence[Record]) -> None:
    """As a relay does it: the same records again until they are acknowledged."""
    async with asyncio.timeout(PATIENCE):
        while True:
            try:
                return await bus.publish(records)
            except BusUnavailable:
                await asyncio.sleep(0.1)


def following(deliveries: Sequence[Delivery]) -> dict[TopicPartition, int]:
    """What to commit after these."""
    return {delivery.origin: delivery.offset + 1 for delivery in deliveries}


def values(deliveries: Iterable[Delivery]) -> list[str]:
    """Their values as text, in order."""
    return [(delivery.value or b"").decode() for delivery in deliveries]


def by_key(deliveries: Iterable[Delivery]) -> dict[str, list[int]]:
    """The numbers that arrived for each key, in order."""
    found: dict[str, list[int]] = {}
    for delivery in deliveries:
        found.setdefault(delivery.key, []).append(int(delivery.value or b""))
    return found


async def until(condition: Callable[[], object], seconds: float = PATIENCE) -> float:
    """Wait until the condition holds; how long that took. Fails when it never does."""
    loop = asyncio.get_running_loop()
    started = loop.time()
    while not condition():
        if loop.time() - started > seconds:
            raise AssertionError(f"still not so after {seconds} s")
        await asyncio.sleep(0.01)
    return loop.time() - started


def shared(members: Collection[Subscription], partitions: Collection[TopicPartition]) -> bool:
    """All partitions are taken, each by one member, and in equal shares."""
    shares = [member.assignment() for member in members]
    taken = [partition for share in shares for partition in share]
    return sorted(taken) == sorted(partitions) and max(map(len, shares)) - min(map(len, shares)) <= 1


async def _nothing_left(subscription: Subscription) -> bool:
    try:
        lag = await subscription.lag()
    except BusUnavailable:
        return False
    return bool(lag) and not any(lag.values())
