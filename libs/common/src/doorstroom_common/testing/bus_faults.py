"""What every bus promises when something breaks: members that die or freeze, a server that is killed, frozen or away.

Derive a class, and give it the fixtures `server` (its own, not a shared one) and `takeover_seconds`.
"""

import asyncio
import os
import signal
from collections.abc import Callable
from typing import Any, Generic, Protocol, TypeVar

import pytest

from doorstroom_common.bus import BusUnavailable, Record, create_bus
from doorstroom_common.settings import BusSettings
from doorstroom_common.testing.bus_member import member_process
from doorstroom_common.testing.bus_story import Story, publish_at_last, until, values

__all__ = ["Breakable", "BreakableServer", "BusFaults"]

PUBLISH_TIMEOUT = 2.0
STOP_SECONDS = 5.5
"""The promised five, and some for a busy machine."""


class Breakable(Protocol):
    """A local server, as `doorstroom_common.local` makes them."""

    def kill(self) -> None: ...
    def stop(self) -> None: ...
    def freeze(self) -> None: ...
    def thaw(self) -> None: ...


Server = TypeVar("Server", bound=Breakable)


class BreakableServer(Generic[Server]):
    """A server of one's own, started again on its folder after it was killed."""

    def __init__(self, start: Callable[[], Server], settings_of: Callable[[Server], BusSettings]) -> None:
        self._start = start
        self._running: Server | None = start()
        self.settings = settings_of(self._running)

    async def start(self) -> None:
        """Come back with the same data at the same address."""
        if self._running is None:
            self._running = await asyncio.to_thread(self._start)

    def kill(self) -> None:
        """Kill -9."""
        if self._running is not None:
            self._running.kill()
        self._running = None

    def freeze(self) -> None:
        """Nothing answers any more, connections stay."""
        if self._running is not None:
            self._running.freeze()

    def thaw(self) -> None:
        """It goes on."""
        if self._running is not None:
            self._running.thaw()

    def stop(self) -> None:
        """For good."""
        if self._running is not None:
            self._running.thaw()
            self._running.stop()


class BusFaults:
    """Every wait is bounded, nothing acknowledged is lost, and no object has to be made anew."""

    @pytest.fixture
    async def story(self, server: BreakableServer[Any]) -> Story:
        server.thaw()
        await server.start()
        return Story(server.settings)

    async def test_a_survivor_takes_over_all_partitions_of_a_member_that_was_killed(
        self, story: Story, takeover_seconds: float
    ) -> None:
        async with story.bus() as bus, member_process(story.settings, story.group, story.topic) as dies:
            await dies.until_assigned(8)
            async with story.member(bus) as survivor:
                await dies.until_assigned(4)
                await bus.publish(story.records(100))
                dies.kill()
                assert await until(lambda: survivor.assignment() == story.partitions) <= takeover_seconds
                assert {int(value) for value in values(await story.read_out(survivor))} == set(range(100))

    async def test_a_survivor_takes_over_all_partitions_of_a_member_that_froze_and_keeps_its_share_when_it_thaws(
        self, story: Story
    ) -> None:
        async with story.bus() as bus, member_process(story.settings, story.group, story.topic) as freezes:
            await freezes.until_assigned(8)
            async with story.member(bus) as survivor:
                await freezes.until_assigned(4)
                os.kill(freezes.pid, signal.SIGSTOP)
                assert await until(lambda: survivor.assignment() == story.partitions) <= 15
                os.kill(freezes.pid, signal.SIGCONT)
                await until(lambda: len(survivor.assignment()) == 4)

    async def test_nothing_acknowledged_is_lost_when_the_server_is_killed_and_all_objects_go_on(
        self, story: Story, server: BreakableServer[Any]
    ) -> None:
        acknowledged: list[Record] = []
        async with story.bus() as bus, story.member(bus) as member:

            async def publish_on(count: int) -> None:
                for number in range(count):
                    batch = [story.record(key, number) for key in range(10)]
                    await publish_at_last(bus, batch)
                    acknowledged.extend(batch)

            publishing = asyncio.create_task(publish_on(300))
            await until(lambda: len(acknowledged) > 500)
            server.kill()
            await server.start()
            await asyncio.wait_for(publishing, 60)
            await until(member.assignment)
            arrived = await story.read_out(member)
        once = dict.fromkeys((delivery.key, delivery.value) for delivery in arrived)
        assert set(once) == {(record.key, record.value) for record in acknowledged}
        for key in range(10):
            mine = [int(value or b"") for name, value in once if name == f"{story.mark}-{key}"]
            assert mine == sorted(mine)

    async def test_publish_during_an_outage_says_so_in_bounded_time_and_works_afterwards(
        self, story: Story, server: BreakableServer[Any]
    ) -> None:
        loop = asyncio.get_running_loop()
        async with story.bus(PUBLISH_TIMEOUT) as bus:
            await publish_at_last(bus, [story.record("before", "before")])
            server.kill()
            for _ in range(2):
                started = loop.time()
                with pytest.raises(BusUnavailable):
                    await bus.publish([story.record("during", "during")])
                assert loop.time() - started < PUBLISH_TIMEOUT + 1
            with pytest.raises(BusUnavailable):
                await bus.end_offsets([story.topic])
            await server.start()
            await publish_at_last(bus, [story.record("after", "after")])
            async with story.member(bus) as member:
                assert {"before", "after"} <= set(values(await story.read_out(member)))

    async def test_a_reader_stays_calm_while_the_server_is_away(
        self, story: Story, server: BreakableServer[Any]
    ) -> None:
        loop = asyncio.get_running_loop()
        async with story.bus() as bus, story.member(bus) as member:
            await publish_at_last(bus, story.records(20))
            arrived = await story.read(member, 20, commit=False)
            server.kill()
            for _ in range(2):
                started = loop.time()
                await member.poll(timeout=0.5)
                await member.commit({arrived[0].origin: arrived[0].offset + 1})
                assert loop.time() - started < 8
            await server.start()
            await until(member.assignment)
            assert {*values(await story.read_out(member))} == {*map(str, range(20))}

    async def test_start_waits_for_a_server_that_comes_later(self, story: Story, server: BreakableServer[Any]) -> None:
        server.kill()
        bus = create_bus(story.settings, "suite", publish_timeout=PUBLISH_TIMEOUT)
        starting = asyncio.create_task(bus.start())
        async with bus.subscribe(story.group, [story.topic]) as member:
            assert await member.poll(timeout=0.2) == []
            assert not starting.done()
            await server.start()
            await asyncio.wait_for(starting, 30)
            await publish_at_last(bus, [story.record("late", "late")])
            await until(member.assignment)
            assert set(values(await story.read_out(member))) == {"late"}
        await bus.stop()

    async def test_everything_stops_and_every_call_ends_in_time_while_the_server_is_frozen(
        self, story: Story, server: BreakableServer[Any]
    ) -> None:
        loop = asyncio.get_running_loop()
        bus = create_bus(story.settings, "suite", publish_timeout=PUBLISH_TIMEOUT)
        await bus.start()
        await publish_at_last(bus, [story.record("before", "before")])
        member = bus.subscribe(story.group, [story.topic])
        await member.start()
        await until(member.assignment)
        server.freeze()
        started = loop.time()
        with pytest.raises(BusUnavailable):
            await bus.publish([story.record("during", "during")])
        assert loop.time() - started < PUBLISH_TIMEOUT + 1
        started = loop.time()
        await member.stop()
        assert loop.time() - started < STOP_SECONDS
        started = loop.time()
        await bus.stop()
        assert loop.time() - started < STOP_SECONDS
        server.thaw()
        async with story.bus() as again:
            await publish_at_last(again, [story.record("after", "after")])
