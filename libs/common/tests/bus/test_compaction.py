"""State topics keep the last record of every key, on both buses."""

from datetime import timedelta

import asyncpg
import pytest
from aiokafka.admin.config_resource import ConfigResource, ConfigResourceType
from pydantic import SecretStr

from doorstroom_common.bus import COMPACTION_LAG, TOPICS, Record, ensure_topics
from doorstroom_common.bus.kafka import KafkaOptions
from doorstroom_common.bus.kafka.ending import end_admin
from doorstroom_common.bus.kafka.topics import configuration
from doorstroom_common.bus.postgres.compaction import Compaction
from doorstroom_common.settings import BusSettings
from doorstroom_common.testing.bus_story import Story, by_key, values
from doorstroom_common.testing.kafka import KafkaForTests
from doorstroom_common.testing.postgres import Databases, blocking


@pytest.fixture
def story(databases: Databases) -> Story:
    dsn = databases.fresh("bus", lambda dsn: blocking(ensure_topics(BusSettings(dsn=SecretStr(dsn)))))
    return Story(BusSettings(dsn=SecretStr(dsn)))


async def age(story: Story, by: timedelta) -> None:
    """Let everything stored so far be older."""
    connection = await asyncpg.connect(dsn(story))
    await connection.execute("UPDATE bus_log SET stored_at = stored_at - $1::interval", by)
    await connection.close()


async def compact(story: Story, lag: timedelta | None = None) -> int:
    compaction = Compaction(dsn(story))
    removed = await compaction.compact(lag)
    await compaction.close()
    return removed


def dsn(story: Story) -> str:
    assert story.settings.dsn is not None
    return story.settings.dsn.get_secret_value()


async def test_after_the_lag_a_replay_gives_the_last_state_of_every_key_and_no_lag(story: Story) -> None:
    async with story.bus() as bus:
        await bus.publish(story.records(200, keys=40))
        await age(story, COMPACTION_LAG + timedelta(hours=1))
        assert await compact(story) == 160
        async with story.member(bus) as member:
            assert by_key(await story.read_out(member)) == {f"{story.mark}-{key}": [160 + key] for key in range(40)}
        await bus.publish(story.records(40, keys=40))
        async with story.member(bus) as member:
            assert len(await story.read_out(member)) == 40


async def test_within_the_lag_nothing_goes(story: Story) -> None:
    async with story.bus() as bus:
        await bus.publish(story.records(100, keys=5))
        await age(story, COMPACTION_LAG - timedelta(hours=1))
        assert await compact(story) == 0


async def test_an_old_state_goes_when_a_newer_one_is_there_however_young(story: Story) -> None:
    async with story.bus() as bus:
        await bus.publish([story.record("one", "old")])
        await age(story, COMPACTION_LAG + timedelta(hours=1))
        await bus.publish([story.record("one", "new")])
        assert await compact(story) == 1
        async with story.member(bus) as member:
            assert values(await story.read_out(member)) == ["new"]


async def test_a_tombstone_goes_after_the_lag_with_all_that_it_buried(story: Story) -> None:
    async with story.bus() as bus:
        gone = story.record("gone", "state")
        await bus.publish([gone, gone, Record(story.topic, gone.key, None), *story.records(200)])
        await age(story, COMPACTION_LAG + timedelta(hours=1))
        await compact(story)
        async with story.member(bus) as member:
            assert gone.key not in {delivery.key for delivery in await story.read_out(member)}


async def test_a_partition_whose_last_record_is_an_old_tombstone_leaves_no_reader_behind(story: Story) -> None:
    async with story.bus() as bus:
        gone = story.record("gone", "state")
        await bus.publish([gone, Record(story.topic, gone.key, None)])
        await age(story, COMPACTION_LAG + timedelta(hours=1))
        assert await compact(story) == 1
        async with story.member(bus) as member:
            assert [delivery.value for delivery in await story.read_out(member)] == [None]
            assert sum((await member.lag()).values()) == 0


async def test_every_version_of_a_covenant_stays(story: Story) -> None:
    async with story.bus() as bus:
        await bus.publish([Record("covenants", "delta", b"1"), Record("covenants", "delta", b"2")])
        await age(story, COMPACTION_LAG + timedelta(hours=1))
        assert await compact(story) == 0


async def test_kafka_keeps_covenants_for_ever_and_compacts_every_other_topic_after_the_same_lag(
    kafka_server: KafkaForTests,
) -> None:
    settings = BusSettings(kind="kafka", bootstrap_servers=kafka_server.bootstrap)
    await ensure_topics(settings)
    admin = KafkaOptions(settings, "suite").admin()
    await admin.start()
    try:
        resources = [
            ConfigResource(ConfigResourceType.TOPIC, topic.name, configuration(topic)) for topic in TOPICS.values()
        ]
        answers = await admin.describe_configs(resources)
    finally:
        await end_admin(admin)
    described = {
        resource[3]: {entry[0]: entry[1] for entry in resource[4]}
        for answer in answers
        for resource in answer.resources
    }
    assert set(described) == set(TOPICS)
    for topic in TOPICS.values():
        assert configuration(topic).items() <= described[topic.name].items()
        if topic.compaction_lag is None:
            assert described[topic.name]["cleanup.policy"] == "delete"
            assert described[topic.name]["retention.ms"] == "-1"
        else:
            assert described[topic.name]["cleanup.policy"] == "compact"
            assert described[topic.name]["min.compaction.lag.ms"] == str(14 * 86_400_000)
