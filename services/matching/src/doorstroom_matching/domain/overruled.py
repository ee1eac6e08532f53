"""How often an organisation overrules the order, told only where it leads to nobody."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

FEWEST_DECISIONS = 20
FEWEST_PEOPLE = 3
PERIOD = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Overruling:
    """That an organisation goes past the order of a need to a tier, for one match or for all who come from outside.

    `need` as it is published, `waiting` how many of a better tier it passes by.
    """

    id: UUID
    organisation: str
    need: Mapping[str, Any]
    tier: str
    reason: str
    at: datetime
    waiting: int


@dataclass(frozen=True, slots=True)
class Counted:
    """Matches about which an organisation decided anything, those of them that overruled the order, and by how many.

    A vacancy for which it overruled the order as a whole counts as one of both.
    """

    decided: int
    overruled: int
    people: int

    @property
    def percent(self) -> int | None:
        """The share in whole percents; None where too few decisions were taken, or by too few."""
        if self.decided < FEWEST_DECISIONS or self.people < FEWEST_PEOPLE:
            return None
        return round(100 * self.overruled / self.decided)
