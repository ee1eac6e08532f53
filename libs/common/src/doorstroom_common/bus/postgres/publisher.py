"""Writing to the log: gapless positions per partition, durable when `publish` returns."""

import asyncio
from collections.abc import Sequence

from doorstroom_common.bus.batch import Routed, route
from doorstroom_common.bus.errors import BusUnavailable
from doorstroom_common.bus.postgres.link import LOST, Link
from doorstroom_common.bus.protocols import Record

CHANNEL = "doorstroom_bus"
COPY_FROM = 100
"""From so many records on a COPY in a transaction of four round trips is faster than one statement."""

COLUMNS = ("topic", "partition", "position", "key", "value")

# Heads are locked in one order, so that two producers of a topic cannot wait for each other.
_BUMP = """
wanted AS (SELECT * FROM unnest($1::text[], $2::smallint[], $3::bigint[]) AS w (topic, partition, records)),
locked AS MATERIALIZED (
    SELECT h.topic, h.partition, w.records FROM bus_heads h JOIN wanted w USING (topic, partition)
    ORDER BY h.topic, h.partition FOR UPDATE OF h
),
bumped AS (
    UPDATE bus_heads h SET next_position = h.next_position + l.records
    FROM locked l WHERE h.topic = l.topic AND h.partition = l.partition
    RETURNING h.topic, h.partition, h.next_position - l.records AS first
)"""

RESERVE = f"WITH {_BUMP} SELECT b.topic, b.partition, b.first, pg_notify('{CHANNEL}', $4) FROM bumped b"  # noqa: S608
# One row per partition asks for the notification; PostgreSQL sends equal ones of a transaction once.

STORE = f"""
WITH {_BUMP},
stored AS (
    INSERT INTO bus_log (topic, partition, position, key, value)
    SELECT r.topic, r.partition, b.first + r.rank, r.key, r.value
    FROM unnest($5::text[], $6::smallint[], $7::bigint[], $8::text[], $9::bytea[])
        AS r (topic, partition, rank, key, value)
    JOIN bumped b USING (topic, partition)
)
SELECT count(*), pg_notify('{CHANNEL}', $4) FROM bumped
"""  # noqa: S608 - a constant channel name


class Publisher:
    """One connection and one publish at a time. After a failure the connection is dropped and made anew."""

    def __init__(self, dsn: str, *, client: str, timeout: float) -> None:
        session = {"application_name": client, "synchronous_commit": "on"}
        self._link = Link(dsn, command_timeout=timeout, session=session)
        self._timeout = timeout
        self._turn = asyncio.Lock()

    async def publish(self, records: Sequence[Record]) -> None:
        """As `Bus.publish`."""
        routed, counts = route(records)
        if not routed:
            return
        try:
            async with asyncio.timeout(self._timeout), self._turn:
                await self._store(routed, counts)
        except LOST as error:
            raise BusUnavailable(f"the event log did not acknowledge: {type(error).__name__}") from error

    async def close(self) -> None:
        """Bounded, also when the server is frozen."""
        await self._link.close()

    async def _store(self, routed: list[Routed], counts: dict[tuple[str, int], int]) -> None:
        heads = (
            [topic for topic, _ in counts],
            [partition for _, partition in counts],
            list(counts.values()),
            announcement(counts),
        )
        write = self._copy if len(routed) >= COPY_FROM else self._insert
        try:
            await write(routed, heads)
        except BaseException:
            self._link.drop()
            raise

    async def _insert(self, routed: list[Routed], heads: tuple[list[str], list[int], list[int], str]) -> None:
        connection = await self._link.get()
        known: int = await connection.fetchval(
            STORE,
            *heads,
            [row.topic for row in routed],
            [row.partition for row in routed],
            [row.rank for row in routed],
            [row.key for row in routed],
            [row.value for row in routed],
        )
        _all_known(known, heads)

    async def _copy(self, routed: list[Routed], heads: tuple[list[str], list[int], list[int], str]) -> None:
        connection = await self._link.get()
        await connection.execute("BEGIN")
        reserved = await connection.fetch(RESERVE, *heads)
        _all_known(len(reserved), heads)
        first = {(row[0], row[1]): row[2] for row in reserved}
        await connection.copy_records_to_table(
            "bus_log",
            columns=COLUMNS,
            records=[
                (topic, partition, first[topic, partition] + rank, key, value)
                for topic, partition, rank, key, value in routed
            ],
        )
        await connection.execute("COMMIT")


def announcement(counts: dict[tuple[str, int], int]) -> str:
    """Which partitions grew, for readers to look at those alone: `matches:0,5 vacancies:3`."""
    topics: dict[str, list[str]] = {}
    for topic, partition in counts:
        topics.setdefault(topic, []).append(str(partition))
    return " ".join(f"{topic}:{','.join(partitions)}" for topic, partitions in topics.items())


def _all_known(known: int, heads: tuple[list[str], list[int], list[int], str]) -> None:
    if known != len(heads[0]):
        raise BusUnavailable("the event log has not been prepared for these topics")
