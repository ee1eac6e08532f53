"""What every bus promises while nothing fails: one suite, run on each adapter with its real server.

Derive a class, and give it a fixture `bus_settings`. The faults are in `bus_faults`.
"""

import asyncio
import itertools
from collections.abc import AsyncIterator

import pytest

from doorstroom_common.bus import MAX_RECORD_BYTES, Bus, Record, RecordRefused, TopicPartition
from doorstroom_common.bus.partitioner import partition_of
from doorstroom_common.bus.replay import Replay
from doorstroom_common.settings import BusSettings
from doorstroom_common.testing.bus_story import Story, by_key, following, shared, until, values

__all__ = ["BusSuite"]


class BusSuite:
    """Order, delivery, groups, replay, and the edges of what a record may be."""

    @pytest.fixture
    def story(self, bus_settings: BusSettings) -> Story:
        return Story(bus_settings)

    @pytest.fixture
    async def bus(self, story: Story) -> AsyncIterator[Bus]:
        async with story.bus() as bus:
            yield bus

    async def test_records_of_a_key_arrive_in_order_while_eight_keys_are_written_at_once(
        self, story: Story, bus: Bus
    ) -> None:
        async def write(key: int) -> None:
            for number in range(0, 60, 3):
                await bus.publish([story.record(key, number + step) for step in range(3)])

        async with story.member(bus) as member:
            await asyncio.gather(*(write(key) for key in range(8)))
            arrived = by_key(await story.read(member, 8 * 60))
        assert arrived == {f"{story.mark}-{key}": list(range(60)) for key in range(8)}

    async def test_a_large_batch_arrives_whole_and_in_order_per_key(self, story: Story, bus: Bus) -> None:
        await bus.publish(story.records(2_000))
        async with story.member(bus) as member:
            arrived = by_key(await story.read_out(member))
        assert arrived == {f"{story.mark}-{key}": list(range(key, 2_000, 40)) for key in range(40)}

    async def test_offsets_grow_within_a_partition_and_each_record_is_where_its_key_belongs(
        self, story: Story, bus: Bus
    ) -> None:
        await bus.publish(story.records(150))
        async with story.member(bus) as member:
            arrived = await story.read(member, 150)
        seen: dict[int, int] = {}
        for delivery in arrived:
            assert delivery.partition == partition_of(delivery.key, 8)
            assert delivery.offset > seen.get(delivery.partition, -1)
            seen[delivery.partition] = delivery.offset

    async def test_two_producers_of_a_topic_lose_nothing_and_keep_their_order(self, bus_settings: BusSettings) -> None:
        story = Story(bus_settings, "erasures")

        async def produce(bus: Bus, name: str) -> None:
            numbers = iter(range(340))
            for size in (150, 20, 150, 20):
                await bus.publish([story.record(f"{name}{n % 5}", n) for n in itertools.islice(numbers, size)])

        async with story.bus() as one, story.bus() as other, story.member(one) as member:
            await asyncio.gather(produce(one, "a"), produce(other, "b"))
            arrived = by_key(await story.read(member, 2 * 340))
        assert arrived == {f"{story.mark}-{name}{key}": list(range(key, 340, 5)) for name in "ab" for key in range(5)}

    async def test_what_was_read_but_not_committed_comes_again(self, story: Story, bus: Bus) -> None:
        await bus.publish(story.records(30))
        async with story.member(bus) as member:
            first = await story.read(member, 30, commit=False)
        async with story.member(bus) as member:
            assert sorted(values(await story.read(member, 30))) == sorted(values(first))
        await bus.publish([story.record("last", "last")])
        async with story.member(bus) as member:
            assert values(await story.read_out(member)) == ["last"]

    async def test_members_of_a_group_share_the_partitions_and_each_record_reaches_one_of_them(
        self, story: Story, bus: Bus
    ) -> None:
        async with story.member(bus) as one, story.member(bus) as other:
            await until(lambda: shared([one, other], story.partitions))
            await bus.publish(story.records(200))
            readings = await asyncio.gather(story.read_out(one), story.read_out(other))
        assert sorted(values([*readings[0], *readings[1]]), key=int) == [str(number) for number in range(200)]
        assert readings[0]
        assert readings[1]

    async def test_a_member_that_leaves_hands_its_partitions_over(self, story: Story, bus: Bus) -> None:
        async with story.member(bus) as stays:
            async with story.member(bus) as leaves:
                await until(lambda: shared([stays, leaves], story.partitions))
            assert await until(lambda: stays.assignment() == story.partitions) < 10
            await bus.publish(story.records(80))
            assert len(await story.read(stays, 80)) == 80

    async def test_two_groups_each_get_everything(self, story: Story, bus: Bus) -> None:
        await bus.publish(story.records(50))
        async with story.member(bus, f"one-{story.mark}") as one, story.member(bus, f"two-{story.mark}") as two:
            readings = await asyncio.gather(story.read(one, 50), story.read(two, 50))
        assert sorted(values(readings[0])) == sorted(values(readings[1])) == sorted(map(str, range(50)))

    async def test_a_new_group_reads_from_the_first_record(self, story: Story, bus: Bus) -> None:
        await bus.publish(story.records(40))
        async with story.member(bus) as member:
            await story.read(member, 40)
        async with story.member(bus, f"replay-{story.mark}") as member:
            assert len(await story.read_out(member)) == 40

    async def test_a_replay_reads_up_to_the_end_and_later_what_came_after(self, story: Story, bus: Bus) -> None:
        await bus.publish(story.records(40))
        async with Replay(bus, [story.topic], f"again-{story.mark}") as replay:
            first = [delivery async for some in replay.to_end() for delivery in story.mine(some)]
            assert sorted(values(first)) == sorted(map(str, range(40)))
            await bus.publish([story.record("late", "late")])
            assert values([delivery async for some in replay.to_end() for delivery in story.mine(some)]) == ["late"]

    async def test_a_tombstone_an_empty_value_and_bytes_of_any_kind_pass(self, story: Story, bus: Bus) -> None:
        sent = [Record(story.topic, f"{story.mark}-é", value) for value in (b"\x00\xff\n", b"", None)]
        await bus.publish(sent)
        async with story.member(bus) as member:
            arrived = await story.read(member, 3)
        assert [Record(delivery.topic, delivery.key, delivery.value) for delivery in arrived] == sent

    async def test_a_record_of_the_largest_size_passes_and_a_larger_one_is_refused_with_nothing_sent(
        self, story: Story, bus: Bus
    ) -> None:
        small, key = story.record("small", "small"), f"{story.mark}-large"
        largest = Record(story.topic, key, b"x" * (MAX_RECORD_BYTES - len(key)))
        with pytest.raises(RecordRefused):
            await bus.publish([small, Record(story.topic, key, b"x" * (MAX_RECORD_BYTES - len(key) + 1))])
        await bus.publish([largest])
        async with story.member(bus) as member:
            assert [len(delivery.value or b"") for delivery in await story.read_out(member)] == [
                MAX_RECORD_BYTES - len(key)
            ]

    async def test_a_topic_outside_the_catalogue_and_a_record_without_key_are_refused(
        self, story: Story, bus: Bus
    ) -> None:
        for record in (Record("gossip", "key", b""), Record(story.topic, "", b""), Record(story.topic, "a\0b", b"")):
            with pytest.raises(RecordRefused):
                await bus.publish([story.record("innocent", "innocent"), record])
        async with story.member(bus) as member:
            assert await story.read_out(member) == []

    async def test_a_paused_partition_is_left_out_until_it_is_resumed(self, story: Story, bus: Bus) -> None:
        records = story.records(160, keys=80)
        held = TopicPartition(story.topic, partition_of(records[0].key, 8))
        in_held = [record for record in records if partition_of(record.key, 8) == held.partition]
        async with story.member(bus) as member:
            await story.read_out(member)
            member.pause(held)
            await bus.publish(records)
            others = await story.read(member, len(records) - len(in_held))
            assert all(delivery.origin != held for delivery in [*others, *await member.poll(timeout=0.3)])
            member.resume(held)
            assert len(await story.read(member, len(in_held))) == len(in_held)

    async def test_seek_reads_again_from_there_without_moving_what_is_committed(self, story: Story, bus: Bus) -> None:
        await bus.publish([story.record("one", number) for number in range(10)])
        async with story.member(bus) as member:
            arrived = await story.read_out(member)
            await member.seek(arrived[0].origin, arrived[6].offset)
            assert values(await story.read(member, 4, commit=False)) == ["6", "7", "8", "9"]
            assert sum((await member.lag()).values()) == 0

    async def test_a_consumer_that_holds_a_record_gets_it_again_after_pause_and_seek(
        self, story: Story, bus: Bus
    ) -> None:
        await bus.publish([story.record("one", number) for number in range(5)])
        async with story.member(bus) as member:
            arrived = await story.read(member, 5, commit=False)
            where = arrived[2].origin
            member.pause(where)
            await member.seek(where, arrived[2].offset)
            await member.commit({where: arrived[2].offset})
            assert story.mine(await member.poll(timeout=0.3)) == []
            member.resume(where)
            assert values(await story.read(member, 3)) == ["2", "3", "4"]

    async def test_lag_ends_and_committed_offsets_add_up(self, story: Story, bus: Bus) -> None:
        async with story.member(bus) as member:
            await story.read_out(member)
            for _ in range(2):
                await bus.publish(story.records(25))
                assert sum((await member.lag()).values()) == 25
                await story.read(member, 25)
                assert set((await member.lag()).values()) == {0}
            ends = await bus.end_offsets([story.topic])
            committed = await bus.committed(story.group, [story.topic])
        assert set(ends) == story.partitions
        assert {where: end for where, end in ends.items() if end} == {where: n for where, n in committed.items() if n}
        assert await bus.committed(f"nobody-{story.mark}", [story.topic]) == {}

    async def test_a_commit_for_another_members_partition_is_passed_over_and_spoils_nothing(
        self, story: Story, bus: Bus
    ) -> None:
        await bus.publish(story.records(60))
        async with story.member(bus) as member:
            arrived = await story.read(member, 60, commit=False)
            foreign = TopicPartition("matches", 3)
            await member.commit({**following(arrived), foreign: 99})
        assert foreign not in await bus.committed(story.group, [story.topic, "matches"])
        async with story.member(bus) as member:
            assert await story.read_out(member) == []

    async def test_poll_waits_no_longer_than_told_and_cancelling_it_loses_nothing(self, story: Story, bus: Bus) -> None:
        loop = asyncio.get_running_loop()
        async with story.member(bus) as member:
            await story.read_out(member)
            started = loop.time()
            assert await member.poll(timeout=0.2) == []
            assert 0.1 < loop.time() - started < 1.5
            for _ in range(20):
                waiting = asyncio.create_task(member.poll(timeout=5))
                await asyncio.sleep(0)
                waiting.cancel()
                await asyncio.wait({waiting})
            await bus.publish(story.records(20))
            assert len(await story.read(member, 20)) == 20

    async def test_few_records_at_a_time_serve_every_partition(self, story: Story, bus: Bus) -> None:
        await bus.publish(story.records(400, keys=80))
        async with story.member(bus) as member:
            got = 0
            served: set[int] = set()
            while len(served) < 8:
                deliveries = await member.poll(max_records=20, timeout=5)
                assert 0 < len(deliveries) <= 20
                served |= {delivery.partition for delivery in deliveries}
                got += len(deliveries)
            await member.commit({})
