"""One vacancy against two million candidates: the best twenty, from the index and from what else could find them.

All of them are told the same of the need before the clock starts, but the index, which works it out each time. Each
rival has to return the very same list for every need before anything is timed. The rivals stand in `bench/rivals`: the
best SQL found, with its plan beside it, a full scan in compiled code, and tantivy.
"""

import asyncio
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from statistics import median, quantiles

import asyncpg
import numpy as np

from bench.command import Outcome, Size, ground, main, say
from bench.population import NOW, Country, Crowd, some_needs
from bench.report import Row, at_most, compared
from bench.rivals.asking import Answer, Question, Rival, answered, questions
from bench.rivals.best_sql import BestSql
from bench.rivals.full_scan import FullScan
from bench.rivals.text_index import TextIndex
from doorstroom_matching.adapters.index import People

TITLE = "match vacancy: the best 20 for one need, ms"
SIZES: Mapping[Size, tuple[int, int]] = {"full": (2_000_000, 400), "quick": (200_000, 150), "smoke": (5_000, 10)}
"""Candidates, and needs."""
MOST = 20
SLOW = 40
"""How many of the needs the rivals answer against the clock."""
Timed = Callable[[], Answer]


def benchmark(size: Size) -> Outcome:
    people, needs = SIZES[size]
    country, crowd = Country(), Crowd(people)
    index = People(crowd)
    say("index built")
    asked = questions(country, crowd, some_needs(country, needs))
    ours = [_ours(index, country, question) for question in asked]
    seconds, answers = timed(ours)
    scan = FullScan(crowd)
    rows: list[Row] = []
    with ground() as servers, asyncio.Runner() as runner:
        connection = runner.run(asyncpg.connect(servers.addresses.services["matching"].owner_dsn))
        best_sql = BestSql(connection, runner, crowd)
        say("SQL filled")
        rivals: Sequence[Rival] = (scan, best_sql, TextIndex(crowd, scan))
        say("tantivy filled")
        against = {rival.name: checked(rival, asked[:SLOW], answers) for rival in rivals}
        say(best_sql.explained(asked[0], MOST))
        runner.run(connection.close())
    found = f"{np.mean([len(answer) for answer in answers]):.1f} found on average"
    for rival, goal in zip(rivals, (1 / 20, 1 / 20, 1 / 10), strict=True):
        rows.append(
            at_most(compared(f"median, against {rival.name}", median(seconds) * 1e3, against[rival.name]), goal)
        )
    rows.append(at_most(compared("median, against a millisecond", median(seconds) * 1e3, 1.0), 1.0))
    worst = quantiles(seconds, n=100)[98] * 1e3
    rows.append(at_most(compared("99th percentile, against the scan's median", worst, against[scan.name]), 1 / 6))
    if size == "full":
        rows.append(at_most(compared("ten times the rows", median(seconds) * 1e3, _tenth(country, asked, people)), 2.0))
    return Outcome(judged(rows, size), [f"{people:,} candidates, {needs} needs, {found}"])


def judged(rows: Sequence[Row], size: Size) -> list[Row]:
    """The goals are for the full size."""
    return [row if size == "full" else replace(row, goal=None, holds=None) for row in rows]


def timed(searches: Sequence[Timed]) -> tuple[list[float], list[Answer]]:
    """Seconds and answers, after one round to warm up."""
    for search in searches:
        search()
    seconds, answers = [], []
    for search in searches:
        started = time.perf_counter()
        answers.append(search())
        seconds.append(time.perf_counter() - started)
    return seconds, answers


def checked(rival: Rival, asked: Sequence[Question], expected: Sequence[Answer]) -> float:
    """The median in milliseconds of a rival that gives the same lists."""
    seconds, answers = timed([rival.ready(question, MOST) for question in asked])
    for number, answer in enumerate(answers):
        if answer != expected[number]:
            raise RuntimeError(f"{rival.name} gives another list for need {number}: {answer} for {expected[number]}")
    say(f"{rival.name} gives the same {len(answers)} lists")
    return median(seconds) * 1e3


def _ours(index: People, country: Country, question: Question) -> Timed:
    need, rules, members = question.need, question.rules, country.members
    return lambda: answered(index.best(need, rules, members, NOW, MOST))


def _tenth(country: Country, asked: Sequence[Question], people: int) -> float:
    index = People(Crowd(people // 10))
    return median(timed([_ours(index, country, question) for question in asked])[0]) * 1e3


if __name__ == "__main__":
    main(TITLE, benchmark)
