"""Due once, and looked at afresh: timers in business time, and work keyed by aggregate."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

from doorstroom_common.clock import SimulatedClock
from doorstroom_common.components import Component
from doorstroom_common.database import NOBODY, Database, Role, UnitOfWork, sql
from doorstroom_common.observability import Telemetry
from doorstroom_common.testing.foundation import ADD, foundation_settings, stored, thing_event
from doorstroom_common.timers import TimerRunner
from doorstroom_common.work import Workers

START = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
LEFT = sql("SELECT (SELECT count(*) FROM timer) + (SELECT count(*) FROM work)")


@asynccontextmanager
async def background(*parts: Component) -> AsyncIterator[None]:
    stop = asyncio.Event()
    tasks = [asyncio.create_task(part.run(stop)) for part in parts]
    try:
        yield
    finally:
        stop.set()
        await asyncio.wait_for(asyncio.gather(*tasks), 10)


async def until(count: int, database: Database) -> None:
    async with asyncio.timeout(10):
        while len((await stored(database))[0]) < count:
            await asyncio.sleep(0.01)


async def schedule(database: Database, key: str, due: datetime) -> None:
    async with database.unit_of_work(NOBODY) as uow:
        uow.schedule("stage", key, due)
        await uow.commit()


async def note(key: str, due_at: datetime, uow: UnitOfWork) -> None:
    uow.write(ADD, id=f"{key} {due_at:%d %H}", version=1)
    uow.publish(thing_event(key))


async def test_a_timer_fires_when_the_clock_reaches_it_and_not_before(database: Database) -> None:
    clock = SimulatedClock(START)
    await schedule(database, "a", START + timedelta(days=7))
    async with background(TimerRunner("stages", {"stage": note}, database, clock, Telemetry().metrics)):
        clock.advance(timedelta(days=6))
        await asyncio.sleep(0.1)
        assert (await stored(database))[0] == {}
        clock.advance(timedelta(days=1))
        await until(1, database)
    assert (await stored(database))[0] == {"a 09 08": 1}


async def test_a_new_timer_wakes_the_runner_if_it_is_due_before_the_one_it_waits_for_and_only_then(
    database: Database,
) -> None:
    clock, signals = SimulatedClock(START), database.signals
    await schedule(database, "a", START + timedelta(days=7))
    async with background(TimerRunner("stages", {"stage": note}, database, clock, Telemetry().metrics)):
        async with asyncio.timeout(5):
            while START + timedelta(days=7) not in signals.timers_until.values():
                await asyncio.sleep(0.01)
        await schedule(database, "later", START + timedelta(days=8))
        assert not signals.timers.is_set()
        await schedule(database, "sooner", START + timedelta(days=1))
        assert signals.timers.is_set()
        clock.advance(timedelta(days=1))
        await until(1, database)
    assert list((await stored(database))[0]) == ["sooner 03 08"]


async def test_after_a_stop_each_missed_timer_fires_once_with_the_moment_it_was_due(core_dsn: str) -> None:
    clock = SimulatedClock(START + timedelta(days=30))
    first, second = (Database(foundation_settings(core_dsn)) for _ in range(2))
    await first.open()
    await second.open()

    async def again(key: str, due_at: datetime, uow: UnitOfWork) -> None:
        await note(key, due_at, uow)
        if due_at < START + timedelta(days=20):
            uow.schedule("stage", key, due_at + timedelta(days=14))

    for key in ("a", "b", "c"):
        await schedule(first, key, START + timedelta(days=7))
    runners = [TimerRunner("stages", {"stage": again}, each, clock, Telemetry().metrics) for each in (first, second)]
    async with background(*runners):
        await until(6, first)
        await asyncio.sleep(0.05)
    things, events = await stored(first)
    assert sorted(things) == ["a 09 08", "a 23 08", "b 09 08", "b 23 08", "c 09 08", "c 23 08"]
    assert len(events) == 6
    await first.close()
    await second.close()


async def test_a_timer_that_fails_holds_up_no_other(database: Database) -> None:
    clock = SimulatedClock(START)

    async def fail_for_a(key: str, due_at: datetime, uow: UnitOfWork) -> None:
        if key == "a":
            raise ZeroDivisionError
        await note(key, due_at, uow)

    await schedule(database, "a", START)
    await schedule(database, "b", START)
    async with background(TimerRunner("stages", {"stage": fail_for_a}, database, clock, Telemetry().metrics)):
        await until(1, database)
    assert list((await stored(database))[0]) == ["b 02 08"]
    async with database.unit_of_work(NOBODY) as uow:
        assert await uow.fetch_value(LEFT) == 1


async def test_work_asked_for_twice_is_done_once_and_asked_for_while_done_is_done_again(database: Database) -> None:
    done: list[str] = []
    busy, go_on = asyncio.Event(), asyncio.Event()

    async def do(key: str, uow: UnitOfWork) -> None:
        await uow.fetch(sql("SELECT 1"))
        done.append(key)
        busy.set()
        await go_on.wait()

    async def ask() -> None:
        async with database.unit_of_work(Role.WORKER) as uow:
            uow.enqueue("match", "a")
            await uow.commit()

    await ask()
    await ask()
    async with background(Workers("match", do, database, Telemetry().metrics, count=2)):
        await asyncio.wait_for(busy.wait(), 5)
        asking = asyncio.create_task(ask())
        await asyncio.sleep(0.1)
        assert done == ["a"]
        go_on.set()
        await asking
        async with asyncio.timeout(5):
            while len(done) < 2:
                await asyncio.sleep(0.01)
    assert done == ["a", "a"]
    async with database.unit_of_work(NOBODY) as uow:
        assert await uow.fetch_value(LEFT) == 0


async def test_work_that_fails_is_kept_and_holds_up_no_other(database: Database) -> None:
    async def fail_for_a(key: str, uow: UnitOfWork) -> None:
        if key == "a":
            raise ZeroDivisionError
        uow.write(ADD, id=key, version=1)

    async with database.unit_of_work(NOBODY) as uow:
        for key in ("a", "b"):
            uow.enqueue("match", key)
        await uow.commit()
    async with background(Workers("match", fail_for_a, database, Telemetry().metrics, count=1)):
        await until(1, database)
    async with database.unit_of_work(NOBODY) as uow:
        assert await uow.fetch_value(LEFT) == 1
