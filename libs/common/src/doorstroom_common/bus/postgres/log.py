"""The event log in a PostgreSQL database of its own."""

import asyncio
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from typing import TYPE_CHECKING, TypeVar

from typing_extensions import override

from doorstroom_common.bus.errors import BusUnavailable
from doorstroom_common.bus.postgres import member
from doorstroom_common.bus.postgres.compaction import Compaction
from doorstroom_common.bus.postgres.link import CLOSE_SECONDS, LOST, Link
from doorstroom_common.bus.postgres.publisher import Publisher
from doorstroom_common.bus.postgres.subscription import PostgresSubscription
from doorstroom_common.bus.protocols import Bus, Record, TopicPartition
from doorstroom_common.bus.retry import until_ready
from doorstroom_common.bus.topics import TOPICS

if TYPE_CHECKING:
    from doorstroom_common.bus.postgres.link import Connection

Answer = TypeVar("Answer")


class PostgresBus(Bus):
    """The DSN must lead to the server itself, not to a pooler: sessions hold locks and listen."""

    def __init__(
        self, dsn: str, *, client: str = "doorstroom", session_timeout: float = 6.0, publish_timeout: float = 10.0
    ) -> None:
        self._dsn = dsn
        self._client = client
        self._session_timeout = session_timeout
        self._publisher = Publisher(dsn, client=client, timeout=publish_timeout)
        self._questions = Link(dsn, session={"application_name": client})
        self._turn = asyncio.Lock()
        self._compaction = Compaction(dsn)
        self._compacting: asyncio.Task[None] | None = None

    @override
    async def start(self) -> None:
        await until_ready(self._not_ready)
        if self._compacting is None:
            self._compacting = asyncio.create_task(self._compaction.run(), name="bus-compaction")

    @override
    async def stop(self) -> None:
        compacting, self._compacting = self._compacting, None
        if compacting is not None:
            compacting.cancel()
            await asyncio.wait({compacting}, timeout=CLOSE_SECONDS)
        await asyncio.gather(self._publisher.close(), self._questions.close(), self._compaction.close())

    @override
    async def publish(self, records: Sequence[Record]) -> None:
        await self._publisher.publish(records)

    @override
    def subscribe(self, group: str, topics: Collection[str]) -> PostgresSubscription:
        return PostgresSubscription(
            self._dsn, group, topics, client=self._client, session_timeout=self._session_timeout
        )

    @override
    async def end_offsets(self, topics: Collection[str]) -> Mapping[TopicPartition, int]:
        return await self._ask(lambda connection: member.heads(connection, list(topics)))

    @override
    async def committed(self, group: str, topics: Collection[str]) -> Mapping[TopicPartition, int]:
        return await self._ask(lambda connection: member.committed(connection, group, list(topics)))

    async def _not_ready(self) -> str | None:
        try:
            known = await self.end_offsets(TOPICS)
        except BusUnavailable as error:
            return error.detail
        return None if len(known) >= sum(topic.partitions for topic in TOPICS.values()) else "not prepared"

    async def _ask(self, question: "Callable[[Connection], Awaitable[Answer]]") -> Answer:
        async with self._turn:
            try:
                return await question(await self._questions.get())
            except LOST as error:
                self._questions.drop()
                raise BusUnavailable(f"the event log does not answer: {type(error).__name__}") from error
