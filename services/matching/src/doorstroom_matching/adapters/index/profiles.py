"""A profile as one row of fixed width and the terms it is found by."""

from array import array
from dataclasses import dataclass, field
from struct import Struct

import numpy as np

from doorstroom_common.covenant import RegisteredBy, Work
from doorstroom_matching.adapters.index.codes import Codes
from doorstroom_matching.adapters.index.losses import UNSTATED, accepted_by, endangered_in, stated
from doorstroom_matching.domain.candidate import Candidate
from doorstroom_matching.domain.need import Move
from doorstroom_matching.domain.scale import order_of
from doorstroom_matching.domain.score import leading_groups

Contract = tuple[str, str]
"""The agreement and the scale of somebody's employment."""

ROW = np.dtype(
    [
        ("id", "V16"),
        ("home", "<i4"),
        ("contract", "<i4"),
        ("lowest", "<i4"),
        ("hours_min", "<i4"),
        ("hours_max", "<i4"),
        ("available", "<i4"),
        ("first_from", "<i4"),
        ("first_until", "<i4"),
        ("allowances", "<i4"),
        ("travel", "<i4"),
        ("moves", "u1"),
        ("flags", "u1"),
        ("endangered", "u1"),
        ("accepts", "u1"),
    ]
)
_PACK = Struct("<16s10i4B").pack

PERMANENT, HIDDEN, BY_EMPLOYER = 1, 2, 4
MOVE_BIT = {move: 1 << number for number, move in enumerate(Move)}
NO_SCALE = -1
"""Below every scale there is."""


@dataclass(slots=True)
class Terms:
    """Codes of terms, and beside each the number of the profile in its batch."""

    codes: "array[int]" = field(default_factory=lambda: array("I"))
    rows: "array[int]" = field(default_factory=lambda: array("I"))

    def add(self, code: int, row: int) -> None:
        self.codes.append(code)
        self.rows.append(row)


class Vocabulary:
    """Every home, contract, skill, occupation, occupation group and blocked organisation that occurs.

    Home and contract 0 are those of somebody without employment.
    """

    def __init__(self) -> None:
        self.homes: Codes[Work | None] = Codes(None)
        self.contracts: Codes[Contract | None] = Codes(None)
        self.skills: Codes[str] = Codes()
        self.occupations: Codes[str] = Codes()
        self.groups: Codes[str] = Codes()
        self.organisations: Codes[str] = Codes()


class Batch:
    """Profiles of people who take part, on their way into the index."""

    def __init__(self, words: Vocabulary | None = None) -> None:
        self.words = words or Vocabulary()
        self._rows = bytearray()
        self.skills, self.occupations, self.groups, self.blocked = Terms(), Terms(), Terms(), Terms()

    def __len__(self) -> int:
        return len(self._rows) // ROW.itemsize

    @property
    def table(self) -> np.ndarray:
        return np.frombuffer(self._rows, ROW)

    def add(self, candidate: Candidate) -> None:
        row, words = len(self), self.words
        self._rows += _packed(candidate, words)
        for uri in candidate.skills:
            self.skills.add(words.skills.code(uri), row)
        for uri in candidate.occupations:
            self.occupations.add(words.occupations.code(uri), row)
        for group in leading_groups(candidate.occupations):
            self.groups.add(words.groups.code(group), row)
        for organisation in candidate.blocked:
            self.blocked.add(words.organisations.code(organisation), row)


def _packed(candidate: Candidate, words: Vocabulary) -> bytes:
    held, first = candidate.employment, candidate.goes_first
    lowest = order_of(candidate.lowest_scale) if candidate.lowest_scale else None
    flags = (
        PERMANENT * (held is not None and held.permanent)
        | HIDDEN * candidate.hidden_from_employer
        | BY_EMPLOYER * (candidate.registered_by is RegisteredBy.EMPLOYER)
    )
    return _PACK(
        candidate.id.bytes,
        words.homes.code(held.work if held else None),
        words.contracts.code((held.agreement, held.scale) if held else None),
        NO_SCALE if lowest is None else lowest,
        candidate.hours.min,
        candidate.hours.max,
        candidate.available_from.toordinal() if candidate.available_from else 0,
        first.from_date.toordinal() if first else 1,
        first.until_date.toordinal() if first else 0,
        stated(held.passport.allowances_monthly) if held else UNSTATED,
        stated(held.passport.travel_yearly) if held else UNSTATED,
        sum(MOVE_BIT[move] for move in candidate.moves),
        flags,
        endangered_in(candidate),
        accepted_by(candidate),
    )
