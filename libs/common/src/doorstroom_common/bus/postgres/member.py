"""The statements of one group member, all on the connection that holds its locks.

So a member that lost its partitions cannot read or commit for them any more: its connection is gone with the locks.
"""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from doorstroom_common.bus.postgres.sharing import Change, membership_key, ownership_key, plan
from doorstroom_common.bus.protocols import Delivery, TopicPartition
from doorstroom_common.bus.topics import TOPICS

if TYPE_CHECKING:
    from doorstroom_common.bus.postgres.link import Connection

GROUP_CHANNEL = "doorstroom_bus_groups"

_LOCKS = """
SELECT (classid::bigint << 32) | objid::bigint AS key, pid
FROM pg_locks
WHERE locktype = 'advisory' AND objsubid = 1 AND granted
  AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
"""
_TAKE = """
SELECT w.topic, w.partition FROM unnest($1::bigint[], $2::text[], $3::smallint[]) AS w (key, topic, partition)
WHERE pg_try_advisory_lock(w.key)
"""
_READ = """
SELECT l.topic, l.partition, l.position, l.key, l.value
FROM unnest($1::text[], $2::smallint[], $3::bigint[]) AS w (topic, partition, position)
CROSS JOIN LATERAL (
    SELECT * FROM bus_log l
    WHERE l.topic = w.topic AND l.partition = w.partition AND l.position >= w.position
    ORDER BY l.position LIMIT $4
) l
LIMIT $4
"""
_COMMIT = """
INSERT INTO bus_offsets (group_name, topic, partition, position)
SELECT $1, w.* FROM unnest($2::text[], $3::smallint[], $4::bigint[]) AS w
ON CONFLICT (group_name, topic, partition) DO UPDATE SET position = excluded.position
"""
_HEADS = "SELECT topic, partition, next_position FROM bus_heads WHERE topic = ANY($1::text[])"
_OFFSETS = "SELECT topic, partition, position FROM bus_offsets WHERE group_name = $1 AND topic = ANY($2::text[])"


async def join(connection: "Connection", group: str, topics: Sequence[str]) -> None:
    """Become a member, and have the others look at once."""
    await connection.execute(
        "SELECT pg_advisory_lock_shared(key), pg_notify($2, $3) FROM unnest($1::bigint[]) AS key",
        [membership_key(group, topic) for topic in topics],
        GROUP_CHANNEL,
        group,
    )


async def leave(connection: "Connection", group: str) -> None:
    """Give up every lock, and have the others look at once."""
    await connection.execute("SELECT pg_advisory_unlock_all(), pg_notify($1, $2)", GROUP_CHANNEL, group)


async def due_changes(connection: "Connection", group: str, topics: Sequence[str]) -> Change:
    """What this member should release and take to have its fair share of every topic."""
    holders: dict[int, list[int]] = {}
    for row in await connection.fetch(_LOCKS):
        holders.setdefault(row["key"], []).append(row["pid"])
    me = connection.get_server_pid()
    release: list[TopicPartition] = []
    acquire: list[TopicPartition] = []
    for topic in topics:
        partitions = [TopicPartition(topic, number) for number in range(TOPICS[topic].partitions)]
        held = {partition: holders.get(ownership_key(group, partition)) for partition in partitions}
        owners = {partition: pids[0] for partition, pids in held.items() if pids}
        change = plan(me, holders.get(membership_key(group, topic), ()), partitions, owners)
        release.extend(change.release)
        acquire.extend(change.acquire)
    return Change(tuple(release), tuple(acquire))


async def release(connection: "Connection", group: str, partitions: Sequence[TopicPartition]) -> None:
    """Give partitions back, and have the others look at once."""
    await connection.execute(
        "SELECT pg_advisory_unlock(key), pg_notify($2, $3) FROM unnest($1::bigint[]) AS key",
        [ownership_key(group, partition) for partition in partitions],
        GROUP_CHANNEL,
        group,
    )


async def take(connection: "Connection", group: str, partitions: Sequence[TopicPartition]) -> dict[TopicPartition, int]:
    """Those of `partitions` that were free, with the position at which the group goes on.

    Two statements, so that the second sees what the last owner committed before it gave the lock up.
    """
    keys = [ownership_key(group, partition) for partition in partitions]
    taken = [TopicPartition(*row) for row in await connection.fetch(_TAKE, keys, *columns(partitions))]
    known = await committed(connection, group, sorted({partition.topic for partition in taken}))
    return {partition: known.get(partition, 0) for partition in taken}


async def read(connection: "Connection", positions: Sequence[tuple[TopicPartition, int]], limit: int) -> list[Delivery]:
    """At most `limit` records from these positions on, partition after partition in the given order."""
    topics, partitions = columns([partition for partition, _ in positions])
    rows = await connection.fetch(_READ, topics, partitions, [position for _, position in positions], limit)
    return [Delivery(*row) for row in rows]


async def commit(connection: "Connection", group: str, offsets: Mapping[TopicPartition, int]) -> None:
    """Keep the next positions to read; not waited for on disk, as a repeat after a crash is harmless."""
    await connection.execute(_COMMIT, group, *columns(list(offsets)), list(offsets.values()))


async def heads(connection: "Connection", topics: Sequence[str]) -> dict[TopicPartition, int]:
    """The next position of every partition of these topics."""
    rows = await connection.fetch(_HEADS, topics)
    return {TopicPartition(row["topic"], row["partition"]): row["next_position"] for row in rows}


async def committed(connection: "Connection", group: str, topics: Sequence[str]) -> dict[TopicPartition, int]:
    """What the group will read next, where it ever committed."""
    rows = await connection.fetch(_OFFSETS, group, topics)
    return {TopicPartition(row["topic"], row["partition"]): row["position"] for row in rows}


def columns(partitions: Sequence[TopicPartition]) -> tuple[list[str], list[int]]:
    """Partitions as two arrays, the form in which statements take them."""
    return [partition.topic for partition in partitions], [partition.partition for partition in partitions]
