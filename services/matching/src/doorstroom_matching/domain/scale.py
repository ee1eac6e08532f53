"""The order of pay scales: codes within one agreement, "8", "10", "10A", "11"; never integers, never guessed."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

_CODE = re.compile(r"(?P<number>[0-9]{1,3})(?P<letter>[A-Z]?)")


def order_of(code: str) -> int | None:
    """Where a code stands among the others of its agreement: 10 before 10A before 11. None for a code without order."""
    found = _CODE.fullmatch(code.strip().upper())
    if found is None:
        return None
    letter = ord(found["letter"]) - ord("A") + 1 if found["letter"] else 0
    return int(found["number"]) * 32 + letter


def is_special(code: str) -> bool:
    """A scale between two others, such as 10A, which not every employer uses."""
    found = _CODE.fullmatch(code.strip().upper())
    return found is None or bool(found["letter"])


@dataclass(frozen=True, slots=True)
class Scales:
    """The scales of an offer, from one to another within one agreement."""

    agreement: str
    min: str
    max: str


Equivalence = Mapping[tuple[str, str], Mapping[str, str]]
"""(from agreement, to agreement) → scale → scale, as a covenant lists it; what is not listed is unknown."""


def in_agreement(code: str, held_in: str, asked_in: str, table: Equivalence) -> str | None:
    """The scale of `asked_in` that `code` of `held_in` is, or None where no table says so."""
    if held_in == asked_in:
        return code
    return table.get((held_in, asked_in), {}).get(code)
