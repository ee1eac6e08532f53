"""Somebody asks to be considered for one vacancy. Who it is, is not stored: only a keyed hash that recognises them."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from doorstroom_vacancy.domain import errors


class Channel(StrEnum):
    PERSON = "person"
    HR_SYSTEM = "hr-system"


class ReactionStatus(StrEnum):
    RECEIVED = "received"
    WITHDRAWN = "withdrawn"


@dataclass(slots=True, kw_only=True)
class Reaction:
    """One per person and vacancy: who withdrew and asks again has the same reaction, received again.

    `reactor` is the keyed hash; `sent_by` the organisation whose HR system sent it, None where the person did.
    """

    organisation: str
    vacancy_id: UUID
    reaction_id: UUID
    reactor: str
    channel: Channel
    sent_by: str | None
    received_at: datetime
    status: ReactionStatus = ReactionStatus.RECEIVED
    withdrawn_at: datetime | None = None
    version: int = 1

    def receive_again(self, now: datetime) -> bool:
        """False when it stands already, so that sending it twice changes nothing."""
        if self.status is ReactionStatus.RECEIVED:
            return False
        self.status, self.received_at, self.withdrawn_at = ReactionStatus.RECEIVED, now, None
        self.version += 1
        return True

    def belongs_to(self, organisation: str | None, reactor: str | None) -> bool:
        """Whether whoever is asking sent it: their own, or through their HR system."""
        return reactor == self.reactor if self.sent_by is None else organisation == self.sent_by

    def withdraw(self, now: datetime) -> None:
        if self.status is ReactionStatus.WITHDRAWN:
            raise errors.wrong_status("a reaction that stands can be withdrawn", self.status)
        self.status, self.withdrawn_at = ReactionStatus.WITHDRAWN, now
        self.version += 1
