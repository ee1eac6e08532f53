"""What a consumer promises: each effect once, order per key, nothing blocks the others for long, nothing is lost."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from doorstroom_common.bus import Bus, Delivery, Record
from doorstroom_common.cloudevent import CloudEvent
from doorstroom_common.components import Fatal
from doorstroom_common.consumer import Consumer, Effect, NotYet, Subscriptions
from doorstroom_common.consumer.dead_letters import ASK_AGAIN, LIST
from doorstroom_common.consumer.limits import DeadLetterLimit
from doorstroom_common.consumer.watchdog import Stalled, Watchdog
from doorstroom_common.database import Database, Role, UnitOfWork, sql
from doorstroom_common.observability import Telemetry
from doorstroom_common.testing.foundation import stored, thing_event

TYPE = "nl.vacancies.vacancy-changed.v1"
KEEP = sql(
    "INSERT INTO thing (id, version) VALUES (:id, :version)"
    " ON CONFLICT (id) DO UPDATE SET version = excluded.version WHERE thing.version < excluded.version"
)
KNOWN = sql("SELECT version FROM thing WHERE id = :id FOR UPDATE")

Handler = Callable[[CloudEvent, UnitOfWork], Awaitable[Effect]]


async def keep_newest(event: CloudEvent, uow: UnitOfWork) -> Effect:
    known = await uow.fetch_value(KNOWN, id=event.subject)
    if known is not None and known >= event.version:
        return Effect.SUPERSEDED
    uow.write(KEEP, id=event.subject, version=event.version)
    return Effect.APPLIED


@asynccontextmanager
async def consuming(database: Database, bus: Bus, handler: Handler = keep_newest) -> AsyncIterator[Consumer]:
    subscriptions = Subscriptions("core.things", ("vacancies",), {TYPE: handler})
    consumer = Consumer(subscriptions, bus, database, Telemetry())
    stop = asyncio.Event()
    task = asyncio.create_task(consumer.run(stop))
    try:
        yield consumer
    finally:
        stop.set()
        await asyncio.wait_for(task, 10)


async def publish(bus: Bus, *events: CloudEvent | bytes) -> None:
    await bus.publish(
        [
            Record("vacancies", "raw", event)
            if isinstance(event, bytes)
            else Record("vacancies", event.subject, event.to_bytes())
            for event in events
        ]
    )


async def caught_up(consumer: Consumer, seconds: float = 30) -> None:
    async with asyncio.timeout(seconds):
        while await consumer.behind():
            await asyncio.sleep(0.02)


async def letters(database: Database) -> list[dict[str, object]]:
    async with database.unit_of_work(Role.WORKER) as uow:
        return [dict(row) for row in await uow.fetch(LIST, everything=True, most=1000)]


async def test_a_second_delivery_has_no_second_effect(database: Database, bus: Bus) -> None:
    calls = 0

    async def count(event: CloudEvent, uow: UnitOfWork) -> Effect:
        nonlocal calls
        calls += 1
        return await keep_newest(event, uow)

    event = thing_event("a", 1)
    async with consuming(database, bus, count) as consumer:
        await publish(bus, event, event, event)
        await caught_up(consumer)
    assert calls == 1


async def test_a_crash_before_the_offset_is_kept_repeats_the_delivery_and_not_the_effect(
    database: Database, bus: Bus
) -> None:
    """The effect is committed, the process dies before its offset: the next one gets the message again."""
    calls = 0
    applied = asyncio.Event()

    async def count(event: CloudEvent, uow: UnitOfWork) -> Effect:
        nonlocal calls
        calls += 1
        effect = await keep_newest(event, uow)
        applied.set()
        return effect

    await publish(bus, thing_event("a", 1))
    async with bus.subscribe("core.things", ["vacancies"]) as dying:
        first: list[Delivery] = []
        while not first:
            first = list(await dying.poll(timeout=1))
        consumer = Consumer(Subscriptions("core.things", ("vacancies",), {TYPE: count}), bus, database, Telemetry())
        await consumer._apply(first[0])
    async with consuming(database, bus, count) as again:
        await caught_up(again)
    assert calls == 1
    assert (await stored(database))[0] == {"a": 1}


async def test_events_of_one_key_take_effect_in_order(database: Database, bus: Bus) -> None:
    seen: dict[str, list[int]] = {}

    async def note(event: CloudEvent, uow: UnitOfWork) -> Effect:
        seen.setdefault(event.subject, []).append(event.version)
        return await keep_newest(event, uow)

    async with consuming(database, bus, note) as consumer:
        await publish(bus, *(thing_event(f"k{key}", version) for version in range(1, 31) for key in range(5)))
        await caught_up(consumer)
    assert seen == {f"k{key}": list(range(1, 31)) for key in range(5)}


async def test_poison_is_set_aside_and_blocks_nobody(database: Database, bus: Bus) -> None:
    poison = [b"not json", b'{"specversion": "1.0"}', b"\xff\xfe", b'"text"', b"x" * 900_000]
    async with consuming(database, bus) as consumer:
        await publish(bus, *poison, thing_event("raw", 1), thing_event("other", 1))
        await caught_up(consumer, seconds=10)
    assert (await stored(database))[0] == {"raw": 1, "other": 1}
    assert [letter["value"] for letter in await letters(database)] == poison


async def test_a_handler_that_always_fails_sets_aside_within_thirty_seconds(database: Database, bus: Bus) -> None:
    async def fail_on_bad(event: CloudEvent, uow: UnitOfWork) -> Effect:
        if event.subject == "bad":
            raise ZeroDivisionError
        return await keep_newest(event, uow)

    async with consuming(database, bus, fail_on_bad) as consumer:
        await publish(bus, thing_event("bad", 1), *(thing_event(f"k{n}", 1) for n in range(40)))
        await caught_up(consumer, seconds=30)
    things, _ = await stored(database)
    assert len(things) == 40
    (letter,) = await letters(database)
    assert letter["key"] == "bad"
    assert str(letter["error"]).startswith("ZeroDivisionError at ")


async def test_a_letter_sent_again_takes_effect_or_is_reported_as_superseded(database: Database, bus: Bus) -> None:
    broken = True

    async def fail_while_broken(event: CloudEvent, uow: UnitOfWork) -> Effect:
        if broken and event.version == 1:
            raise ZeroDivisionError
        return await keep_newest(event, uow)

    async with consuming(database, bus, fail_while_broken) as consumer:
        await publish(bus, thing_event("late", 1), thing_event("lone", 1), thing_event("late", 2))
        await caught_up(consumer)
        broken = False
        asked = [letter["id"] for letter in await letters(database)]
        async with database.unit_of_work(Role.WORKER) as uow:
            await uow.execute(ASK_AGAIN, ids=asked)
            await uow.commit()
        async with asyncio.timeout(10):
            while any(letter["settled_at"] is None for letter in await letters(database)):
                await asyncio.sleep(0.05)
    assert (await stored(database))[0] == {"late": 2, "lone": 1}
    outcomes = {letter["key"]: letter["outcome"] for letter in await letters(database)}
    assert outcomes == {"late": "superseded", "lone": "applied"}


async def test_what_has_not_arrived_yet_is_waited_for_and_never_set_aside(database: Database, bus: Bus) -> None:
    arrived = False

    async def wait_for_it(event: CloudEvent, uow: UnitOfWork) -> Effect:
        if not arrived:
            raise NotYet
        return await keep_newest(event, uow)

    async with consuming(database, bus, wait_for_it) as consumer:
        await publish(bus, thing_event("a", 1))
        await asyncio.sleep(1.0)
        assert (await stored(database))[0] == {}
        arrived = True
        await caught_up(consumer)
    assert (await stored(database))[0] == {"a": 1}
    assert await letters(database) == []


async def test_an_unknown_type_is_passed_over_and_a_newer_version_is_kept_for_later(
    database: Database, bus: Bus
) -> None:
    async with consuming(database, bus) as consumer:
        await publish(bus, thing_event("a", 1, "nl.vacancies.vacancy-praised.v1"), thing_event("b", 1, TYPE[:-1] + "2"))
        await caught_up(consumer)
    assert [(letter["key"], letter["reason"]) for letter in await letters(database)] == [("b", "unreadable")]


def test_the_limit_stops_a_consumer_for_which_nearly_everything_fails() -> None:
    limit = DeadLetterLimit(window=10, share=0.9)
    for _ in range(9):
        limit.set_aside()
    assert limit.problem is None
    limit.handled()
    assert limit.problem is not None


def test_the_watchdog_asks_for_a_new_subscription_and_gives_up_after_three() -> None:
    watchdog = Watchdog(assignment_seconds=-1)
    for _ in range(3):
        try:
            watchdog.observe((), 5, paused=False)
        except Stalled:
            watchdog.rebuilt()
    try:
        watchdog.rebuilt()
    except Fatal:
        return
    raise AssertionError("a fourth new subscription was made")
