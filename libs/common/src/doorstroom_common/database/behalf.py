"""On whose behalf a unit of work runs: the database shows it their rows, and takes from it only theirs."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import TypeVar
from uuid import UUID

T = TypeVar("T")

_NAME = re.compile(r"[a-z0-9:-]+")


@dataclass(frozen=True, slots=True)
class Behalf:
    """Who asks, as row-level security knows it; what is left out opens nothing.

    `caller` is whose idempotency keys these are. `covenants` are those whose history somebody reads as their
    co-ordinator, or whose totals are counted. `known_as` is by what else a service recognises the caller: the key of a
    verified address, or a keyed hash. `erasing` is the candidate of whom whatever holds their id goes.
    """

    organisations: frozenset[str] = frozenset()
    persons: frozenset[UUID] = frozenset()
    caller: str | None = None
    covenants: frozenset[str] = frozenset()
    known_as: str | None = None
    erasing: UUID | None = None
    settings: tuple[tuple[str, str], ...] = field(init=False, repr=False, compare=False)
    """Names and values for `set_config`, only those that are known. A name that is none of ours opens nothing, and is
    left out: what remains, separated by commas, may stand in the text of a statement.
    """

    def __post_init__(self) -> None:
        found = (
            ("app.organisations", self.organisations),
            ("app.persons", map(str, self.persons)),
            ("app.caller", [self.caller or ""]),
            ("app.covenants", self.covenants),
            ("app.known_as", [(self.known_as or "").encode().hex()]),
            ("app.erasing", [str(self.erasing or "")]),
        )
        listed = ((name, ",".join(sorted(filter(_NAME.fullmatch, values)))) for name, values in found)
        settings = tuple((name, value) for name, value in listed if value)
        object.__setattr__(self, "settings", settings)

    @classmethod
    def of(
        cls,
        organisation: str | None = None,
        person: UUID | None = None,
        *,
        caller: str | None = None,
        known_as: str | None = None,
    ) -> "Behalf":
        """Of an organisation, a person, or a person who acts for an organisation."""
        return cls(_known((organisation,)), _known((person,)), caller, known_as=known_as)

    def and_of(self, organisations: Iterable[str | None] = (), persons: Iterable[UUID | None] = ()) -> "Behalf":
        """Of these as well; None is nobody."""
        return replace(
            self,
            organisations=self.organisations | _known(organisations),
            persons=self.persons | _known(persons),
        )

    @property
    def set_local(self) -> str:
        """The settings until the transaction ends, as statements."""
        return "; ".join(f"SET LOCAL {name} = '{value}'" for name, value in self.settings)


NOBODY = Behalf()
"""Sees what is there for everybody."""


def _known(given: Iterable[T | None]) -> frozenset[T]:
    return frozenset(one for one in given if one is not None)
