"""A page of cards with the rule of five over a large region, against reading as many rows by key.

The rule is kept where a need is matched, not where it is read: a page is the rows that were written for the
organisation. What it costs the worker to count who shares the cards is told beside it, against all the rest of the
same work; those runs are undone but for the last.
"""

import asyncio
import random
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from statistics import median
from typing import Any
from uuid import UUID

import asyncpg

from bench.command import Ground, Outcome, Size, ground, main, say
from bench.hops import Bench, desk_of
from bench.profiles import add_need, fill
from bench.report import Row, at_most, compared
from bench.serving import ORGANISATION
from doorstroom_common.clock import SystemClock
from doorstroom_common.covenant_store import CovenantStore
from doorstroom_common.database import Database, Role, UnitOfWork
from doorstroom_common.database.pool import prepare_connection
from doorstroom_common.run import loop_factory
from doorstroom_matching.adapters.listing import Listing, Wanted
from doorstroom_matching.application.desk import Desk
from doorstroom_matching.application.match_candidate import match_candidate
from doorstroom_matching.application.match_need import match_need
from doorstroom_matching.application.show_cards import counted_cards
from doorstroom_matching.domain.verdict import Verdict, judge
from doorstroom_matching.entrypoints.answers import MatchPage
from doorstroom_matching.entrypoints.showing import organisation_summary

TITLE = "cards: a page of 50 with the rule of five, ms"
SIZES: Mapping[Size, tuple[int, int, int]] = {
    "full": (200_000, 400, 5), "quick": (200_000, 150, 1), "smoke": (4_000, 5, 1),
}  # fmt: skip
"""Candidates, pages that are read, and times that the need is matched."""
PAGE = 50
BY_KEY = "SELECT * FROM match_view WHERE organisation = $1 AND match_id = ANY($2::uuid[])"
SHOWN = "SELECT match_id, jsonb_array_length(card -> 'withheld') AS withheld FROM match_view WHERE status = 'proposed'"
Timed = Callable[[], Awaitable[object]]


def benchmark(size: Size) -> Outcome:
    candidates, pages, rounds = SIZES[size]
    with ground() as servers, asyncio.Runner(loop_factory=loop_factory()) as runner:
        return runner.run(_measured(servers, candidates, pages, rounds))


async def _measured(servers: Ground, candidates: int, pages: int, rounds: int) -> Outcome:
    rules = await fill(servers, candidates)
    say(f"{candidates:,} candidates stored")
    async with Bench("matching", servers) as matching:
        known = CovenantStore(matching.database)
        await known.refresh()
        need_id = await add_need(matching.database, known, rules)
        desk = await desk_of(matching)
        worked = await _work(matching.database, need_id, desk, rounds)
        say("work done")
        floor = await servers.owner("matching")
        await prepare_connection(floor)
        shown = await floor.fetch(SHOWN)
        read = await _pages(matching.database, floor, need_id, [row["match_id"] for row in shown], pages)
        await floor.close()
    withheld = Counter(row["withheld"] for row in shown)
    return Outcome(
        [*read, *worked],
        [
            f"{candidates:,} candidates, {len(shown):,} of them proposed; {pages} pages, {rounds} rounds of work",
            f"fields withheld: cards {dict(sorted(withheld.items()))}",
        ],
    )


async def _work(database: Database, need_id: UUID, desk: Desk, rounds: int) -> list[Row]:
    """A need that is matched for the first time, and candidates who arrive when it was."""
    async with database.unit_of_work(Role.WORKER) as uow:
        everybody = await desk.pairs.candidates_for(need_id, uow)
    counting = [await _counting(database, need_id, everybody, desk) for _ in range(rounds)]
    whole = [await _timed(database, lambda uow: match_need(str(need_id), uow, desk)) for _ in range(rounds - 1)]
    whole.append(await _timed(database, lambda uow: match_need(str(need_id), uow, desk), keep=True))
    some = random.Random(2).sample(sorted(everybody), min(30, len(everybody)))
    arrived = [await _timed(database, lambda uow, one=one: match_candidate(str(one), uow, desk)) for one in some]  # type: ignore[misc]
    alone = [await _counting(database, need_id, [one], desk) for one in some]
    return [
        _part("a need: counting who shares its cards, against the rest of matching it", counting, whole),
        _part("a candidate, one need: the same, when the card is known already", alone, arrived),
    ]


def _part(what: str, counting: Sequence[float], whole: Sequence[float]) -> Row:
    counted = median(counting) * 1000
    return compared(what, counted, median(whole) * 1000 - counted)


async def _timed(database: Database, work: Callable[[UnitOfWork], Awaitable[None]], *, keep: bool = False) -> float:
    """Undone, unless it is the one to keep."""
    async with database.unit_of_work(Role.WORKER) as uow:
        started = time.perf_counter()
        await work(uow)
        if keep:
            await uow.commit()
        return time.perf_counter() - started


async def _counting(database: Database, need_id: UUID, people: Collection[UUID], desk: Desk) -> float:
    """The count alone, when everybody concerned has been judged."""
    async with database.unit_of_work(Role.WORKER) as uow:
        verdicts = await _verdicts(need_id, people, desk, uow)
        started = time.perf_counter()
        await counted_cards(verdicts, uow, desk)
        return time.perf_counter() - started


async def _verdicts(need_id: UUID, people: Collection[UUID], desk: Desk, uow: UnitOfWork) -> list[Verdict]:
    need = (await desk.copies.needs([need_id], uow))[need_id].need
    rules, now = desk.known.by_hash(need.covenant_hash), desk.now()
    members = desk.known.covenants.on(now)
    kept = await desk.copies.candidates(people, uow)
    return [judge(need, person.candidate, rules, members, now) for person in kept.values()]


async def _pages(
    database: Database, floor: "asyncpg.Connection[asyncpg.Record]", need_id: UUID, matches: Sequence[UUID], pages: int
) -> list[Row]:
    """Ours and the floor take turns, page by page; each page begins somewhere else in the list."""
    listing, rng = Listing(database), random.Random(3)

    async def of_need() -> Sequence[Mapping[str, Any]]:
        wanted = Wanted(need_id, "proposed", PAGE + 1, after=_some())
        return await listing.of_organisation(ORGANISATION, wanted, SystemClock().now())

    async def answered() -> bytes:
        rows, now = await of_need(), SystemClock().now()
        return MatchPage(items=[organisation_summary(row, now) for row in rows[:PAGE]]).to_json()

    async def by_key() -> Sequence[asyncpg.Record]:
        return await floor.fetch(BY_KEY, ORGANISATION, rng.sample(matches, min(PAGE, len(matches))))

    def _some() -> UUID | None:
        return rng.choice(matches) if rng.random() < 0.5 else None

    taken = await _taken(pages, of_need, answered, by_key)
    return [
        at_most(compared("a page of 50 cards, read", taken[0], taken[2]), 3),
        compared("the same as an answer in JSON", taken[1], taken[2]),
    ]


async def _taken(times: int, *ways: Timed) -> list[float]:
    """Medians in milliseconds; the first turn warms up."""
    taken: list[list[float]] = [[] for _ in ways]
    for number in range(times + 1):
        for way, found in zip(ways, taken, strict=True):
            started = time.perf_counter()
            await way()
            if number:
                found.append((time.perf_counter() - started) * 1000)
    return [median(found) for found in taken]


if __name__ == "__main__":
    main(TITLE, benchmark)
