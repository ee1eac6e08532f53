"""The catalogue as topics of a Kafka cluster."""

import asyncio

from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from aiokafka.errors import TopicAlreadyExistsError, for_code

from doorstroom_common.bus.errors import BusUnavailable
from doorstroom_common.bus.kafka.ending import end_admin
from doorstroom_common.bus.kafka.options import KafkaOptions
from doorstroom_common.bus.topics import TOPICS, Topic

DAY_MS = 86_400_000
VISIBLE_SECONDS = 15.0
COMMON = {"max.message.bytes": str(1_048_588), "message.timestamp.type": "LogAppendTime"}


def configuration(topic: Topic) -> dict[str, str]:
    """Compacted: everything for the lag, then the last per key; never older states for much longer than that.

    Without a lag everything stays. Replication and its minimum are the cluster's own defaults.
    """
    if topic.compaction_lag is None:
        return {"cleanup.policy": "delete", "retention.ms": "-1", "retention.bytes": "-1", **COMMON}
    lag = int(topic.compaction_lag.total_seconds() * 1000)
    return {
        "cleanup.policy": "compact",
        "min.compaction.lag.ms": str(lag),
        "max.compaction.lag.ms": str(lag + DAY_MS),
        "delete.retention.ms": str(DAY_MS),
        "segment.ms": str(DAY_MS),
        **COMMON,
    }


async def wrong(options: KafkaOptions) -> list[str]:
    """The topics that are missing, or have other than the catalogue's partitions."""
    admin = options.admin()
    try:
        await admin.start()
        return await _wrong(admin)
    finally:
        await end_admin(admin)


async def create(options: KafkaOptions) -> None:
    """Make the topics that are not there yet, and wait until clients can see them; those that are stay as they are."""
    admin = options.admin()
    try:
        await admin.start()
        # An empty assignment, not a missing one, lets the cluster choose the replication.
        response = await admin.create_topics(
            [
                NewTopic(topic.name, topic.partitions, -1, replica_assignments={}, topic_configs=configuration(topic))
                for topic in TOPICS.values()
            ]
        )
        for name, code, message in response.topic_errors:
            if code and (error := for_code(code)) is not TopicAlreadyExistsError:
                raise error(f"{name}: {message}")
        await _until_visible(admin)
    finally:
        await end_admin(admin)


async def _until_visible(admin: AIOKafkaAdminClient) -> None:
    deadline = asyncio.get_running_loop().time() + VISIBLE_SECONDS
    while wrong := await _wrong(admin):
        if asyncio.get_running_loop().time() > deadline:
            raise BusUnavailable(f"not there, or not with the catalogue's partitions: {', '.join(wrong)}")
        await asyncio.sleep(0.05)


async def _wrong(admin: AIOKafkaAdminClient) -> list[str]:
    partitions = {topic["topic"]: len(topic["partitions"]) for topic in await admin.describe_topics()}
    return [topic.name for topic in TOPICS.values() if partitions.get(topic.name) != topic.partitions]
