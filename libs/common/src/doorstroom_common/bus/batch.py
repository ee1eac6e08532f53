"""A batch that was checked before anything of it is sent."""

from collections.abc import Sequence
from dataclasses import dataclass

from doorstroom_common.bus.errors import RecordRefused
from doorstroom_common.bus.partitioner import partition_of
from doorstroom_common.bus.protocols import MAX_RECORD_BYTES, Record
from doorstroom_common.bus.topics import TOPICS


@dataclass(frozen=True, slots=True)
class Routed:
    """A record with the partition of its key, and its place among the batch's records for that partition."""

    topic: str
    partition: int
    rank: int
    key: str
    value: bytes | None


def route(records: Sequence[Record]) -> tuple[list[Routed], dict[tuple[str, int], int]]:
    """The records in order, and how many there are per topic and partition; `RecordRefused` if one cannot pass."""
    counts: dict[tuple[str, int], int] = {}
    routed: list[Routed] = []
    for record in records:
        topic = TOPICS.get(record.topic)
        if topic is None:
            raise RecordRefused(f"topic {record.topic!r} is not in the catalogue")
        _check(record)
        partition = partition_of(record.key, topic.partitions)
        rank = counts.get((record.topic, partition), 0)
        counts[record.topic, partition] = rank + 1
        routed.append(Routed(record.topic, partition, rank, record.key, record.value))
    return routed, counts


def _check(record: Record) -> None:
    size = len(record.key) + len(record.value or b"")
    if size > MAX_RECORD_BYTES:
        raise RecordRefused(f"a record of {size} bytes for {record.topic}: the limit is {MAX_RECORD_BYTES}")
    if not record.key or "\x00" in record.key:
        raise RecordRefused(f"a record for {record.topic} without a usable key")
