"""What Kafka's cleaner does, for the log in PostgreSQL: after the lag only the last record of each key stays."""

import asyncio
import random
from datetime import timedelta
from typing import Any

import structlog

from doorstroom_common.bus.postgres.link import LOST, Link
from doorstroom_common.bus.topics import TOPICS

EVERY = timedelta(hours=6)
STATEMENT_SECONDS = 120.0

_ONE_AT_A_TIME = "SELECT pg_try_advisory_lock(hashtext('doorstroom-bus-compaction'))"
_DONE = "SELECT pg_advisory_unlock(hashtext('doorstroom-bus-compaction'))"

# Real time on purpose: the lag protects readers that were really away. The newest record of a partition always stays,
# whatever it is, so that a reader of all there is has no lag.
_COMPACT = """
WITH newest AS (
    SELECT key, max(position) AS position FROM bus_log WHERE topic = $1 AND partition = $2 GROUP BY key
)
DELETE FROM bus_log l USING newest n
WHERE l.topic = $1 AND l.partition = $2 AND l.key = n.key
  AND (l.position < n.position OR l.value IS NULL)
  AND l.stored_at < clock_timestamp() - $3::interval
  AND l.position < (SELECT next_position - 1 FROM bus_heads WHERE topic = $1 AND partition = $2)
"""


class Compaction:
    """Runs beside a started bus, in one process at a time over all that share the log."""

    def __init__(self, dsn: str) -> None:
        self._link = Link(dsn, command_timeout=STATEMENT_SECONDS)
        self._log: Any = structlog.get_logger().bind(component="bus")

    async def run(self) -> None:
        """Compact now and then until cancelled; a log that is away is tried again next time."""
        while True:
            # Spread, so that services that started together do not look together.
            await asyncio.sleep(EVERY.total_seconds() * random.uniform(0.1, 1))  # noqa: S311
            try:
                removed = await self.compact()
            except LOST as error:
                self._link.drop()
                self._log.warning("compaction_failed", error=type(error).__name__)
            else:
                self._log.info("compacted", removed=removed)
                await self._link.close()

    async def compact(self, lag: timedelta | None = None) -> int:
        """Remove what is older than the topic's lag (or `lag`) and superseded or a tombstone; how many records went."""
        connection = await self._link.get()
        if not await connection.fetchval(_ONE_AT_A_TIME):
            return 0
        removed = 0
        for topic in TOPICS.values():
            if topic.compaction_lag is None:
                continue
            after = topic.compaction_lag if lag is None else lag
            for partition in range(topic.partitions):
                status = await connection.execute(_COMPACT, topic.name, partition, after)
                removed += int(status.rpartition(" ")[2])
        await connection.execute(_DONE)
        return removed

    async def close(self) -> None:
        """Bounded."""
        await self._link.close()
