"""What handling one message can come to."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from doorstroom_common.cloudevent import CloudEvent
from doorstroom_common.database.unit_of_work import UnitOfWork


class Effect(StrEnum):
    """What an event did to the reader: `SUPERSEDED` when a newer version of its aggregate was there already."""

    APPLIED = "applied"
    SUPERSEDED = "superseded"
    IGNORED = "ignored"


class PermanentFailure(Exception):
    """The message can never be handled as it is; it is set aside at once. Its text holds nothing personal."""


class NotYet(Exception):
    """Something the event cites has not arrived, such as a covenant: wait, and never set it aside for that."""


Handler = Callable[[CloudEvent, UnitOfWork], Awaitable[Effect]]
"""Reads only what it needs, tolerantly; writes through the unit of work, which is committed for it."""

TombstoneHandler = Callable[[str, UnitOfWork], Awaitable[None]]
"""Gets the key that was emptied on a compacted topic."""


@dataclass(frozen=True, slots=True)
class Subscriptions:
    """One consumer: its fixed name in the inbox, its topics, and what it does with each event type."""

    name: str
    topics: tuple[str, ...]
    handlers: Mapping[str, Handler]
    on_tombstone: Mapping[str, TombstoneHandler] = field(default_factory=dict)

    def handler_of(self, event_type: str) -> Handler | None:
        """None for a type we do not know. Raises `PermanentFailure` for a newer major version of one we do."""
        if handler := self.handlers.get(event_type):
            return handler
        stem = event_type.rpartition(".v")[0]
        if any(known.rpartition(".v")[0] == stem for known in self.handlers):
            raise PermanentFailure(f"{event_type} is a version this service does not read yet")
        return None
