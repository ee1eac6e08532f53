"""The way from a stored vacancy to a stored alert, hop by hop: each part of the product alone, one event at a time.

What a hop needs is put there, and its clock runs from the commit that wakes it until its own commit. Nothing else of
the region runs meanwhile.
"""

import asyncio
import random
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from functools import partial
from statistics import median
from typing import Any, Self, cast
from uuid import uuid4

import orjson

from bench.command import Ground
from doorstroom.region import service_settings
from doorstroom_common.bus import Bus, Record, create_bus
from doorstroom_common.clock import SystemClock
from doorstroom_common.cloudevent import CloudEvent, event_source
from doorstroom_common.components import Component
from doorstroom_common.consumer import Consumer
from doorstroom_common.covenant_store import CovenantStore
from doorstroom_common.database import Database, Role, sql
from doorstroom_common.observability import Telemetry
from doorstroom_common.outbox.relay import Relay
from doorstroom_common.run import spare_what_stays
from doorstroom_common.settings import SYNTHETIC_OIN
from doorstroom_common.work import Workers
from doorstroom_matching.adapters.competition import StoredCompetition
from doorstroom_matching.adapters.copies import StoredCopies
from doorstroom_matching.adapters.crowds import StoredCrowds
from doorstroom_matching.adapters.held import StoredHeld
from doorstroom_matching.adapters.indexed_pairs import IndexedPairs, PairIndex
from doorstroom_matching.adapters.lives import StoredLives
from doorstroom_matching.adapters.matches import StoredMatches
from doorstroom_matching.adapters.referrals import StoredReferrals
from doorstroom_matching.application.desk import Desk
from doorstroom_matching.application.match_need import match_need
from doorstroom_matching.application.on_need import MATCH_NEED
from doorstroom_matching.entrypoints.events import facts
from doorstroom_notification.adapters.alerts import SqlAlerts
from doorstroom_notification.adapters.copies import SqlCopies
from doorstroom_notification.adapters.notices import SqlNotices
from doorstroom_notification.adapters.recruiters import SqlRecruiters
from doorstroom_notification.application.tell_recruiters import WORK, TellRecruiters
from doorstroom_notification.entrypoints.events import fact_subscriptions

CAUGHT_UP_SECONDS = 30.0
EFFECT_SECONDS = 10.0
OUTBOX = sql("SELECT value FROM outbox ORDER BY id")
EMPTY_OUTBOX = sql("DELETE FROM outbox")
NO_WORK = sql("DELETE FROM work")

Wake = Callable[[], Awaitable[None]]
"""Returns when what wakes the hop is committed."""


class Watched:
    """The bus, ringing when something was published."""

    def __init__(self, bus: Bus) -> None:
        self._bus = bus
        self.published = asyncio.Event()

    async def publish(self, records: Sequence[Record]) -> None:
        await self._bus.publish(records)
        self.published.set()


class Bench:
    """One service's database and a bus, with nothing running on them yet."""

    def __init__(self, name: str, servers: Ground) -> None:
        settings = service_settings(name, servers.folder, servers.addresses)
        self.database = Database(settings.database)
        self.bus = create_bus(settings.bus, client=f"bench-{name}")
        self.telemetry = Telemetry()
        self.source = event_source(SYNTHETIC_OIN, name)

    async def __aenter__(self) -> Self:
        await self.database.open()
        await self.bus.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.database.close()
        await self.bus.stop()

    async def publish(self, event: CloudEvent) -> None:
        await self.bus.publish([Record(event.topic, event.subject, event.to_bytes())])

    async def store(self, event: CloudEvent) -> None:
        async with self.database.unit_of_work(Role.WORKER) as uow:
            uow.publish(event)
            await uow.commit()

    async def enqueue(self, kind: str, key: str) -> None:
        async with self.database.unit_of_work(Role.WORKER) as uow:
            uow.enqueue(kind, key)
            await uow.commit()

    async def execute(self, statement: Any) -> None:
        async with self.database.unit_of_work(Role.WORKER) as uow:
            await uow.execute(statement)
            await uow.commit()

    async def outbox(self) -> list[CloudEvent]:
        async with self.database.unit_of_work(Role.WORKER) as uow:
            return [CloudEvent.from_bytes(row["value"]) for row in await uow.fetch(OUTBOX)]


async def hops(servers: Ground, opened: CloudEvent, samples: int) -> dict[str, float]:
    """The median of each hop, in seconds. `opened` is an event of the service itself; its like are made of it."""
    found: dict[str, float] = {}
    made = [_another(opened) for _ in range(samples)]
    async with Bench("vacancy", servers) as vacancy:
        found["relay of vacancy"] = await _relay(vacancy, [_another(opened) for _ in range(samples)])
    async with Bench("matching", servers) as matching:
        desk = await desk_of(matching)
        spare_what_stays()
        consumer = Consumer(facts(desk, StoredCompetition()), matching.bus, matching.database, matching.telemetry)
        found["matching consumes"] = await _consume(matching, consumer, made)
        workers = Workers(MATCH_NEED, partial(match_need, desk=desk), matching.database, matching.telemetry.metrics)
        keys = [event.subject for event in made]
        found["matching decides"] = await _work(
            matching, workers, MATCH_NEED, keys, matching.database.signals.outbox
        )  # fmt: skip
        proposed = await matching.outbox()
        await matching.execute(EMPTY_OUTBOX)
        if len(proposed) != samples:
            raise AssertionError(f"{samples} vacancies led to {len(proposed)} matches")
    async with Bench("notification", servers) as notification:
        clock = SystemClock()
        copies, alerts, notices = SqlCopies(), SqlAlerts(clock), SqlNotices(clock)
        subscriptions = fact_subscriptions(clock, notification.source, copies, alerts, notices)
        consumer = Consumer(subscriptions, notification.bus, notification.database, notification.telemetry)
        found["notification consumes"] = await _consume(notification, consumer, proposed)
        tell = TellRecruiters(clock, copies, SqlRecruiters(), alerts, notices)
        workers = Workers(WORK, tell, notification.database, notification.telemetry.metrics)
        keys = [f"match {event.subject}" for event in proposed]
        found["notification alerts"] = await _work(
            notification, workers, WORK, keys, notification.database.signals.timers
        )  # fmt: skip
    async with Bench("matching", servers) as matching:
        found["relay of matching"] = await _relay(matching, proposed)
    return found


def _another(event: CloudEvent) -> CloudEvent:
    """The same of another vacancy."""
    subject = str(uuid4())
    envelope = orjson.loads(event.to_bytes().replace(event.subject.encode(), subject.encode()))
    return CloudEvent.from_bytes(orjson.dumps({**envelope, "id": str(uuid4())}))


async def desk_of(matching: Bench) -> Desk:
    """What matching decides with."""
    known = CovenantStore(matching.database)
    await known.refresh()
    clock, index = SystemClock(), PairIndex(matching.database, matching.telemetry.registry)
    await index.load()
    return Desk(
        clock=clock,
        known=known,
        copies=StoredCopies(known),
        pairs=IndexedPairs(index, known, clock),
        matches=StoredMatches(),
        lives=StoredLives(),
        referrals=StoredReferrals(),
        crowds=StoredCrowds(),
        held=StoredHeld(),
        source=matching.source,
    )


async def _relay(service: Bench, events: Sequence[CloudEvent]) -> float:
    watched = Watched(service.bus)
    relay = Relay(service.database, cast(Bus, watched), service.telemetry.metrics)
    async with _alone(relay):
        await service.store(events[0])  # its connections open now
        await asyncio.wait_for(watched.published.wait(), EFFECT_SECONDS)
        return await _timed([partial(service.store, event) for event in events[1:]], watched.published)


async def _consume(service: Bench, consumer: Consumer, events: Sequence[CloudEvent]) -> float:
    async with _alone(consumer):
        async with asyncio.timeout(CAUGHT_UP_SECONDS):
            while await consumer.behind():
                await asyncio.sleep(0.05)
        work = service.database.signals.work
        taken = await _timed([partial(service.publish, event) for event in events], work)
    await service.execute(NO_WORK)
    return taken


async def _work(service: Bench, workers: Workers, kind: str, keys: Sequence[str], effect: asyncio.Event) -> float:
    async with _alone(workers):
        return await _timed([partial(service.enqueue, kind, key) for key in keys], effect)


async def _timed(wakes: Sequence[Wake], effect: asyncio.Event) -> float:
    """Seconds from each wake to its effect, the median; the first are for warming up."""
    taken = []
    for wake in wakes:
        await asyncio.sleep(random.uniform(0.010, 0.020))
        effect.clear()
        await wake()
        started = time.perf_counter()
        await asyncio.wait_for(effect.wait(), EFFECT_SECONDS)
        taken.append(time.perf_counter() - started)
    return median(taken[len(taken) // 10 :])


@asynccontextmanager
async def _alone(part: Component) -> AsyncIterator[None]:
    stop = asyncio.Event()
    running = asyncio.create_task(part.run(stop))
    try:
        yield
    finally:
        stop.set()
        with suppress(TimeoutError):
            await asyncio.wait_for(running, EFFECT_SECONDS)
