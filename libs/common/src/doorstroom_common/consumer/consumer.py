"""The loop of every consumer: receive, effect and inbox in one transaction, then the offset.

A message that fails for a passing reason pauses its partition and is tried again without end; one that fails for a
reason of its own is tried a few times within seconds and then set aside, so that it never blocks the others for long.
"""

import asyncio
import time
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from doorstroom_common.bus.errors import BusUnavailable
from doorstroom_common.bus.protocols import Bus, Delivery, Subscription, TopicPartition
from doorstroom_common.cloudevent import CloudEvent, MalformedEvent
from doorstroom_common.components import Backoff
from doorstroom_common.consumer.dead_letters import (
    ASKED_AGAIN,
    FAILED_AGAIN,
    SETTLE,
    Reason,
    set_aside,
)
from doorstroom_common.consumer.handling import Effect, NotYet, PermanentFailure, Subscriptions
from doorstroom_common.consumer.limits import DeadLetterLimit, Retries
from doorstroom_common.consumer.watchdog import Stalled, Watchdog
from doorstroom_common.database.failures import PASSING
from doorstroom_common.database.pool import Database, Role
from doorstroom_common.inbox import REMEMBER
from doorstroom_common.observability import Telemetry
from doorstroom_common.observability.logging import fault_of, logger
from doorstroom_common.observability.tracing import continued

POLL_SECONDS = 1.0
MAX_RECORDS = 500
AGAIN_SECONDS = 1.0


class Consumer:
    """One reader of some topics. Its group and its name in the inbox are `Subscriptions.name`, fixed in code."""

    def __init__(
        self, subscriptions: Subscriptions, bus: Bus, database: Database, telemetry: Telemetry, group: str | None = None
    ) -> None:
        self.name = f"consumer-{subscriptions.name}"
        self._subscriptions = subscriptions
        self._consumer = subscriptions.name
        self._group = group or subscriptions.name
        self._bus = bus
        self._database = database
        self._telemetry = telemetry
        self._metrics = telemetry.metrics
        self._limit = DeadLetterLimit()
        self._retries = Retries()
        self._watchdog = Watchdog()
        self._problem: str | None = "not yet subscribed"
        self._next_look = 0.0
        self._log = logger(self.name)

    @property
    def problem(self) -> str | None:
        """Until the first subscription, and when the limit stopped it; a bus that is away later is no problem here."""
        return self._problem or self._limit.problem

    async def behind(self) -> int:
        """How many messages on its topics the group has not dealt with, whichever member has them."""
        ends = await self._bus.end_offsets(self._subscriptions.topics)
        committed = await self._bus.committed(self._group, self._subscriptions.topics)
        return sum(end - committed.get(where, 0) for where, end in ends.items())

    async def run(self, stop: asyncio.Event) -> None:
        backoff = Backoff()
        while not stop.is_set():
            subscription = self._bus.subscribe(self._group, self._subscriptions.topics)
            try:
                await subscription.start()
                await self._consume(subscription, stop)
            except Stalled as stall:
                self._log.warning("no progress, subscribing afresh", reason=str(stall))
                self._watchdog.rebuilt()
            except BusUnavailable as error:
                self._log.warning("bus unavailable", reason=str(error))
                await backoff.wait(stop)
            finally:
                await subscription.stop()

    async def _consume(self, subscription: Subscription, stop: asyncio.Event) -> None:
        stopping = asyncio.ensure_future(stop.wait())
        try:
            while not stop.is_set() and not self._limit.problem:
                for partition in self._retries.due():
                    subscription.resume(partition)
                deliveries = await self._poll(subscription, stopping)
                await self._handle_all(subscription, deliveries, stop)
                await self._look_after(subscription)
        finally:
            stopping.cancel()
        if self._limit.problem:
            self._log.error("consumer stopped", reason=self._limit.problem)
            await stop.wait()

    async def _poll(self, subscription: Subscription, stopping: "asyncio.Future[Any]") -> Sequence[Delivery]:
        """What came; nothing at once when the process stops, because what is not committed comes again."""
        polling = asyncio.ensure_future(subscription.poll(max_records=MAX_RECORDS, timeout=self._patience()))
        try:
            await asyncio.wait((polling, stopping), return_when=asyncio.FIRST_COMPLETED)
        finally:
            if not polling.done():
                polling.cancel()
                await asyncio.wait((polling,))
        return () if polling.cancelled() else polling.result()

    def _patience(self) -> float:
        return min(POLL_SECONDS, self._retries.seconds_to_next())

    async def _look_after(self, subscription: Subscription) -> None:
        """Once a second: letters that somebody wants sent again, lag, and whether we move at all."""
        if time.monotonic() < self._next_look:
            return
        self._next_look = time.monotonic() + AGAIN_SECONDS
        await self._handle_again()
        assignment = subscription.assignment()
        if assignment:
            self._problem = None
        try:
            lag = sum((await subscription.lag()).values())
        except BusUnavailable:
            self._watchdog.excused()
            return
        self._metrics.lag.labels(self._consumer).set(lag)
        self._watchdog.observe(assignment, lag, paused=self._retries.waiting)

    async def _handle_all(
        self, subscription: Subscription, deliveries: Sequence[Delivery], stop: asyncio.Event
    ) -> None:
        by_partition: dict[TopicPartition, list[Delivery]] = defaultdict(list)
        for delivery in deliveries:
            by_partition[TopicPartition(delivery.topic, delivery.partition)].append(delivery)
        if not by_partition:
            return
        done = await asyncio.gather(
            *(self._handle_partition(subscription, where, some, stop) for where, some in by_partition.items())
        )
        offsets = {where: offset for where, offset in zip(by_partition, done, strict=True) if offset is not None}
        self._watchdog.moved(len(offsets))
        if offsets:
            await subscription.commit(offsets)

    async def _handle_partition(
        self, subscription: Subscription, where: TopicPartition, deliveries: Iterable[Delivery], stop: asyncio.Event
    ) -> int | None:
        """Handle in order; returns the next offset to read, None when nothing was handled."""
        following: int | None = None
        for delivery in deliveries:
            if stop.is_set():
                break
            if not await self._handled(delivery, where):
                subscription.pause(where)
                await subscription.seek(where, delivery.offset)
                break
            self._retries.succeeded(where)
            following = delivery.offset + 1
        return following

    async def _handled(self, delivery: Delivery, where: TopicPartition) -> bool:
        """True when the message is dealt with, False when it must be tried again later."""
        started = time.perf_counter()
        try:
            effect = await self._apply(delivery)
        except (MalformedEvent, PermanentFailure) as error:
            return await self._aside(delivery, Reason(_code(error), str(error)), where)
        except (*PASSING, NotYet, BusUnavailable) as error:
            self._log.info("waits and is tried again", reason=_code(error), topic=where.topic)
            self._retries.failed(where, delivery.offset, passing=True)
            return False
        except Exception as error:  # noqa: BLE001 - whatever it is, the message is kept and set aside
            attempts = self._retries.failed(where, delivery.offset, passing=False)
            self._log.warning("handling failed", error=fault_of(error), attempts=attempts, topic=where.topic)
            if not self._retries.exhausted(where):
                return False
            return await self._aside(delivery, Reason("failed", fault_of(error), attempts), where)
        self._limit.handled()
        self._metrics.handled.labels(self._consumer, effect).inc()
        self._metrics.handling.labels(self._consumer).observe(time.perf_counter() - started)
        return True

    async def _apply(self, delivery: Delivery, *, again: bool = False) -> str:
        if delivery.value is None:
            return await self._apply_tombstone(delivery)
        event = CloudEvent.from_bytes(delivery.value)
        handler = self._subscriptions.handler_of(event.type)
        if handler is None:
            return "unknown"
        with continued(self._telemetry.tracer, f"handle {event.type}", event.traceparent):
            async with self._database.unit_of_work(Role.WORKER) as uow:
                new = await uow.fetch_value(REMEMBER, consumer=self._consumer, source=event.source, event_id=event.id)
                if new is None and not again:
                    return "duplicate"
                effect = await handler(event, uow)
                await uow.commit()
                return effect

    async def _apply_tombstone(self, delivery: Delivery) -> str:
        handler = self._subscriptions.on_tombstone.get(delivery.topic)
        if handler is None:
            return Effect.IGNORED
        async with self._database.unit_of_work(Role.WORKER) as uow:
            await handler(delivery.key, uow)
            await uow.commit()
        return Effect.APPLIED

    async def _aside(self, delivery: Delivery, reason: Reason, where: TopicPartition) -> bool:
        try:
            async with self._database.unit_of_work(Role.WORKER) as uow:
                set_aside(uow, self._consumer, delivery, reason)
                await uow.commit()
        except PASSING:
            self._retries.failed(where, delivery.offset, passing=True)
            return False
        self._limit.set_aside()
        self._metrics.dead_letters.labels(self._consumer, reason.code).inc()
        self._log.error(
            "message set aside", reason=reason.code, topic=delivery.topic, partition=delivery.partition,
            offset=delivery.offset,
        )  # fmt: skip
        return True

    async def _handle_again(self) -> None:
        """Letters that were asked for again, one at a time; each is settled after its effect was committed."""
        while True:
            try:
                async with self._database.unit_of_work(Role.WORKER) as uow:
                    letter = await uow.fetch_row(ASKED_AGAIN, consumer=self._consumer)
                    if letter is None:
                        return
                    delivery = Delivery(
                        letter["topic"], letter["partition"], letter["offset"], letter["key"], letter["value"]
                    )
                    try:
                        outcome = await self._apply(delivery, again=True)
                        uow.write(SETTLE, id=letter["id"], outcome=outcome)
                    except PASSING:
                        return
                    except Exception as error:  # noqa: BLE001 - the letter stays and says so
                        uow.write(FAILED_AGAIN, id=letter["id"], error=fault_of(error))
                    await uow.commit()
            except PASSING:
                return


def _code(error: BaseException) -> str:
    return {"MalformedEvent": "malformed", "PermanentFailure": "unreadable", "NotYet": "not-yet"}.get(
        type(error).__name__, type(error).__name__
    )
