"""A reader of Kafka is not behind because of offsets at the end that hold no record."""

from aiokafka import AIOKafkaProducer

from doorstroom_common.bus import TopicPartition, ensure_topics
from doorstroom_common.settings import BusSettings
from doorstroom_common.testing.bus_story import Story, following, values
from doorstroom_common.testing.kafka import KafkaForTests


async def test_offsets_without_a_record_at_the_end_of_a_partition_count_as_dealt_with(
    kafka_server: KafkaForTests,
) -> None:
    settings = BusSettings(kind="kafka", bootstrap_servers=kafka_server.bootstrap)
    await ensure_topics(settings)
    story = Story(settings, "deliveries")
    where = await publish_with_a_marker_behind_it(story)
    async with story.bus() as bus, story.member(bus) as member:
        arrived = await story.read(member, 1, commit=False)
        assert (await member.lag())[where] > 0
        await member.commit(following(arrived))
        assert (await bus.end_offsets([story.topic]))[where] > arrived[0].offset + 1
        assert values(await story.read_out(member)) == []
        assert (await member.lag())[where] == 0


async def publish_with_a_marker_behind_it(story: Story) -> TopicPartition:
    """A transaction ends with a marker that takes an offset, as a removed tombstone leaves one behind."""
    record = story.record("one", "one")
    producer = AIOKafkaProducer(bootstrap_servers=story.settings.bootstrap_servers, transactional_id=story.mark)
    await producer.start()
    async with producer.transaction():
        written = await producer.send_and_wait(record.topic, record.value, record.key.encode())
    await producer.stop()
    return TopicPartition(written.topic, written.partition)
