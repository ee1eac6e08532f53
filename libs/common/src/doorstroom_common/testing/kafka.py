"""A real Kafka for tests: the one of KAFKA_BOOTSTRAP_SERVERS, or else Apache's jars on the wheel's Java.

Docker is not asked for: the jars are the real broker, start in three seconds and need nothing installed.
"""

import os
from dataclasses import dataclass
from pathlib import Path

from doorstroom_common.local import LocalKafka

VARIABLE = "KAFKA_BOOTSTRAP_SERVERS"


@dataclass(frozen=True)
class KafkaForTests:
    """Where the broker is. `local` is the process itself, when it is ours to kill and freeze."""

    bootstrap: str
    local: LocalKafka | None = None

    def stop(self) -> None:
        """Stop it when it is ours."""
        if self.local is not None:
            self.local.stop()


def start_kafka(folder: Path) -> KafkaForTests:
    """The broker to test with. Raises LocalServerError when there is none to be had."""
    given = os.environ.get(VARIABLE)
    if given:
        return KafkaForTests(given)
    server = LocalKafka.start(folder)
    return KafkaForTests(server.bootstrap, server)
