"""Which row an id has."""

import numpy as np
from numpy.typing import NDArray

_HALVES = np.dtype([("high", ">u8"), ("low", ">u8")])


class Slots:
    """Id → row. Those from the start stand in one sorted array, later ones in a dictionary that wins."""

    def __init__(self) -> None:
        self._high: NDArray[np.uint64] = np.empty(0, np.uint64)
        self._low: NDArray[np.uint64] = np.empty(0, np.uint64)
        self._rows: NDArray[np.uint32] = np.empty(0, np.uint32)
        self._later: dict[bytes, int | None] = {}

    def start(self, ids: NDArray[np.void]) -> None:
        """Row 0, 1, 2 … have these ids; nothing else is known before."""
        halves = np.ascontiguousarray(ids).view(_HALVES)
        high, low = halves["high"].astype(np.uint64), halves["low"].astype(np.uint64)
        self._rows = np.argsort(high, kind="stable").astype(np.uint32)
        self._high, self._low = high[self._rows], low[self._rows]

    def find(self, key: bytes) -> int | None:
        if key in self._later:
            return self._later[key]
        high, low = (np.uint64(half) for half in np.frombuffer(key, _HALVES)[0])
        first, last = np.searchsorted(self._high, high), np.searchsorted(self._high, high, "right")
        same = np.flatnonzero(self._low[first:last] == low)
        return int(self._rows[first + same[0]]) if len(same) else None

    def set(self, key: bytes, row: int | None) -> None:
        self._later[key] = row
