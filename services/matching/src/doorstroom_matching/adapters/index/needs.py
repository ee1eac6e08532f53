"""Every open need, to be asked which are the best for a candidate."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from doorstroom_common.covenant import Membership
from doorstroom_matching.adapters.index.clauses import RulesOf
from doorstroom_matching.adapters.index.found import Found
from doorstroom_matching.adapters.index.growing import Growing
from doorstroom_matching.adapters.index.offers import ADMISSION, OFFER, OfferBatch, OfferWords
from doorstroom_matching.adapters.index.postings import Postings, rows_of, smallest
from doorstroom_matching.adapters.index.slots import Slots
from doorstroom_matching.adapters.index.wanted import Wanting
from doorstroom_matching.domain.candidate import Candidate
from doorstroom_matching.domain.need import Need
from doorstroom_matching.domain.score import FULL
from doorstroom_matching.domain.verdict import NO_TIER, Place, lot

CLOSED = np.iinfo(np.int32).max
"""More skills than anybody has."""


class Needs:
    """Rows are only added: a need that changes gets a new one, and nobody has skills enough for the old one."""

    def __init__(self, start: OfferBatch | None = None) -> None:
        self._words = start.words if start is not None else OfferWords()
        self._slots = Slots()
        self._table, self._needed, self._admissions = Growing(OFFER), Growing(np.int32), Growing(ADMISSION)
        self._gone = 0
        self._required, self._wished = Postings(), Postings()
        self._asking = Wanting(self._words)
        if start is not None:
            self._take(start)
            self._slots.start(self._table.rows["id"])

    def __len__(self) -> int:
        return len(self._table) - self._gone

    def __contains__(self, need_id: UUID) -> bool:
        return self._slots.find(need_id.bytes) is not None

    @property
    def worn(self) -> bool:
        """Most of the rows are gone."""
        return self._gone > len(self) + 1_000

    def put(self, needs: Iterable[Need]) -> None:
        """Take in what is new or has changed, the last version of each; what is closed goes."""
        batch = OfferBatch(self._words, len(self._admissions))
        for need in {one.id: one for one in needs}.values():
            self.drop(need.id)
            if need.is_open:
                self._slots.set(need.id.bytes, len(self._table) + len(batch))
                batch.add(need)
        self._take(batch)

    def drop(self, need_id: UUID) -> None:
        row = self._slots.find(need_id.bytes)
        if row is not None:
            self._needed.rows[row] = CLOSED
            self._slots.set(need_id.bytes, None)
            self._gone += 1

    def best(
        self, candidate: Candidate, rules_of: RulesOf, members: Membership, now: datetime, most: int | None = None
    ) -> list[Found]:
        """For which needs the candidate passes every rule, where they stand best first; no more than `most`."""
        if not candidate.is_active or not len(self._table):
            return []
        required = self._counted(self._required, candidate)
        rows = np.flatnonzero(required >= self._needed.rows)
        wanted = self._asking.of(candidate, rules_of, members, now)
        table = self._table.rows[rows]
        passing = wanted.passing(table)
        rows, table = rows[passing], table[passing]
        passing = wanted.admitted(table, self._admissions.rows)
        rows, table = rows[passing], table[passing]
        tier, demoted = wanted.tier(table), wanted.demoted(table)
        passing = tier != NO_TIER
        wished = self._counted(self._wished, candidate)
        missing = FULL - wanted.scores(table, required[rows], wished[rows])
        chosen = np.flatnonzero(passing)
        keys = (tier * 2 + demoted) * (FULL + 1) + missing
        chosen = chosen[smallest(keys[chosen], most)]
        found = []
        for at in chosen:
            need = UUID(bytes=table["id"][at].tobytes())
            place = Place(int(tier[at]), bool(demoted[at]), int(missing[at]), lot(need, candidate.id))
            found.append(Found(need, place))
        return sorted(found, key=lambda one: one.place)[:most]

    def _counted(self, postings: Postings, candidate: Candidate) -> NDArray[np.int64]:
        """For each need, how many of these skills the candidate has."""
        counts = np.zeros(len(self._table), np.int64)
        for uri in candidate.skills:
            counts[rows_of(postings[self._words.skills.find(uri)])] += 1
        return counts

    def _take(self, batch: OfferBatch) -> None:
        rows = np.arange(len(self._table), len(self._table) + len(batch), dtype=np.uint32)
        self._table.extend(batch.table)
        self._needed.extend(np.array(batch.needed, np.int32))
        self._admissions.extend(batch.admissions)
        for postings, terms in ((self._required, batch.required), (self._wished, batch.wished)):
            postings.extend(np.array(terms.codes, np.uint32), rows[np.array(terms.rows, np.uint32)])
