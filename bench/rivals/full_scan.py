"""Look at everybody, in compiled code: one pass over columns that leaves a row at the first rule it fails."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import numpy as np
from numba import njit
from numpy.typing import NDArray

from bench.population import PROFESSIONS, Crowd, occupation
from bench.rivals.asking import Answer, Question
from doorstroom_common.covenant import ClauseCode, Strictness
from doorstroom_matching.adapters.index.coded import BY_EMPLOYER, HIDDEN, MOVE_BIT, PERMANENT
from doorstroom_matching.adapters.index.losses import BIT
from doorstroom_matching.domain.score import occupation_points
from doorstroom_matching.domain.verdict import NO_TIER, lot

PLACES = 1001
"""Scores are from 0 to 1000; a key is (tier, demoted, missing) as one number."""
REQUIRED, WISHED = 1, 2
PAY = BIT[ClauseCode.PAY]
EVERYBODY = np.empty(0, np.int64)


class FullScan:
    name = "full scan, compiled with numba"

    def __init__(self, crowd: Crowd) -> None:
        self._ids, self._occupations = crowd.table["id"], [occupation(one) for one in range(PROFESSIONS)]
        names = ("home", "contract", "lowest", "hours_min", "hours_max", "available", "first_from", "first_until")
        columns = [np.ascontiguousarray(crowd.table[name]) for name in (*names, "moves", "flags", "accepts")]
        blocked = np.full(len(crowd), -1, np.int32)
        blocked[crowd.terms["blocked"].rows] = crowd.terms["blocked"].codes
        self._columns = (*columns, crowd.profession.astype(np.int32), blocked)
        self._skills = (
            np.searchsorted(crowd.terms["skills"].rows, np.arange(len(crowd) + 1)).astype(np.int64),
            np.array(crowd.terms["skills"].codes),
        )
        self._mark = np.zeros(len(crowd.words.terms["skills"]), np.uint8)

    def ready(self, question: Question, most: int) -> Callable[[], Answer]:
        need = self.told(question)

        def best() -> Answer:
            rows, keys = scan(self._columns, self._skills, need, most)
            return self._first(rows, keys, question, most)

        return best

    def among(self, rows: NDArray[np.int64], need: Any, question: Question, most: int) -> Answer:
        """The same for rows that something else has found; `need` is as told."""
        if not len(rows):
            return []
        keys = keys_of(rows, self._columns, self._skills, need)
        return self._first(rows[keys >= 0], keys[keys >= 0], question, most)

    def _first(self, rows: NDArray[np.int64], keys: NDArray[np.int64], question: Question, most: int) -> Answer:
        people = [(int(key), self._ids[row].tobytes()) for row, key in zip(rows, keys, strict=True)]
        last = sorted(key for key, _ in people)[:most][-1:]
        listed = sorted(
            (key, lot(question.need.id, UUID(bytes=person)), person) for key, person in people if [key] <= last
        )
        return [(person, key // PLACES // 2, bool(key // PLACES % 2), key % PLACES) for key, _, person in listed[:most]]

    def told(self, question: Question) -> tuple[Any, ...]:
        need, asked = question.need, question.asked
        mark, score = self._mark.copy(), question.rules.score
        mark[question.required] |= REQUIRED
        mark[question.wished] |= WISHED
        ranks = np.where(asked.admitted[:, None, None], asked.ranks[asked.sight.relation], NO_TIER)
        points = [occupation_points(need.occupation.uri, frozenset([one])) for one in self._occupations]
        numbers = (
            asked.today, MOVE_BIT[need.move], need.hours.min, need.hours.max, question.starts_by,
            question.organisation, need.skills_needed, len(question.required), len(question.wished),
            int(question.pay is Strictness.REQUIRED), int(question.pay is Strictness.RANKED),
            score.required_skills, score.wished_skills, score.occupation, score.scale, score.hours,
        )  # fmt: skip
        return (
            ranks, asked.keeps_permanent, asked.sight.own_place, asked.sight.obliged, asked.offer.tops,
            asked.offer.points, np.ascontiguousarray(asked.offer.lost), np.array(points, np.int64), mark,
            numbers,
        )  # fmt: skip


@njit(nogil=True)
def scan(columns: Any, skills: Any, need: Any, most: int) -> Any:
    """The rows up to the key of the last that is wanted."""
    keys = keys_of(EVERYBODY, columns, skills, need)
    seen = np.zeros(2 * 16 * 1001, np.int64)
    for key in keys:
        if key >= 0:
            seen[key] += 1
    last, count = 0, 0
    while last < len(seen) and count < most:
        count += seen[last]
        last += 1
    found = np.flatnonzero((keys >= 0) & (keys < last))
    return found, keys[found]


@njit(nogil=True)
def keys_of(rows: Any, columns: Any, skills: Any, need: Any) -> Any:
    """Tier, demoted and missing points of each row as one number; -1 for who does not pass. No rows are all rows."""
    (homes, contracts, lowest, hours_min, hours_max, available, first_from, first_until, moves, flags, accepts,
     occupations, blocked) = columns  # fmt: skip
    starts, codes = skills
    ranks, keeps_permanent, own_place, obliged, tops, scale_points, lost, occupation_points, mark, numbers = need
    (today, move, least, most, starts_by, organisation, needed, required_size, wished_size, pay_required, pay_ranked,
     weight_required, weight_wished, weight_occupation, weight_scale, weight_hours) = numbers  # fmt: skip
    total = weight_required + weight_wished + weight_occupation + weight_scale + weight_hours
    size = len(rows) or len(homes)
    keys = np.full(size, -1, np.int64)
    for at in range(size):
        row = rows[at] if len(rows) else at
        home, contract, flag = homes[row], contracts[row], flags[row]
        first = 1 if first_from[row] <= today <= first_until[row] else 0
        tier = ranks[home, first, 1 if flag & BY_EMPLOYER else 0]
        if tier == NO_TIER or not moves[row] & move:
            continue
        if hours_min[row] > most or hours_max[row] < least or available[row] > starts_by:
            continue
        if lowest[row] > tops[contract] or blocked[row] == organisation:
            continue
        if (flag & HIDDEN and own_place[home]) or (flag & PERMANENT and not keeps_permanent[home]):
            continue
        loses = lost[1 if obliged[home] else 0, contract]
        if pay_required and loses and not accepts[row] & PAY:
            continue
        required, wished = 0, 0
        for one in range(starts[row], starts[row + 1]):
            required += mark[codes[one]] & REQUIRED
            wished += (mark[codes[one]] & WISHED) >> 1
        if required < needed:
            continue
        points = weight_required * (1000 * required // required_size if required_size else 1000)
        points += weight_wished * (1000 * wished // wished_size if wished_size else 1000)
        points += weight_occupation * occupation_points[occupations[row]] + weight_scale * scale_points[contract]
        points += weight_hours * (1000 * min(most, hours_max[row]) // max(most, hours_max[row]))
        keys[at] = (tier * 2 + (1 if pay_ranked and loses else 0)) * 1001 + 1000 - points // total
    return keys
