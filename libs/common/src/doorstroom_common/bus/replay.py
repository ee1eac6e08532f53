"""Reading topics from their first record to their end, beside every consumer and without moving one."""

from collections.abc import AsyncIterator, Collection, Sequence
from types import TracebackType
from typing import Self

from doorstroom_common.bus.protocols import Bus, Delivery, TopicPartition
from doorstroom_common.identifiers import new_id

MAX_RECORDS = 1_000
POLL_SECONDS = 0.5
IDLE_POLLS = 6
"""So many empty polls, with every partition assigned and the server answering, are an end whose last records were
compacted away."""


class Replay:
    """Use as `async with`; reads under a group of its own and commits nothing, so it can always be done again."""

    def __init__(self, bus: Bus, topics: Collection[str], purpose: str) -> None:
        self._bus = bus
        self._topics = tuple(topics)
        self._subscription = bus.subscribe(f"{purpose}.{new_id()}", self._topics)
        self._next: dict[TopicPartition, int] = {}

    async def __aenter__(self) -> Self:
        await self._subscription.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._subscription.stop()

    async def to_end(self) -> AsyncIterator[Sequence[Delivery]]:
        """What was there when it was called and not read before, in order per key. `BusUnavailable` when it is away."""
        ends = await self._bus.end_offsets(self._topics)
        idle = 0
        while any(self._next.get(where, 0) < end for where, end in ends.items()) and idle < IDLE_POLLS:
            deliveries = await self._subscription.poll(max_records=MAX_RECORDS, timeout=POLL_SECONDS)
            for delivery in deliveries:
                self._next[delivery.origin] = delivery.offset + 1
            if deliveries:
                idle = 0
                yield deliveries
            elif set(ends) <= self._subscription.assignment():
                await self._subscription.lag()
                idle += 1
