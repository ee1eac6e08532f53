"""Parts of the score for many at once, as `domain.score` has them for one."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from doorstroom_matching.domain.score import FULL

Points = NDArray[np.int64]


def share(present: Points, asked: NDArray[Any]) -> Points:
    """Full where nothing is asked."""
    return np.where(asked > 0, present * FULL // np.maximum(asked, 1), FULL)


def hours_points(offered: Any, wanted: Any) -> Points:
    """One of both is for many."""
    points: Points = FULL * np.minimum(offered, wanted).astype(np.int64) // np.maximum(offered, wanted)
    return points


def weighed(weights: NDArray[np.int64], parts: tuple[Points, ...], size: int) -> Points:
    """The whole score; `weights` has a row for each part."""
    gained = sum((weight * part for weight, part in zip(weights, parts, strict=True)), np.zeros(size, np.int64))
    points: Points = gained // np.maximum(weights.sum(axis=0), 1)
    return points
