"""Servers on this machine that belong to this process: a real PostgreSQL and a real Kafka.

The same code runs them for `doorstroom up` and for tests.
"""

from doorstroom_common.local.errors import AlreadyRunning, LocalServerError
from doorstroom_common.local.kafka import LocalKafka
from doorstroom_common.local.postgres import LocalPostgres

__all__ = ["AlreadyRunning", "LocalKafka", "LocalPostgres", "LocalServerError"]
