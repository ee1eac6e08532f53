"""What a search returns, in the order in which it is to be looked at."""

from dataclasses import dataclass
from uuid import UUID

from doorstroom_matching.domain.verdict import Place


@dataclass(frozen=True, slots=True)
class Found:
    """Somebody who passes every rule, or a need that does; `place` is the one in the need's list."""

    id: UUID
    place: Place

    @property
    def score(self) -> int:
        return 1000 - self.place.missing
