"""How often an organisation overrules the order, told only where it leads to nobody."""

from dataclasses import dataclass
from datetime import timedelta

FEWEST_DECISIONS = 20
FEWEST_PEOPLE = 3
PERIOD = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Counted:
    """Matches about which an organisation decided anything, those of them that overruled the order, and by how many."""

    decided: int
    overruled: int
    people: int

    @property
    def percent(self) -> int | None:
        """The share in whole percents; None where too few decisions were taken, or by too few."""
        if self.decided < FEWEST_DECISIONS or self.people < FEWEST_PEOPLE:
            return None
        return round(100 * self.overruled / self.decided)
