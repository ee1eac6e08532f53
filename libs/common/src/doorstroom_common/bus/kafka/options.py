"""How every Kafka client of ours is set; nothing else in this repository builds one."""

from ssl import SSLContext
from typing import Any

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, ConsumerRebalanceListener, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.errors import KafkaError
from aiokafka.helpers import create_ssl_context

from doorstroom_common.settings import BusSettings

LOST = (KafkaError, OSError, TimeoutError, AssertionError, RuntimeError)
"""What an unreachable or half-started broker raises. aiokafka asserts where metadata is missing, and lets through what
uvloop says of a connection that was closed under it (its issue 1038)."""

METADATA_MS = 60_000  # new addresses of brokers are learnt within a minute
PRODUCER_REQUEST_MS = 10_000
CONSUMER_REQUEST_MS = 40_000  # must outlast the group's join delay, or `start` never finishes
BATCH_BYTES = 512 * 1024

__all__ = ["LOST", "ConsumerRebalanceListener", "KafkaOptions", "TopicPartition"]


class KafkaOptions:
    """Makes clients from the settings. `client` is what brokers' logs and quotas know us by."""

    def __init__(self, settings: BusSettings, client: str) -> None:
        if not settings.bootstrap_servers:
            raise ValueError("bus.bootstrap_servers is needed when bus.kind is kafka")
        self.session_timeout = settings.session_timeout_ms / 1000
        self._session_timeout_ms = settings.session_timeout_ms
        self._common: dict[str, Any] = {
            "bootstrap_servers": [server.strip() for server in settings.bootstrap_servers.split(",")],
            "client_id": client,
            "metadata_max_age_ms": METADATA_MS,
            "security_protocol": settings.security_protocol,
            "ssl_context": _ssl_context(settings),
        }
        if settings.security_protocol.startswith("SASL"):
            password = settings.sasl_password
            self._common["sasl_mechanism"] = settings.sasl_mechanism or "SCRAM-SHA-512"
            self._common["sasl_plain_username"] = settings.sasl_username
            self._common["sasl_plain_password"] = password.get_secret_value() if password else None

    def producer(self) -> AIOKafkaProducer:
        """Acknowledged by all in-sync replicas; a retry inside the client makes no second copy."""
        return AIOKafkaProducer(
            **self._common,
            acks="all",
            enable_idempotence=True,
            request_timeout_ms=PRODUCER_REQUEST_MS,
            max_batch_size=BATCH_BYTES,
        )

    def consumer(self, group: str | None = None) -> AIOKafkaConsumer:
        """A member of `group` that commits by hand alone, or without a group one that only asks for offsets."""
        return AIOKafkaConsumer(
            **self._common,
            group_id=group,
            enable_auto_commit=False,
            auto_offset_reset="earliest",
            request_timeout_ms=CONSUMER_REQUEST_MS,
            session_timeout_ms=self._session_timeout_ms,
            heartbeat_interval_ms=max(self._session_timeout_ms // 4, 250),
        )

    def admin(self) -> AIOKafkaAdminClient:
        """For topics, and for a group's offsets seen from outside."""
        return AIOKafkaAdminClient(**self._common, request_timeout_ms=PRODUCER_REQUEST_MS)


def _ssl_context(settings: BusSettings) -> SSLContext | None:
    if "SSL" not in settings.security_protocol.split("_"):
        return None
    context: SSLContext = create_ssl_context(cafile=settings.ca_file)
    return context
