"""CloudEvents 1.0 in structured JSON, after the NLgov profile 1.1.

`source` names the operator (OIN) and the service, never an employer; `subject` is the aggregate's opaque id and the
key on the bus; `sequence` is the aggregate's version.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import orjson

from doorstroom_common.identifiers import new_id

SCHEMA_BASE = "https://doorstroom.example/contracts"
MAX_BYTES = 64 * 1024

TOPIC_OF_DOMAIN = {
    "covenants": "covenants",
    "vacancies": "vacancies",
    "secondments": "secondments",
    "reactions": "reactions",
    "placements": "placements",
    "candidates": "candidates",
    "disclosures": "disclosures",
    "matches": "matches",
    "referrals": "referrals",
    "overrulings": "overrulings",
    "deliveries": "deliveries",
    "erasures": "erasures",
    "mandates": "mandates",
}


class MalformedEvent(ValueError):
    """A message that is no CloudEvent of ours: a permanent failure, set aside at once."""


def event_source(operator_oin: str, service: str) -> str:
    """`urn:nld:oin:<20 digits>:systeem:<service>`, as the NLgov profile asks."""
    return f"urn:nld:oin:{operator_oin}:systeem:{service}"


@dataclass(frozen=True, slots=True)
class CloudEvent:
    """One fact: the whole published state of its aggregate after the change, with its version."""

    id: UUID
    source: str
    type: str
    subject: str
    time: datetime
    version: int
    data: Mapping[str, Any]
    traceparent: str | None = None

    @property
    def topic(self) -> str:
        """The topic follows from the type: `nl.vacancies.vacancy-opened.v1` travels on `vacancies`."""
        return TOPIC_OF_DOMAIN[self.type.split(".")[1]]

    def to_bytes(self) -> bytes:
        """Structured mode, UTF-8 JSON; refuses an event over the profile's 64 KB."""
        envelope: dict[str, Any] = {
            "specversion": "1.0",
            "id": str(self.id),
            "source": self.source,
            "type": self.type,
            "subject": self.subject,
            "time": self.time.astimezone(UTC).isoformat().replace("+00:00", "Z"),
            "datacontenttype": "application/json",
            "dataschema": f"{SCHEMA_BASE}/{self.type}.json",
            "sequence": str(self.version),
            "sequencetype": "Integer",
            "data": self.data,
        }
        if self.traceparent:
            envelope["traceparent"] = self.traceparent
        encoded = orjson.dumps(envelope, default=_plain, option=orjson.OPT_UTC_Z)
        if len(encoded) > MAX_BYTES:
            raise ValueError(f"an event of {len(encoded)} bytes is over the {MAX_BYTES} of the NLgov profile")
        return encoded

    @classmethod
    def from_bytes(cls, message: bytes) -> "CloudEvent":
        """Read what we need and ignore what we do not know; raises `MalformedEvent` with the reason."""
        try:
            envelope = orjson.loads(message)
            return cls(
                id=UUID(envelope["id"]),
                source=_text(envelope["source"]),
                type=_text(envelope["type"]),
                subject=_text(envelope["subject"]),
                time=datetime.fromisoformat(envelope["time"]),
                version=int(envelope["sequence"]),
                data=_object(envelope["data"]),
                traceparent=envelope.get("traceparent"),
            )
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise MalformedEvent(f"not a CloudEvent of ours: {type(error).__name__}") from error


def new_event(
    *,
    source: str,
    type: str,  # noqa: A002 - its name in CloudEvents
    subject: str,
    time: datetime,
    version: int,
    data: Mapping[str, Any],
) -> CloudEvent:
    """A new fact with an id of its own; the trace context is added when the outbox stores it."""
    return CloudEvent(new_id(), source, type, subject, time, version, data)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _object(value: object) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise TypeError
    return value


def _plain(value: object) -> str:
    """An id as the database driver gives it: a subclass of UUID, which the encoder does not know."""
    if isinstance(value, UUID):
        return str(value)
    raise TypeError(f"{type(value).__name__} has no place in an event")
