"""The bus on Kafka: what a large region runs on."""

from doorstroom_common.bus.kafka.log import KafkaBus
from doorstroom_common.bus.kafka.options import KafkaOptions

__all__ = ["KafkaBus", "KafkaOptions"]
