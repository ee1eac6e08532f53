"""Messages that were set aside: kept whole, shown, and sent again when somebody asks."""

from dataclasses import dataclass

from doorstroom_common.bus.protocols import Delivery
from doorstroom_common.cloudevent import CloudEvent, MalformedEvent
from doorstroom_common.database.statements import sql
from doorstroom_common.database.unit_of_work import UnitOfWork
from doorstroom_common.inbox import REMEMBER

SET_ASIDE = sql(
    'INSERT INTO dead_letter (consumer, topic, partition, "offset", key, value, event_id, event_type, reason, error,'
    " attempts) VALUES (:consumer, :topic, :partition, :offset, :key, :value, :event_id, :event_type, :reason, :error,"
    " :attempts) ON CONFLICT DO NOTHING"
)
ASKED_AGAIN = sql(
    'SELECT id, topic, partition, "offset", key, value FROM dead_letter WHERE consumer = :consumer'
    " AND again_at IS NOT NULL AND settled_at IS NULL ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED"
)
SETTLE = sql("UPDATE dead_letter SET settled_at = clock_timestamp(), outcome = :outcome, value = NULL WHERE id = :id")
FAILED_AGAIN = sql(
    "UPDATE dead_letter SET again_at = NULL, attempts = attempts + 1, error = :error, outcome = 'failed again'"
    " WHERE id = :id"
)
ASK_AGAIN = sql(
    "UPDATE dead_letter SET again_at = clock_timestamp(), outcome = NULL"
    " WHERE id = ANY(:ids::bigint[]) AND settled_at IS NULL RETURNING id"
)
LIST = sql(
    'SELECT id, consumer, topic, partition, "offset", key, event_id, event_type, reason, error, attempts,'
    " set_aside_at, again_at, settled_at, outcome, value"
    " FROM dead_letter WHERE (:everything OR settled_at IS NULL) ORDER BY id LIMIT :most"
)
FORGET_KEY = sql("DELETE FROM dead_letter WHERE key = :key")
"""Erasure: nothing of a person's messages stays behind."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a message was set aside: a code for counting, and words without anything of its content."""

    code: str
    error: str
    attempts: int = 1


def set_aside(uow: UnitOfWork, consumer: str, delivery: Delivery, reason: Reason) -> None:
    """Store the message whole, and its id in the inbox, so that a second delivery is not set aside twice."""
    event = _read(delivery)
    uow.write(
        SET_ASIDE,
        consumer=consumer,
        topic=delivery.topic,
        partition=delivery.partition,
        offset=delivery.offset,
        key=delivery.key,
        value=delivery.value,
        event_id=event.id if event else None,
        event_type=event.type if event else None,
        reason=reason.code,
        error=reason.error,
        attempts=reason.attempts,
    )
    if event:
        uow.write(REMEMBER, consumer=consumer, source=event.source, event_id=event.id)


def _read(delivery: Delivery) -> CloudEvent | None:
    try:
        return CloudEvent.from_bytes(delivery.value or b"")
    except MalformedEvent:
        return None
