"""A need as one row of fixed width, the terms it is found by and its audience."""

from array import array
from collections.abc import Hashable
from dataclasses import dataclass, field
from struct import Struct

import numpy as np
from numpy.typing import NDArray

from doorstroom_matching.adapters.index.coded import MOVE_BIT
from doorstroom_matching.adapters.index.codes import Codes
from doorstroom_matching.adapters.index.losses import endangered_by, stated
from doorstroom_matching.domain.need import Admission, Need, NeedKind, OutsiderContract

OFFER = np.dtype(
    [
        ("id", "V16"),
        ("rules", "<i4"),
        ("organisation", "<i4"),
        ("terms", "<i4"),
        ("occupation", "<i4"),
        ("hours_min", "<i4"),
        ("hours_max", "<i4"),
        ("starts_by", "<i4"),
        ("required", "<i4"),
        ("wished", "<i4"),
        ("audience", "<i4"),
        ("admissions", "<i4"),
        ("allowances", "<i4"),
        ("travel", "<i4"),
        ("move", "u1"),
        ("flags", "u1"),
        ("endangered", "u1"),
        ("", "V1"),
    ]
)
_PACK = Struct("<16s13i3Bx").pack

PUBLIC, TEMPORARY, FOR_GOOD, LENT = 1, 2, 4, 8
"""Open to all; work that ends; a permanent contract; a secondment."""
NEVER_TOO_LATE = np.iinfo(np.int32).max

ADMISSION = np.dtype([("organisation", "<i4"), ("since", "<f8"), ("until", "<f8")])


@dataclass(slots=True)
class Terms:
    """Codes of terms, and beside each the number of the need in its batch."""

    codes: "array[int]" = field(default_factory=lambda: array("I"))
    rows: "array[int]" = field(default_factory=lambda: array("I"))

    def add(self, code: int, row: int) -> None:
        self.codes.append(code)
        self.rows.append(row)


class OfferWords:
    """Every covenant, organisation, occupation and skill that occurs in needs, and every set of terms.

    Terms are what is asked about a contract: covenant, kind and scales; one need stands for all with the same.
    """

    def __init__(self) -> None:
        self.rules: Codes[str] = Codes()
        self.organisations: Codes[str] = Codes()
        self.occupations: Codes[str] = Codes()
        self.skills: Codes[str] = Codes()
        self.terms: Codes[Hashable] = Codes()
        self.examples: list[Need] = []

    def terms_of(self, need: Need) -> int:
        code = self.terms.code((need.covenant_hash, need.kind, need.scales))
        if code == len(self.examples):
            self.examples.append(need)
        return code


class OfferBatch:
    """Open needs on their way into the index, which has this many admissions already."""

    def __init__(self, words: OfferWords | None = None, admissions: int = 0) -> None:
        self.words = words or OfferWords()
        self._rows = bytearray()
        self._first = admissions
        self._admissions: list[tuple[int, float, float]] = []
        self.needed: list[int] = []
        self.required, self.wished = Terms(), Terms()

    def __len__(self) -> int:
        return len(self.needed)

    @property
    def table(self) -> NDArray[np.void]:
        return np.frombuffer(self._rows, OFFER)

    @property
    def admissions(self) -> NDArray[np.void]:
        return np.array(self._admissions, ADMISSION)

    def add(self, need: Need) -> None:
        row, skills = len(self), self.words.skills
        required = {term.uri for term in need.required_skills}
        wished = {term.uri for term in need.wished_skills}
        self._rows += self._packed(need, len(required), len(wished))
        self.needed.append(need.skills_needed)
        for uri in required:
            self.required.add(skills.code(uri), row)
        for uri in wished:
            self.wished.add(skills.code(uri), row)
        self._admissions += (self._admission(entry) for entry in need.audience)

    def _packed(self, need: Need, required: int, wished: int) -> bytes:
        words = self.words
        flags = (
            PUBLIC * need.public
            | TEMPORARY * (need.until is not None)
            | FOR_GOOD * (need.contract is OutsiderContract.PERMANENT)
            | LENT * (need.kind is NeedKind.SECONDMENT_REQUEST)
        )
        return _PACK(
            need.id.bytes,
            words.rules.code(need.covenant_hash),
            words.organisations.code(need.organisation),
            words.terms_of(need),
            words.occupations.code(need.occupation.uri),
            need.hours.min,
            need.hours.max,
            need.starts_by.toordinal() if need.starts_by else NEVER_TOO_LATE,
            required,
            wished,
            self._first + len(self._admissions),
            len(need.audience),
            stated(need.offer.allowances_monthly),
            stated(need.offer.travel_yearly),
            MOVE_BIT[need.move],
            flags,
            endangered_by(need),
        )

    def _admission(self, entry: Admission) -> tuple[int, float, float]:
        until = entry.until.timestamp() if entry.until else np.inf
        return self.words.organisations.code(entry.organisation), entry.since.timestamp(), until
