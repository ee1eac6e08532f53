"""What the governing covenant and the offer make of each relation and each contract: asked of the rules, once."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from doorstroom_common.covenant import ClauseCode, Covenant, Promise, RegisteredBy, tier_of
from doorstroom_matching.adapters.index.coded import Contract
from doorstroom_matching.adapters.index.codes import Codes
from doorstroom_matching.adapters.index.sight import RELATIONS, Flags
from doorstroom_matching.domain.candidate import Employment
from doorstroom_matching.domain.clauses.pay import pay_found
from doorstroom_matching.domain.finding import Code
from doorstroom_matching.domain.fit import top_in
from doorstroom_matching.domain.need import Need, NeedKind
from doorstroom_matching.domain.score import scale_points
from doorstroom_matching.domain.verdict import NO_TIER, equivalence_of

UNKNOWN_TOP = np.iinfo(np.int32).max
"""What cannot be compared stops nobody."""

Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class Offer:
    """Per contract: the highest scale on offer in its agreement, the points for scale, whether that is lost or kept.

    Of `lost` and `kept`, `[1]` is with the covenant's promise, `[0]` without.
    """

    tops: NDArray[np.int32]
    points: NDArray[np.int64]
    lost: Flags
    kept: Flags


class Kept:
    """Answers by key; all are forgotten when there are too many, or when what they are about has grown."""

    def __init__(self, most: int = 4_096) -> None:
        self._kept: dict[Hashable, object] = {}
        self._most, self._size = most, 0

    def get(self, key: Hashable, size: int, make: Callable[[], Made]) -> Made:
        if size != self._size or len(self._kept) >= self._most:
            self._kept.clear()
            self._size = size
        if key not in self._kept:
            self._kept[key] = make()
        return self._kept[key]  # type: ignore[return-value]


def ranks_of(rules: Covenant) -> NDArray[np.int64]:
    """[relation, goes first, registered by the employer] → the rank of the tier, `NO_TIER` for who takes no part."""
    ranks = np.full((len(RELATIONS), 2, 2), NO_TIER, np.int64)
    for relation in RELATIONS:
        for first in (False, True):
            for number, registered in enumerate((RegisteredBy.PERSON, RegisteredBy.EMPLOYER)):
                tier = tier_of(rules, relation, first, registered)
                ranks[relation.distance, int(first), number] = tier.rank if tier else NO_TIER
    return ranks


def offer_of(need: Need, rules: Covenant, contracts: Codes[Contract | None]) -> Offer:
    table = equivalence_of(rules)
    promise = rules.contract_preservation.clause(ClauseCode.PAY).promise
    tops, points, found = [], [], []
    for held in (_employment(contract) for contract in contracts.keys):
        top = top_in(need, held.agreement if held else need.scales.agreement, table)
        tops.append(UNKNOWN_TOP if top is None else top)
        points.append(scale_points(need, held, table))
        moving = held if need.kind is NeedKind.VACANCY else None
        found.append([pay_found(need, moving, one, table) if moving else None for one in (Promise.NONE, promise)])
    return Offer(
        np.array(tops, np.int32), np.array(points, np.int64), _where(found, Code.LOST), _where(found, Code.PRESERVED)
    )


def _where(found: Sequence[Sequence[Code | None]], code: Code) -> Flags:
    return np.array([[one is code for one in each] for each in found], np.bool_).T


def _employment(contract: Contract | None) -> Employment | None:
    """Only agreement and scale are read of it."""
    return Employment("", contract[0], contract[1], 0, permanent=False) if contract else None
