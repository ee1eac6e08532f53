"""Which rows have what: one roaring bitmap for each term."""

from array import array
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pyroaring import BitMap

Rows = NDArray[np.uint32]

_FEW = 64
_NONE = BitMap()


class Postings:
    """Term code → rows. A row that no longer counts may stay in them: whoever asks narrows down to rows that do."""

    def __init__(self) -> None:
        self._maps: list[BitMap] = []

    def __getitem__(self, code: int | None) -> BitMap:
        """Not to be changed; empty for a term that nobody has."""
        return _NONE if code is None or code >= len(self._maps) else self._maps[code]

    def extend(self, codes: NDArray[Any], rows: Rows) -> None:
        """Put each row under the code beside it."""
        if not len(codes):
            return
        highest = int(codes.max())
        self._maps.extend(BitMap() for _ in range(highest + 1 - len(self._maps)))
        if len(codes) <= _FEW:
            for code, row in zip(codes.tolist(), rows.tolist(), strict=True):
                self._maps[code].add(row)
            return
        for code, some in _by_code(codes, rows):
            self._maps[code] |= bitmap(some)
            self._maps[code].run_optimize()

    def discard(self, code: int, row: int) -> None:
        self._maps[code].discard(row)

    def union(self, codes: NDArray[Any]) -> BitMap:
        maps = self._maps
        rows: BitMap = BitMap.union(BitMap(), *[maps[code] for code in codes[codes < len(maps)].tolist()])
        return rows


def at_least(most: int, maps: Sequence[BitMap], within: BitMap) -> BitMap:
    """The rows of `within` that are in at least `most` of the maps."""
    if most <= 0:
        return within
    if most > len(maps):
        return BitMap()
    if not within:
        return within
    rarest_first = sorted(maps, key=len)
    if most == len(maps):
        for one in rarest_first:
            within = within & one
        return within
    reached = [within, *(BitMap() for _ in range(most))]
    for one in rarest_first:
        for count in range(most, 0, -1):
            reached[count] |= reached[count - 1] & one
    return reached[most]


def counted(maps: Iterable[BitMap], rows: Rows) -> NDArray[np.int64]:
    """For each of the ascending rows, in how many of the maps it is."""
    counts = np.zeros(len(rows), np.int64)
    among = bitmap(rows)
    for one in maps:
        counts[np.searchsorted(rows, rows_of(among & one))] += 1
    return counts


def bitmap(rows: NDArray[Any]) -> BitMap:
    return BitMap(array("I", rows.astype(np.uint32, copy=False).tobytes()))


def rows_of(rows: BitMap) -> Rows:
    """In ascending order."""
    return np.frombuffer(rows.to_array(), np.uint32)


def smallest(keys: NDArray[np.int64], most: int | None) -> NDArray[np.int64]:
    """Where the `most` smallest are, with all that are equal to the last of them."""
    if most is None or len(keys) <= most:
        return np.arange(len(keys))
    return np.flatnonzero(keys <= np.partition(keys, most - 1)[most - 1])


def _by_code(codes: NDArray[Any], rows: Rows) -> Iterator[tuple[int, Rows]]:
    pairs = codes.astype(np.uint64)
    pairs <<= np.uint64(32)
    pairs |= rows
    pairs.sort()
    sorted_codes = (pairs >> np.uint64(32)).astype(np.uint32)
    starts = np.flatnonzero(np.diff(sorted_codes, prepend=sorted_codes[0] + 1))
    for start, end in zip(starts, [*starts[1:], len(pairs)], strict=True):
        yield int(sorted_codes[start]), pairs[start:end].astype(np.uint32)
