"""The event bus as two small protocols, with what each adapter promises in words.

Both adapters pass one suite, `doorstroom_common.testing.bus_suite`. Promised are: order per key, delivery at least
once, each partition with one member of a group at a time while nothing fails, and replay of the last state of every
key. Not promised are order between keys or topics, and that a record comes only once: the inbox sees to that.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import Protocol, Self


@dataclass(frozen=True, slots=True)
class Record:
    """What a producer hands over. `value` None is a tombstone: the key is gone."""

    topic: str
    key: str
    value: bytes | None


@dataclass(frozen=True, slots=True, order=True)
class TopicPartition:
    """One of a topic's ordered logs; a key always goes to the same one."""

    topic: str
    partition: int


@dataclass(frozen=True, slots=True)
class Delivery:
    """What a consumer gets. Offsets grow within a partition and may have gaps."""

    topic: str
    partition: int
    offset: int
    key: str
    value: bytes | None

    @property
    def origin(self) -> TopicPartition:
        """The partition that `offset` counts in."""
        return TopicPartition(self.topic, self.partition)


class Subscription(Protocol):
    """One member of a consumer group; use it as an async context manager, from one task.

    Losing the server is not an error here: nothing arrives until it is back, and the member comes back by itself.
    """

    async def start(self) -> None:
        """Begin to join the group and return at once; tries until it works. `assignment()` tells when it did."""

    async def stop(self) -> None:
        """Leave the group, within five seconds also when the server is frozen. Commits nothing."""

    async def poll(self, *, max_records: int = 500, timeout: float = 1.0) -> Sequence[Delivery]:
        """The next records of the assigned partitions, in order within each; empty when `timeout` seconds brought none.

        A partition starts at its group's committed offset, or at its first record. After it was lost and won again, it
        starts there again, so what was not committed comes again.
        """

    async def commit(self, offsets: Mapping[TopicPartition, int]) -> None:
        """Keep, per partition, the *next* offset to read.

        Partitions that are no longer this member's are passed over in silence, and so is an outage: either means that
        the records come again. Never raises for what the server does.
        """

    def assignment(self) -> frozenset[TopicPartition]:
        """The partitions this member reads now; empty while it has none, which an outage may cause."""

    def pause(self, partition: TopicPartition) -> None:
        """`poll` leaves this partition out until `resume`, or until it was lost. No effect if not assigned."""

    def resume(self, partition: TopicPartition) -> None:
        """Undo `pause`."""

    async def seek(self, partition: TopicPartition, offset: int) -> None:
        """Read on from `offset`, forwards or back; no effect if not assigned. Moves no committed offset."""

    async def lag(self) -> Mapping[TopicPartition, int]:
        """Per assigned partition how far the committed offset is behind the end; `BusUnavailable` if unknown."""

    async def __aenter__(self) -> Self: ...

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...


class Bus(Protocol):
    """A durable log per topic partition. One object per service; `start` it before publishing."""

    async def start(self) -> None:
        """Return once the server answered and the topics are there; tries until then or until cancelled."""

    async def stop(self) -> None:
        """Give everything back, within five seconds also when the server is frozen. Stop subscriptions first."""

    async def publish(self, records: Sequence[Record]) -> None:
        """Return when *all* records are stored durably, in the given order per key.

        Raises `BusUnavailable` within the publish timeout if that is not sure; any of the records may then be there,
        and a straggler may still arrive. Raises `RecordRefused`, with nothing sent, for a record that can never pass: a
        topic outside the catalogue, or key and value above `MAX_RECORD_BYTES`. Call it from one task at a time, or
        the order between the calls is not defined.
        """

    def subscribe(self, group: str, topics: Collection[str]) -> Subscription:
        """A new member of `group`, not yet started. All members of a group must name the same topics."""

    async def end_offsets(self, topics: Collection[str]) -> Mapping[TopicPartition, int]:
        """Per partition the offset that the next record will get; `BusUnavailable` if the server does not answer."""

    async def committed(self, group: str, topics: Collection[str]) -> Mapping[TopicPartition, int]:
        """What a group has committed, seen from outside it; partitions without a commit are left out."""


MAX_RECORD_BYTES = 1_000_000
"""Key and value together. Kafka's default limit is 1,048,588 with its overhead; events stay under 64 KB."""
