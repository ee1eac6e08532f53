"""A profile as its row in the database keeps it for the index: numbers and hashes, so that a start parses nothing.

A word (where somebody is at home, a skill) is coded by its hash, which is the same in every process without a list that
they share. So no list keeps a word when the last profile that says it is gone. Two words with the same hash would be
taken for one: whoever is found by that is still judged by the rules, on the words themselves.
"""

from array import array
from collections.abc import Iterable
from functools import lru_cache
from hashlib import blake2b
from struct import Struct
from typing import NamedTuple

import numpy as np

from doorstroom_common.covenant import RegisteredBy, Work
from doorstroom_matching.adapters.index.losses import UNSTATED, accepted_by, endangered_in, named_by, stated
from doorstroom_matching.domain.candidate import Candidate
from doorstroom_matching.domain.need import Move
from doorstroom_matching.domain.scale import order_of
from doorstroom_matching.domain.score import leading_groups
from doorstroom_matching.domain.verdict import RULES_VERSION

SCHEME = f"2 {RULES_VERSION}"
"""How profiles are coded: the first number is raised with every change here. What was coded otherwise is coded anew."""

Contract = tuple[str, str]
"""The agreement and the scale of somebody's employment."""

KINDS = ("skills", "occupations", "groups", "blocked", "successors")
"""Of terms, in the order in which they stand behind each other."""

NUMBERS = [
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
STORED = np.dtype([("id", "V16"), ("home", "<u8"), ("contract", "<u8"), *NUMBERS, ("terms", "<u4", (len(KINDS),))])
_PACK = Struct("<16s2Q8i4B5I").pack

PERMANENT, HIDDEN, BY_EMPLOYER = 1, 2, 4
MOVE_BIT = {move: 1 << number for number, move in enumerate(Move)}
NO_SCALE = -1
"""Below every scale there is."""
NOTHING = 0
"""The home and the contract of somebody without employment."""


class Coded(NamedTuple):
    """A row of `STORED`, and the hashes of the terms that it counts."""

    row: bytes
    terms: bytes


@lru_cache(maxsize=100_000)
def word(*parts: str | None) -> int:
    text = "\n".join(part or "" for part in parts)
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "little")


def home_word(work: Work | None) -> int:
    return word(work.employer, work.workplace, work.legal_form) if work else NOTHING


def contract_word(contract: Contract | None) -> int:
    return word(*contract) if contract else NOTHING


def successor_term(organisation: str, clauses: int) -> str:
    """That the passport names the organisation, and these are the clauses that are lost with it."""
    return f"{organisation} {clauses}"


def contract_of(candidate: Candidate) -> Contract | None:
    held = candidate.employment
    return (held.agreement, held.scale) if held else None


def coded(candidate: Candidate) -> Coded:
    terms = [
        sorted(map(word, some))
        for some in (
            candidate.skills,
            candidate.occupations,
            leading_groups(candidate.occupations),
            candidate.blocked,
            (successor_term(name, clauses) for name, clauses in named_by(candidate).items()),
        )
    ]
    return Coded(_packed(candidate, map(len, terms)), array("Q", [one for some in terms for one in some]).tobytes())


def _packed(candidate: Candidate, counts: Iterable[int]) -> bytes:
    held, first = candidate.employment, candidate.goes_first
    lowest = order_of(candidate.lowest_scale) if candidate.lowest_scale else None
    flags = (
        PERMANENT * (held is not None and held.permanent)
        | HIDDEN * candidate.hidden_from_employer
        | BY_EMPLOYER * (candidate.registered_by is RegisteredBy.EMPLOYER)
    )
    return _PACK(
        candidate.id.bytes,
        home_word(held.work if held else None),
        contract_word(contract_of(candidate)),
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
        *counts,
    )
