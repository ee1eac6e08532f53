"""Who may act for an organisation, as its own register of mandates has it, beside what a token says.

Suppliers and persons each begin apart: until an organisation's first mandate of a kind takes effect, tokens alone count
for that kind, unless the operator made mandates compulsory. Once begun it does not slide back: when the last mandate
has ended, nobody of that kind is let in.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from doorstroom_common.clock import local_date


class HolderKind(StrEnum):
    """Who acts: the supplier of an HR system, or a person."""

    SUPPLIER = "supplier"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class Mandate:
    """`holder` is the supplier's `azp`, or a person's opaque reference. Days are those of Europe/Amsterdam and the last
    one counts; `ended_at` is a moment, from which on it holds no longer.
    """

    id: UUID
    organisation: str
    kind: HolderKind
    holder: str
    scopes: frozenset[str]
    from_date: date
    until_date: date | None = None
    ended_at: datetime | None = None

    def holds(self, on: date) -> bool:
        """Whether it is in force on a day that is today."""
        return self.ended_at is None and self.from_date <= on and (self.until_date is None or on <= self.until_date)

    @property
    def took_effect(self) -> bool:
        """Whether it held at any moment: one that was taken back before its first day never did."""
        return self.ended_at is None or local_date(self.ended_at) >= self.from_date


@dataclass(frozen=True, slots=True)
class Granted:
    """All that the mandates of one holder give together, and which they are."""

    scopes: frozenset[str] = frozenset()
    mandates: tuple[UUID, ...] = ()


class Mandates:
    """The mandates of all organisations as they were known at one moment."""

    def __init__(self, known: Iterable[Mandate] = (), *, compulsory: bool = False) -> None:
        self._compulsory = compulsory
        self._of: dict[tuple[str, HolderKind, str], list[Mandate]] = defaultdict(list)
        self._begins: dict[tuple[str, HolderKind], date] = {}
        for one in known:
            self._of[one.organisation, one.kind, one.holder].append(one)
            if one.took_effect:
                key = one.organisation, one.kind
                self._begins[key] = min(one.from_date, self._begins.get(key, one.from_date))

    def begun(self, organisation: str, kind: HolderKind, on: date) -> bool:
        """Whether the register decides, on this day, who of a kind may act for the organisation."""
        first = self._begins.get((organisation, kind))
        return self._compulsory or (first is not None and first <= on)

    def granted(self, organisation: str, kind: HolderKind, holder: str, on: date) -> Granted | None:
        """None where the register does not decide; without a mandate in force, no scope at all."""
        if not self.begun(organisation, kind, on):
            return None
        held = [one for one in self._of.get((organisation, kind, holder), ()) if one.holds(on)]
        return Granted(frozenset[str]().union(*(one.scopes for one in held)), tuple(one.id for one in held))
