"""Everybody who takes part, to be asked for the best for a need."""

from collections.abc import Callable, Iterable
from datetime import datetime
from uuid import UUID

import numpy as np
from numpy.typing import NDArray
from pyroaring import BitMap

from doorstroom_common.covenant import Covenant, Membership
from doorstroom_matching.adapters.index.asked import Asked, Asking, Table
from doorstroom_matching.adapters.index.clauses import weights_of
from doorstroom_matching.adapters.index.coded import KINDS, successor_term, word
from doorstroom_matching.adapters.index.found import Found
from doorstroom_matching.adapters.index.growing import Growing
from doorstroom_matching.adapters.index.losses import BY_SUCCESSION, EVERY, where_named
from doorstroom_matching.adapters.index.points import Points, hours_points, share, weighed
from doorstroom_matching.adapters.index.postings import Postings, Rows, at_least, bitmap, counted, rows_of, smallest
from doorstroom_matching.adapters.index.profiles import ROW, Batch, Vocabulary
from doorstroom_matching.adapters.index.slots import Slots
from doorstroom_matching.domain.candidate import Candidate
from doorstroom_matching.domain.need import Need, Term
from doorstroom_matching.domain.score import FULL, leading_groups
from doorstroom_matching.domain.verdict import Place, lot

Order = NDArray[np.int64]

Named = list[tuple[int, BitMap]]
"""Who named an organisation, by the clauses that are lost with it."""
NAMED = tuple(clauses for clauses in range(EVERY + 1) if clauses & ~BY_SUCCESSION == 0)


class People:
    """Rows are only added: whoever changes gets a new one, and the old one leaves the rows of its home for good.

    Every search begins with rows of homes, so that is all it takes. Those from the start are sorted by home, contract
    and wishes, so that a home is one stretch of memory; `worn` says when there are so many others that a new start
    pays.
    """

    def __init__(self, start: Batch | None = None) -> None:
        self._words = start.words if start is not None else Vocabulary()
        self._asking = Asking(self._words)
        self._table = Growing(ROW)
        self._gone = self._sorted = 0
        self._slots = Slots()
        self._at_home = Postings()
        self._with = {kind: Postings() for kind in KINDS}
        self._goes_first = BitMap()
        if start is not None:
            self._take(start, _by_work)
            self._slots.start(self._table.rows["id"])
            self._sorted = len(self._table)

    def __len__(self) -> int:
        return len(self._table) - self._gone

    def __contains__(self, candidate_id: UUID) -> bool:
        return self._slots.find(candidate_id.bytes) is not None

    @property
    def worn(self) -> bool:
        """More than a fifth of the rows came later or are gone."""
        return len(self._table) - self._sorted + self._gone > len(self._table) // 5 + 1_000

    def put(self, candidates: Iterable[Candidate]) -> None:
        """Take in people who are new or have changed, the last version of each; whoever takes no part any more goes."""
        batch = Batch(self._words)
        for candidate in {one.id: one for one in candidates}.values():
            self.drop(candidate.id)
            if candidate.is_active:
                self._slots.set(candidate.id.bytes, len(self._table) + len(batch))
                batch.add(candidate)
        self._take(batch, _as_they_come)

    def drop(self, candidate_id: UUID) -> None:
        """Nothing of the profile stays but the terms of a row that is nobody's."""
        row = self._slots.find(candidate_id.bytes)
        if row is not None:
            self._at_home.discard(int(self._table.rows["home"][row]), row)
            self._slots.set(candidate_id.bytes, None)
            self._table.rows[row] = np.zeros((), ROW)
            self._gone += 1

    def best(
        self, need: Need, rules: Covenant, members: Membership, now: datetime, most: int | None = None
    ) -> list[Found]:
        """Who passes every rule, in the order of the need's list; no more than `most`, and then the first of them."""
        found: list[Found] = []
        if not need.is_open:
            return found
        asked, named = self._asking.of(need, rules, members, now), self._naming(need.organisation)
        for tier in asked.tiers():
            found += self._in_tier(tier, asked, named, None if most is None else most - len(found))
            if most is not None and len(found) >= most:
                break
        return found

    def _in_tier(self, tier: int, asked: Asked, named: Named, most: int | None) -> list[Found]:
        rows = rows_of(self._with_skills(asked.need, self._around(tier, asked)))
        table = self._seen(rows, named)
        passing = asked.passing(table, tier)
        rows, table = rows[passing], table[passing]
        if not len(rows):
            return []
        missing = FULL - self._scores(rows, table, asked)
        demoted = asked.demoted(table)
        chosen = smallest(demoted * (FULL + 1) + missing, most)
        found = []
        for at in chosen:
            person = UUID(bytes=table["id"][at].tobytes())
            place = Place(tier, bool(demoted[at]), int(missing[at]), lot(asked.need.id, person))
            found.append(Found(person, place))
        return sorted(found, key=lambda one: one.place)[:most]

    def _seen(self, rows: Rows, named: Named) -> Table:
        """As they are to an organisation that some of them named."""
        table = self._table.rows[rows]
        for clauses, people in named:
            who = counted([people], rows) > 0
            table["endangered"][who] = where_named(table["endangered"][who], clauses)
        return table

    def _naming(self, organisation: str) -> Named:
        having = ((clauses, self._having("successors", successor_term(organisation, clauses))) for clauses in NAMED)
        return [(clauses, people) for clauses, people in having if people]

    def _around(self, tier: int, asked: Asked) -> BitMap:
        """Rows of everybody who may be in the tier, and of some others."""
        rows = self._at_home.union(asked.homes_in(tier, first=False))
        rows |= self._at_home.union(asked.homes_in(tier, first=True)) & self._goes_first
        return rows - self._having("blocked", asked.need.organisation)

    def _with_skills(self, need: Need, within: BitMap) -> BitMap:
        return at_least(need.skills_needed, self._skilled(need.required_skills), within)

    def _skilled(self, terms: Iterable[Term]) -> list[BitMap]:
        return [self._having("skills", uri) for uri in {term.uri for term in terms}]

    def _having(self, kind: str, term: str) -> BitMap:
        return self._with[kind][self._words.terms[kind].find(word(term))]

    def _scores(self, rows: Rows, table: Table, asked: Asked) -> Points:
        """As `score.score_of`."""
        need = asked.need
        parts = (
            self._share(need.required_skills, rows),
            self._share(need.wished_skills, rows),
            self._occupation_points(need.occupation.uri, rows),
            asked.offer.points[table["contract"]],
            hours_points(need.hours.max, table["hours_max"]),
        )
        return weighed(np.array(weights_of(asked.rules)), parts, len(rows))

    def _share(self, asked: tuple[Term, ...], rows: Rows) -> Points:
        skilled = self._skilled(asked)
        return share(counted(skilled, rows), np.array(len(skilled)))

    def _occupation_points(self, asked: str, rows: Rows) -> Points:
        same = counted([self._having("occupations", asked)], rows) > 0
        if same.all():
            return np.full(len(rows), FULL)
        groups = [self._having("groups", group) for group in leading_groups([asked])]
        return np.where(same, FULL, counted(groups, rows) * FULL // 4)

    def _take(self, batch: Batch, ordered: Callable[[Table], Order]) -> None:
        """Add rows in this order of the batch."""
        table, terms = batch.taken()
        order = ordered(table)
        rows = np.empty(len(table), np.uint32)
        rows[order] = np.arange(len(self._table), len(self._table) + len(table), dtype=np.uint32)
        self._at_home.extend(table["home"], rows)
        self._goes_first |= bitmap(rows[table["first_from"] <= table["first_until"]])
        self._table.extend(table[order])
        del table
        for kind, (codes, profiles) in terms.items():
            self._with[kind].extend(codes, rows[profiles])


def _by_work(table: Table) -> Order:
    """Home and contract."""
    return np.argsort(table["home"].astype(np.int64) << 32 | table["contract"], kind="stable")


def _as_they_come(table: Table) -> Order:
    return np.arange(len(table))
