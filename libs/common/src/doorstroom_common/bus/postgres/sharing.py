"""Who of a group reads which partition: every member computes the same quotas from the same locks, nobody leads.

A member holds a *shared* advisory lock per (group, topic), so the holders of that lock are the members, and an
*exclusive* one per partition that it reads. The server frees both when the member's connection ends, however it ends.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b

from doorstroom_common.bus.protocols import TopicPartition


def membership_key(group: str, topic: str) -> int:
    """The lock that a member of `group` shares with the others that read `topic`."""
    return _lock_key("member", group, topic)


def ownership_key(group: str, partition: TopicPartition) -> int:
    """The lock of the one member that reads `partition` for `group`."""
    return _lock_key("owner", group, partition.topic, str(partition.partition))


@dataclass(frozen=True, slots=True)
class Change:
    """What one member does now: give up, then try to take."""

    release: tuple[TopicPartition, ...]
    acquire: tuple[TopicPartition, ...]


def plan(
    me: int,
    members: Collection[int],
    partitions: Sequence[TopicPartition],
    owners: Mapping[TopicPartition, int],
) -> Change:
    """One topic's fair share: as equal as whole partitions allow, moving as few as possible.

    `members` and `owners` name backends by process id. Two members that arrive together try different partitions first.
    """
    ranked = sorted(members)
    if me not in members:
        return Change(release=(), acquire=())
    # The topic's name turns the ranking, so that the same member does not get the odd partition of every topic.
    rank = (ranked.index(me) + _turn(partitions)) % len(ranked)
    share, odd = divmod(len(partitions), len(ranked))
    quota = share + (rank < odd)
    mine = [partition for partition in partitions if owners.get(partition) == me]
    free = [partition for partition in partitions if partition not in owners]
    free.sort(key=lambda partition: (partition.partition - rank) % len(ranked))
    return Change(release=tuple(mine[quota:]), acquire=tuple(free[: max(quota - len(mine), 0)]))


def _turn(partitions: Sequence[TopicPartition]) -> int:
    return sum(partitions[0].topic.encode()) if partitions else 0


def _lock_key(*parts: str) -> int:
    return int.from_bytes(blake2b("\0".join(parts).encode(), digest_size=8).digest(), "big", signed=True)
