"""What every covenant that needs cite says on tiers, pay, permanent contracts and the score, side by side."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from doorstroom_common.covenant import ClauseCode, Covenant, Promise, Strictness
from doorstroom_matching.adapters.index.codes import Codes
from doorstroom_matching.adapters.index.sight import Flags
from doorstroom_matching.adapters.index.terms import ranks_of

RulesOf = Callable[[str], Covenant]


@dataclass(frozen=True, slots=True)
class Clauses:
    """Per covenant; `ranks` as in `terms.ranks_of`, `weights` in the order of `score.score_of`."""

    rules: tuple[Covenant, ...]
    ranks: NDArray[np.int64]
    weights: NDArray[np.int64]
    permanent_promised: Flags
    pay_required: Flags
    pay_ranked: Flags


def clauses_of(hashes: Codes[str], rules_of: RulesOf) -> Clauses:
    rules = tuple(rules_of(one) for one in hashes.keys)
    pay = [one.contract_preservation.clause(ClauseCode.PAY).strictness for one in rules]
    permanent = [one.contract_preservation.clause(ClauseCode.PERMANENT_STAYS_PERMANENT).promise for one in rules]
    return Clauses(
        rules,
        np.array([ranks_of(one) for one in rules]),
        np.array([weights_of(one) for one in rules], np.int64),
        np.array([promise is not Promise.NONE for promise in permanent], np.bool_),
        np.array([strictness is Strictness.REQUIRED for strictness in pay], np.bool_),
        np.array([strictness is Strictness.RANKED for strictness in pay], np.bool_),
    )


def weights_of(rules: Covenant) -> tuple[int, int, int, int, int]:
    score = rules.score
    return score.required_skills, score.wished_skills, score.occupation, score.scale, score.hours
