"""Reading Kafka as one member of a group."""

import asyncio
from collections.abc import Callable, Collection, Mapping, Sequence
from types import TracebackType
from typing import Any, Self

import structlog
from aiokafka import AIOKafkaConsumer
from aiokafka.errors import CommitFailedError, IllegalStateError
from typing_extensions import override

from doorstroom_common.bus.errors import BusUnavailable
from doorstroom_common.bus.kafka import options as kafka
from doorstroom_common.bus.kafka.ending import end_consumer
from doorstroom_common.bus.kafka.options import LOST, KafkaOptions
from doorstroom_common.bus.protocols import Delivery, Subscription, TopicPartition
from doorstroom_common.bus.retry import Backoff

ANSWER_SECONDS = 5.0


class KafkaSubscription(Subscription):
    """One consumer that commits by hand. It is replaced when it reports an error that it does not mend by itself."""

    def __init__(self, options: KafkaOptions, group: str, topics: Collection[str]) -> None:
        self._options = options
        self._group = group
        self._topics = sorted(topics)
        self._consumer: AIOKafkaConsumer | None = None
        self._ready = asyncio.Event()
        self._broken = asyncio.Event()
        self._committed: dict[TopicPartition, int] = {}
        self._handed: dict[TopicPartition, int] = {}
        self._keeper: asyncio.Task[None] | None = None
        self._log: Any = structlog.get_logger().bind(component="bus", group=group)

    @override
    async def start(self) -> None:
        self._keeper = asyncio.create_task(self._keep(), name=f"bus-member-{self._group}")

    @override
    async def stop(self) -> None:
        keeper, self._keeper = self._keeper, None
        if keeper is not None:
            keeper.cancel()
            await asyncio.wait({keeper}, timeout=5)

    @override
    async def poll(self, *, max_records: int = 500, timeout: float = 1.0) -> Sequence[Delivery]:
        deadline = asyncio.get_running_loop().time() + timeout
        try:
            async with asyncio.timeout_at(deadline):
                await self._ready.wait()
            consumer = self._consumer
            if consumer is None:
                return []
            left = max(deadline - asyncio.get_running_loop().time(), 0)
            batches = await consumer.getmany(timeout_ms=int(left * 1000), max_records=max_records)
        except TimeoutError:
            return []
        except LOST as error:
            self._lost(error)
            return []
        for partition, records in batches.items():
            self._handed[TopicPartition(*partition)] = records[-1].offset + 1
        return [_delivery(record) for records in batches.values() for record in records]

    @override
    async def commit(self, offsets: Mapping[TopicPartition, int]) -> None:
        consumer = self._consumer
        mine = {partition: offset for partition, offset in offsets.items() if partition in self.assignment()}
        if not mine or consumer is None:
            return
        try:
            async with asyncio.timeout(self._options.session_timeout):
                await consumer.commit({_theirs(partition): offset for partition, offset in mine.items()})
        except (IllegalStateError, CommitFailedError) as error:
            self._log.info("commit_came_too_late", error=type(error).__name__)
        except LOST as error:  # join anew, or these records would stay behind until the next of their partition
            self._lost(error)
        else:
            self._committed.update(mine)

    @override
    def assignment(self) -> frozenset[TopicPartition]:
        consumer = self._consumer
        if consumer is None:
            return frozenset()
        return frozenset(TopicPartition(*partition) for partition in consumer.assignment())

    @override
    def pause(self, partition: TopicPartition) -> None:
        if self._consumer is not None and partition in self.assignment():
            self._consumer.pause(_theirs(partition))

    @override
    def resume(self, partition: TopicPartition) -> None:
        if self._consumer is not None and partition in self.assignment():
            self._consumer.resume(_theirs(partition))

    @override
    async def seek(self, partition: TopicPartition, offset: int) -> None:
        if self._consumer is not None and partition in self.assignment():
            self._consumer.seek(_theirs(partition), offset)

    @override
    async def lag(self) -> Mapping[TopicPartition, int]:
        consumer = self._consumer
        if consumer is None:
            raise BusUnavailable("Kafka is away")
        mine = self.assignment()
        try:
            async with asyncio.timeout(ANSWER_SECONDS):
                ends = await consumer.end_offsets([_theirs(partition) for partition in mine])
                done = {partition: await self._done(consumer, partition) for partition in mine}
        except LOST as error:
            raise BusUnavailable(f"Kafka does not answer: {type(error).__name__}") from error
        return {
            partition: max(ends[_theirs(partition)] - reached, 0)
            for partition, reached in done.items()
            if partition in self.assignment()
        }

    @override
    async def __aenter__(self) -> Self:
        await self.start()
        return self

    @override
    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.stop()

    async def _keep(self) -> None:
        backoff = Backoff()
        while True:
            consumer = self._options.consumer(self._group)
            try:
                self._broken.clear()
                consumer.subscribe(self._topics, listener=_WhenAssigned(self._forget))
                self._consumer = consumer
                await consumer.start()
                self._ready.set()
                backoff.reset()
                await self._until_broken(consumer)
            except Exception as error:  # noqa: BLE001 - a member never gives up; it says what is wrong and tries again
                self._log.warning("bus_not_reachable", error=repr(error))
            finally:
                self._ready.clear()
                self._consumer = None
                await end_consumer(consumer)
            await asyncio.sleep(backoff.pause())

    async def _until_broken(self, consumer: AIOKafkaConsumer) -> None:
        """Its fetcher or metadata task may end at an error that is new to it; whoever polls then waits for ever."""
        running = {consumer._fetcher.error_future, consumer._client._sync_task}  # noqa: SLF001 - nothing public tells
        broken = asyncio.ensure_future(self._broken.wait())
        try:
            await asyncio.wait({*running, broken}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            broken.cancel()
        for task in running:
            if task.done() and not task.cancelled():
                self._log.warning("member_broke", error=repr(task.exception()))

    async def _done(self, consumer: AIOKafkaConsumer, partition: TopicPartition) -> int:
        """Up to where nothing is owed: the committed offset, or where reading has come when all it gave is committed.

        The two differ where the cleaner removed the last records of a partition, for instance an old tombstone.
        """
        if partition not in self._committed:
            self._committed[partition] = await consumer.committed(_theirs(partition)) or 0
        committed = self._committed[partition]
        if self._handed.get(partition, 0) > committed:
            return committed
        position: int = await consumer.position(_theirs(partition))
        return max(committed, position)

    def _forget(self) -> None:
        self._committed.clear()
        self._handed.clear()

    def _lost(self, error: BaseException) -> None:
        self._log.warning("bus_connection_lost", error=type(error).__name__)
        self._ready.clear()
        self._broken.set()


def _theirs(partition: TopicPartition) -> Any:
    return kafka.TopicPartition(partition.topic, partition.partition)


def _delivery(record: Any) -> Delivery:
    key = (record.key or b"").decode("utf-8", "replace")
    return Delivery(record.topic, record.partition, record.offset, key, record.value)


class _WhenAssigned(kafka.ConsumerRebalanceListener):  # type: ignore[misc] # aiokafka is untyped
    """Forgets what we knew of committed offsets: another member may have moved them."""

    def __init__(self, forget: Callable[[], None]) -> None:
        self._forget = forget

    def on_partitions_revoked(self, revoked: object) -> None:
        """Nothing to do: every commit names its partitions."""

    def on_partitions_assigned(self, assigned: object) -> None:  # noqa: ARG002 - aiokafka's signature
        self._forget()
