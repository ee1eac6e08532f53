"""Profiles on their way into the index: rows of fixed width and the terms that they are found by."""

from collections.abc import Callable
from typing import Generic, NamedTuple
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from doorstroom_common.covenant import Work
from doorstroom_matching.adapters.index.coded import (
    KINDS,
    NOTHING,
    NUMBERS,
    STORED,
    Contract,
    coded,
    contract_of,
    contract_word,
    home_word,
)
from doorstroom_matching.adapters.index.codes import Codes, Key
from doorstroom_matching.domain.candidate import Candidate

ROW = np.dtype([("id", "V16"), ("home", "<i4"), ("contract", "<i4"), *NUMBERS])

Words = NDArray[np.uint64]


class Terms(NamedTuple):
    """Codes of terms, and beside each the number of the profile in its batch."""

    codes: NDArray[np.uint32]
    rows: NDArray[np.uint32]


NO_TERMS = Terms(np.empty(0, np.uint32), np.empty(0, np.uint32))


class Told(Generic[Key]):
    """Codes of what is known by its hash, and has to be asked for by itself."""

    def __init__(self, word_of: Callable[[Key], int], nothing: Key) -> None:
        self._word_of = word_of
        self._by_word = {NOTHING: 0}
        self.codes: Codes[Key] = Codes(nothing)

    def learn(self, key: Key) -> None:
        self._by_word.setdefault(self._word_of(key), self.codes.code(key))

    def knows(self, word: int) -> bool:
        return word in self._by_word

    def code(self, word: int) -> int:
        return self._by_word[word]


class Vocabulary:
    """Every home and contract that occurs, and each skill, occupation, occupation group and blocked organisation as its
    hash.

    Home and contract 0 are those of somebody without employment.
    """

    def __init__(self) -> None:
        self._homes: Told[Work | None] = Told(home_word, None)
        self._contracts: Told[Contract | None] = Told(contract_word, None)
        self.terms: dict[str, Codes[int]] = {kind: Codes() for kind in KINDS}

    @property
    def homes(self) -> Codes[Work | None]:
        return self._homes.codes

    @property
    def contracts(self) -> Codes[Contract | None]:
        return self._contracts.codes

    def learn(self, candidate: Candidate) -> None:
        """What this profile says of home and contract."""
        self._homes.learn(candidate.employment.work if candidate.employment else None)
        self._contracts.learn(contract_of(candidate))

    def unknown(self, stored: NDArray[np.void]) -> set[UUID]:
        """Of each home and contract that these rows have and nobody told, a profile that tells it."""
        found: set[UUID] = set()
        for name, told in (("home", self._homes), ("contract", self._contracts)):
            words, first = np.unique(stored[name], return_index=True)
            unknown = [row for word, row in zip(words.tolist(), first, strict=True) if not told.knows(word)]
            found |= {UUID(bytes=stored["id"][row].tobytes()) for row in unknown}
        return found

    def table_of(self, stored: NDArray[np.void]) -> NDArray[np.void]:
        """As rows of the index."""
        table = np.empty(len(stored), ROW)
        for name, _ in (("id", ""), *NUMBERS):
            table[name] = stored[name]
        table["home"] = _recoded(stored["home"], self._homes.code)
        table["contract"] = _recoded(stored["contract"], self._contracts.code)
        return table

    def terms_of(self, counts: NDArray[np.int64], words: Words) -> dict[str, Terms]:
        """The terms of profiles, of which each has so many of each kind."""
        rows = np.repeat(np.arange(len(counts), dtype=np.uint32), counts.sum(axis=1))
        kinds = np.repeat(np.tile(np.arange(len(KINDS), dtype=np.uint8), len(counts)), counts.ravel())
        return {
            kind: Terms(_recoded(words[kinds == number], self.terms[kind].code), rows[kinds == number])
            for number, kind in enumerate(KINDS)
        }


class Batch:
    """Profiles of people who take part: some as they are stored, the others `settled`, which takes half the memory."""

    def __init__(self, words: Vocabulary | None = None) -> None:
        self.words = words or Vocabulary()
        self._begin()

    def _begin(self) -> None:
        self._rows, self._words = bytearray(), bytearray()
        self._tables = [np.empty(0, ROW)]
        self._terms: dict[str, list[Terms]] = {kind: [NO_TERMS] for kind in KINDS}
        self._size = 0

    def __len__(self) -> int:
        return self._size

    def taken(self) -> tuple[NDArray[np.void], dict[str, Terms]]:
        """All of it, which the batch then forgets: it would be in memory twice."""
        self.settle()
        table, terms = np.concatenate(self._tables), self._terms
        self._begin()
        return table, {kind: Terms(*map(np.concatenate, zip(*some, strict=True))) for kind, some in terms.items()}

    def add(self, candidate: Candidate) -> None:
        self.words.learn(candidate)
        self.extend(*coded(candidate))

    def extend(self, row: bytes, terms: bytes) -> None:
        """Profiles that were coded before, one after the other."""
        self._rows += row
        self._words += terms
        self._size += len(row) // STORED.itemsize

    def unknown(self) -> set[UUID]:
        """Profiles that the words have to learn from before these settle."""
        return self.words.unknown(np.frombuffer(self._rows, STORED))

    def settle(self) -> None:
        stored, terms = np.frombuffer(self._rows, STORED), np.frombuffer(self._words, np.uint64)
        first = self._size - len(stored)
        self._tables.append(self.words.table_of(stored))
        for kind, some in self.words.terms_of(stored["terms"].astype(np.int64), terms).items():
            self._terms[kind].append(Terms(some.codes, some.rows + np.uint32(first)))
        self._rows, self._words = bytearray(), bytearray()


def _recoded(words: Words, code: Callable[[int], int]) -> NDArray[np.uint32]:
    known = np.unique(words)
    codes = np.array([code(word) for word in known.tolist()], np.uint32)
    recoded: NDArray[np.uint32] = codes[np.searchsorted(known, words)]
    return recoded
