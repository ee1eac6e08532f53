"""Writing to Kafka: one idempotent producer, made anew after any failure."""

import asyncio
from collections.abc import Sequence

from aiokafka import AIOKafkaProducer
from aiokafka.errors import MessageSizeTooLargeError

from doorstroom_common.bus.batch import Routed, route
from doorstroom_common.bus.errors import BusUnavailable, RecordRefused
from doorstroom_common.bus.kafka.ending import abandon
from doorstroom_common.bus.kafka.options import LOST, KafkaOptions
from doorstroom_common.bus.protocols import Record

HEADERS = [("content-type", b"application/cloudevents+json; charset=UTF-8")]


class Publisher:
    """One publish at a time. After a failure its producer is abandoned, so that nothing old is sent much later."""

    def __init__(self, options: KafkaOptions, *, timeout: float) -> None:
        self._options = options
        self._timeout = timeout
        self._turn = asyncio.Lock()
        self._producer: AIOKafkaProducer | None = None
        self._endings: set[asyncio.Task[None]] = set()

    async def publish(self, records: Sequence[Record]) -> None:
        """As `Bus.publish`."""
        routed, _ = route(records)
        if not routed:
            return
        try:
            async with asyncio.timeout(self._timeout), self._turn:
                await self._send(routed)
        except MessageSizeTooLargeError as error:
            raise RecordRefused("the broker takes no record of this size") from error
        except LOST as error:
            raise BusUnavailable(f"Kafka did not acknowledge: {type(error).__name__}") from error

    async def close(self) -> None:
        """Bounded. Call it when no publish is under way."""
        producer, self._producer = self._producer, None
        if producer is not None:
            self._end(producer)
        if self._endings:
            await asyncio.wait(self._endings, timeout=5)

    async def _send(self, routed: list[Routed]) -> None:
        try:
            producer = await self._started()
            acknowledgements = [
                await producer.send(row.topic, row.value, row.key.encode(), row.partition, headers=HEADERS)
                for row in routed
            ]
            await asyncio.gather(*acknowledgements)
        except BaseException:
            producer, self._producer = self._producer, None
            if producer is not None:
                self._end(producer)
            raise

    async def _started(self) -> AIOKafkaProducer:
        if self._producer is None:
            self._producer = self._options.producer()
            await self._producer.start()
        return self._producer

    def _end(self, producer: AIOKafkaProducer) -> None:
        ending = asyncio.create_task(abandon(producer), name="kafka-producer-ending")
        self._endings.add(ending)
        ending.add_done_callback(self._endings.discard)
