"""The bus on a Kafka cluster."""

import asyncio
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from typing import TypeVar

from aiokafka import AIOKafkaConsumer
from aiokafka.admin import AIOKafkaAdminClient
from typing_extensions import override

from doorstroom_common.bus.errors import BusUnavailable
from doorstroom_common.bus.kafka import topics as kafka_topics
from doorstroom_common.bus.kafka.ending import end_admin, end_consumer
from doorstroom_common.bus.kafka.options import LOST, KafkaOptions
from doorstroom_common.bus.kafka.options import TopicPartition as KafkaPartition
from doorstroom_common.bus.kafka.publisher import Publisher
from doorstroom_common.bus.kafka.subscription import ANSWER_SECONDS, KafkaSubscription
from doorstroom_common.bus.protocols import Bus, Record, TopicPartition
from doorstroom_common.bus.retry import until_ready
from doorstroom_common.bus.topics import TOPICS

Answer = TypeVar("Answer")


class KafkaBus(Bus):
    """Topics are made beforehand, by `ensure_topics` or by whoever runs the cluster."""

    def __init__(self, options: KafkaOptions, *, publish_timeout: float = 10.0) -> None:
        self._options = options
        self._publisher = Publisher(options, timeout=publish_timeout)
        self._asker: AIOKafkaConsumer | None = None
        self._turn = asyncio.Lock()

    @override
    async def start(self) -> None:
        await until_ready(self._not_ready)

    @override
    async def stop(self) -> None:
        await asyncio.gather(self._publisher.close(), self._forget_asker())

    @override
    async def publish(self, records: Sequence[Record]) -> None:
        await self._publisher.publish(records)

    @override
    def subscribe(self, group: str, topics: Collection[str]) -> KafkaSubscription:
        return KafkaSubscription(self._options, group, topics)

    @override
    async def end_offsets(self, topics: Collection[str]) -> Mapping[TopicPartition, int]:
        partitions = [KafkaPartition(name, number) for name in topics for number in range(TOPICS[name].partitions)]
        ends = await self._ask(lambda asker: asker.end_offsets(partitions))
        return {TopicPartition(*partition): offset for partition, offset in ends.items()}

    @override
    async def committed(self, group: str, topics: Collection[str]) -> Mapping[TopicPartition, int]:
        admin: AIOKafkaAdminClient = self._options.admin()
        try:
            async with asyncio.timeout(ANSWER_SECONDS):
                await admin.start()
                offsets = await admin.list_consumer_group_offsets(group)
        except LOST as error:
            raise BusUnavailable(f"Kafka does not answer: {type(error).__name__}") from error
        finally:
            await end_admin(admin)
        known = {TopicPartition(*partition): entry.offset for partition, entry in offsets.items()}
        return {partition: offset for partition, offset in known.items() if partition.topic in topics and offset >= 0}

    async def _not_ready(self) -> str | None:
        try:
            async with asyncio.timeout(ANSWER_SECONDS):
                wrong = await kafka_topics.wrong(self._options)
        except LOST as error:
            return f"Kafka does not answer: {type(error).__name__}"
        return f"missing, or not with the right partitions: {', '.join(wrong)}" if wrong else None

    async def _ask(self, question: Callable[[AIOKafkaConsumer], Awaitable[Answer]]) -> Answer:
        async with self._turn:
            try:
                async with asyncio.timeout(ANSWER_SECONDS):
                    if self._asker is None:
                        self._asker = self._options.consumer()
                        await self._asker.start()
                    return await question(self._asker)
            except LOST as error:
                await self._forget_asker()
                raise BusUnavailable(f"Kafka does not answer: {type(error).__name__}") from error

    async def _forget_asker(self) -> None:
        asker, self._asker = self._asker, None
        if asker is not None:
            await end_consumer(asker)
