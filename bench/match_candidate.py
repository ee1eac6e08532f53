"""One candidate against fifty thousand open needs: the best twenty, from the index and from SQL.

SQL is told the same of the candidate before the clock starts, the index works it out each time. Both have to return the
very same lists before anything is timed.
"""

import asyncio
from collections.abc import Mapping, Sequence
from statistics import median, quantiles

import asyncpg
import numpy as np

from bench.command import Outcome, Size, ground, main, say
from bench.match_vacancy import MOST, Timed, judged, timed
from bench.population import NOW, Country, Crowd, some_needs
from bench.report import at_most, compared
from bench.rivals.asking import Answer, answered
from bench.rivals.needs_sql import NeedsSql
from doorstroom_matching.adapters.index.needs import Needs
from doorstroom_matching.adapters.index.offers import OfferBatch
from doorstroom_matching.domain.candidate import Candidate

TITLE = "match candidate: the best 20 for one person, ms"
SIZES: Mapping[Size, tuple[int, int]] = {"full": (50_000, 300), "quick": (50_000, 100), "smoke": (1_000, 10)}
"""Open needs, and candidates who ask."""


def benchmark(size: Size) -> Outcome:
    count, people = SIZES[size]
    country, crowd = Country(), Crowd(people)
    needs = some_needs(country, count)
    batch = OfferBatch()
    for need in needs:
        batch.add(need)
    index = Needs(batch)
    say("index built")
    asking = [crowd.candidate(row) for row in range(people)]
    seconds, answers = timed([_ours(index, country, one) for one in asking])
    with ground() as servers, asyncio.Runner() as runner:
        connection = runner.run(asyncpg.connect(servers.addresses.services["matching"].owner_dsn))
        rival = NeedsSql(connection, runner, country, needs)
        theirs, same = timed([rival.ready(one, MOST) for one in asking])
        say(rival.explained(asking[0], MOST))
        runner.run(connection.close())
    _check(same, answers)
    row = at_most(compared("median, against SQL", median(seconds) * 1e3, median(theirs) * 1e3), 1 / 15)
    worst = compared(
        "99th percentile, against SQL's", *(quantiles(some, n=100)[98] * 1e3 for some in (seconds, theirs))
    )
    found = f"{np.mean([len(answer) for answer in answers]):.1f} found on average"
    return Outcome(judged([row, worst], size), [f"{count:,} open needs, {people} candidates, {found}"])


def _check(theirs: Sequence[Answer], ours: Sequence[Answer]) -> None:
    for number, (answer, expected) in enumerate(zip(theirs, ours, strict=True)):
        if answer != expected:
            raise RuntimeError(f"SQL gives another list for candidate {number}: {answer} for {expected}")
    say(f"SQL gives the same {len(ours)} lists")


def _ours(index: Needs, country: Country, candidate: Candidate) -> Timed:
    rules_of, members = country.by_hash.__getitem__, country.members
    return lambda: answered(index.best(candidate, rules_of, members, NOW, MOST))


if __name__ == "__main__":
    main(TITLE, benchmark)
