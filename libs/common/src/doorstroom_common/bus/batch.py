"""A batch that was checked before anything of it is sent."""

from collections.abc import Sequence
from typing import NamedTuple

from doorstroom_common.bus.errors import RecordRefused
from doorstroom_common.bus.partitioner import partitions_of
from doorstroom_common.bus.protocols import MAX_RECORD_BYTES, Record
from doorstroom_common.bus.topics import PARTITIONS, TOPICS


class Routed(NamedTuple):
    """A record with the partition of its key, and its place among the batch's records for that partition."""

    topic: str
    partition: int
    rank: int
    key: str
    value: bytes | None


def route(records: Sequence[Record]) -> tuple[list[Routed], dict[tuple[str, int], int]]:
    """The records in order, and how many there are per topic and partition; `RecordRefused` if one cannot pass."""
    for record in records:
        _check(record)
    counts: dict[tuple[str, int], int] = {}
    routed: list[Routed] = []
    for record, partition in zip(records, partitions_of([record.key for record in records], PARTITIONS), strict=True):
        home = (record.topic, partition)
        rank = counts.get(home, 0)
        counts[home] = rank + 1
        routed.append(Routed(*home, rank, record.key, record.value))
    return routed, counts


def _check(record: Record) -> None:
    if record.topic not in TOPICS:
        raise RecordRefused(f"topic {record.topic!r} is not in the catalogue")
    if not record.key or "\x00" in record.key:
        raise RecordRefused(f"a record for {record.topic} without a usable key")
    size = len(record.key) + len(record.value or b"")
    if size > MAX_RECORD_BYTES:
        raise RecordRefused(f"a record of {size} bytes for {record.topic}: the limit is {MAX_RECORD_BYTES}")
