"""The event bus: one protocol, two adapters. `create_bus` is the only way to make one."""

from doorstroom_common.bus.errors import BusUnavailable, RecordRefused
from doorstroom_common.bus.factory import create_bus, ensure_topics
from doorstroom_common.bus.protocols import MAX_RECORD_BYTES, Bus, Delivery, Record, Subscription, TopicPartition
from doorstroom_common.bus.topics import COMPACTION_LAG, PARTITIONS, TOPICS, Topic

__all__ = [
    "COMPACTION_LAG",
    "MAX_RECORD_BYTES",
    "PARTITIONS",
    "TOPICS",
    "Bus",
    "BusUnavailable",
    "Delivery",
    "Record",
    "RecordRefused",
    "Subscription",
    "Topic",
    "TopicPartition",
    "create_bus",
    "ensure_topics",
]
