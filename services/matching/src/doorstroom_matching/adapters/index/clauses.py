"""What every covenant that needs cite says on tiers, pay, permanent contracts and the score, side by side."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from doorstroom_common.covenant import ClauseCode, Covenant, Promise, Strictness
from doorstroom_matching.adapters.index.codes import Codes
from doorstroom_matching.adapters.index.losses import Numbers, clauses_promised, clauses_with
from doorstroom_matching.adapters.index.sight import Flags
from doorstroom_matching.adapters.index.terms import ranks_of

RulesOf = Callable[[str], Covenant]


@dataclass(frozen=True, slots=True)
class Clauses:
    """Per covenant; `ranks` as in `terms.ranks_of`, `weights` in the order of `score.score_of`; sets of clauses."""

    rules: tuple[Covenant, ...]
    ranks: NDArray[np.int64]
    weights: NDArray[np.int64]
    permanent_promised: Flags
    promised: Numbers
    required: Numbers
    ranked: Numbers


def clauses_of(hashes: Codes[str], rules_of: RulesOf) -> Clauses:
    rules = tuple(rules_of(one) for one in hashes.keys)
    permanent = [one.contract_preservation.clause(ClauseCode.PERMANENT_STAYS_PERMANENT).promise for one in rules]
    return Clauses(
        rules,
        np.array([ranks_of(one) for one in rules]),
        np.array([weights_of(one) for one in rules], np.int64),
        np.array([promise is not Promise.NONE for promise in permanent], np.bool_),
        np.array([clauses_promised(one) for one in rules], np.int32),
        np.array([clauses_with(one, Strictness.REQUIRED) for one in rules], np.int32),
        np.array([clauses_with(one, Strictness.RANKED) for one in rules], np.int32),
    )


def weights_of(rules: Covenant) -> tuple[int, int, int, int, int]:
    score = rules.score
    return score.required_skills, score.wished_skills, score.occupation, score.scale, score.hours
