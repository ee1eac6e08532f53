"""An explanation in plain words, Dutch and English, from a need and a profile in memory.

Ours judges the pair by every rule, tells each finding in both languages, and writes it all as JSON. The floor writes
the very same explanation, made beforehand. Reading need and profile from the database is on neither side.
"""

import random
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import partial
from statistics import median, quantiles
from typing import Any

import orjson

from bench.command import Outcome, Size, main
from bench.match_vacancy import judged
from bench.profiles import profiles, vacancy
from bench.report import at_most, compared
from doorstroom.adoption import shipped_covenant
from doorstroom_common.covenant import Covenants, parse_covenant
from doorstroom_common.run import spare_what_stays
from doorstroom_matching.application.reading import candidate_from, need_from_vacancy
from doorstroom_matching.application.record import findings_json
from doorstroom_matching.domain.candidate import Candidate
from doorstroom_matching.domain.verdict import judge
from doorstroom_matching.entrypoints.words import TO_PERSON, in_words

TITLE = "explain: one pair in plain words, ms"
SIZES: Mapping[Size, int] = {"full": 20_000, "quick": 4_000, "smoke": 50}
"""Pairs: one vacancy and so many people, of whom most do not fit."""
Explanation = list[dict[str, Any]]


def benchmark(size: Size) -> Outcome:
    explain, people = _explaining(SIZES[size])
    ready = [explain(one) for one in people[:100]]  # warms up: the catalogues are read once
    spare_what_stays()
    taken = [(_seconds(partial(explain, one)), _written(ready[n % len(ready)])) for n, one in enumerate(people)]
    ours, floor = zip(*taken, strict=True)
    middle = at_most(compared("an explanation, median", median(ours) * 1e3, median(floor) * 1e3), 1, of="ours")
    worst = compared("99th percentile", quantiles(ours, n=100)[98] * 1e3, quantiles(floor, n=100)[98] * 1e3)
    return Outcome(judged([middle, worst], size), [f"{len(people):,} pairs, {len(ready[0])} findings each"])


def _explaining(many: int) -> tuple[Callable[[Candidate], Explanation], list[Candidate]]:
    file, now = shipped_covenant("demo"), datetime.now(UTC)
    rules = parse_covenant(file.read_text(encoding="utf-8"), file.name)
    members, need = Covenants([rules]).on(now), need_from_vacancy(vacancy(rules))

    def explain(candidate: Candidate) -> Explanation:
        found = findings_json(judge(need, candidate, rules, members, now).findings)
        told = [{**finding, "words": in_words(finding, TO_PERSON)} for finding in found]
        orjson.dumps(told)
        return told

    return explain, [candidate_from(data) for data in profiles(random.Random(1), many, rules)]


def _written(explanation: Explanation) -> float:
    return _seconds(partial(orjson.dumps, explanation))


def _seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


if __name__ == "__main__":
    main(TITLE, benchmark)
