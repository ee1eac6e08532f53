"""A recruiter of an organisation: whom an alert reaches."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from doorstroom_notification.domain.wishes import Wishes

CLOCKS_APART = timedelta(seconds=5)


class Language(StrEnum):
    NL = "nl"
    EN = "en"


@dataclass(slots=True)
class Recruiter:
    """Belongs to one organisation; `email` is unique within it, compared without regard to case."""

    organisation: str
    id: UUID
    version: int
    name: str
    email: str
    language: Language
    registered_at: datetime
    wishes: Wishes = field(default_factory=Wishes)

    def heard_of(self, moment: datetime) -> bool:
        """Who registers later is not told of what was told to others before.

        The two moments come from the clocks of two services, so a few seconds are no later.
        """
        return self.registered_at <= moment + CLOCKS_APART
