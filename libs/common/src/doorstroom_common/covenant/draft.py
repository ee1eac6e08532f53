"""What of a file reads well so far, so that one bad value does not hide the faults beside it."""

from datetime import date
from functools import cache
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from doorstroom_common.covenant.members import Member
from doorstroom_common.covenant.rules import (
    ClosedPeriod,
    ContractPreservation,
    JointControllers,
    Link,
    Practice,
    PublicWhen,
    ScaleEquivalence,
    Score,
    Stage,
    Tiers,
)
from doorstroom_common.covenant.scalars import Day, Slug

T = TypeVar("T")
Numbered = list[tuple[int, T]]


class Draft:
    """The parts of a file that are sound by themselves, each of a list with its place in it."""

    def __init__(self, data: dict[str, Any]) -> None:
        self.data = data
        self.id: str | None = self._sound(Slug, "id")
        self.valid_from: date | None = self._sound(Day, "validFrom")
        self.valid_until: date | None = self._sound(Day, "validUntil")
        self.members: Numbered[Member] = self._each(Member, "members")
        self.tiers: Tiers | None = self._sound(Tiers, "tiers")
        self.stages: Numbered[Stage] = self._each(Stage, "stages")
        self.public_when: PublicWhen | None = self._sound(PublicWhen, "publicWhen")
        self.closed_periods: Numbered[ClosedPeriod] = self._each(ClosedPeriod, "closedPeriods")
        self.preservation: ContractPreservation | None = self._sound(ContractPreservation, "contractPreservation")
        self.links: Numbered[Link] = self._each(Link, "links")
        self.practices: Numbered[Practice] = self._each(Practice, "practices")
        self.controllers: JointControllers | None = self._sound(JointControllers, "jointControllers")
        self.score: Score | None = self._sound(Score, "score")
        self.equivalences: Numbered[ScaleEquivalence] = self._each(ScaleEquivalence, "scaleEquivalence")

    def listed(self, key: str) -> list[Any]:
        """The entries of a list, sound or not."""
        found = self.data.get(key)
        return found if isinstance(found, list) else []

    def _each(self, kind: Any, key: str) -> Numbered[Any]:
        adapter = _adapter(kind)
        read = ((index, _or_none(adapter, raw)) for index, raw in enumerate(self.listed(key)))
        return [(index, part) for index, part in read if part is not None]

    def _sound(self, kind: Any, key: str) -> Any:
        return _or_none(_adapter(kind), self.data[key]) if key in self.data else None


@cache
def _adapter(kind: Any) -> TypeAdapter[Any]:
    return TypeAdapter(kind)


def _or_none(adapter: TypeAdapter[T], raw: Any) -> T | None:
    try:
        return adapter.validate_python(raw, extra="ignore")
    except ValidationError:
        return None
