"""Both sides at once: no pair is missed, none is doubled, and nothing stale stays."""

import asyncio
import random
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from uuid import UUID, uuid4

from doorstroom_common.bus.factory import create_bus
from doorstroom_common.cloudevent import CloudEvent
from doorstroom_common.http import Verifier
from doorstroom_common.observability import Telemetry
from doorstroom_common.testing.contracts import validate_event
from doorstroom_common.testing.running import Running
from doorstroom_matching.main import create_app
from doorstroom_matching.settings import MatchingSettings
from services.matching.tests import facts

SIDE = 20


async def publish_at_once(matching: Running, events: Sequence[CloudEvent], tasks: int) -> None:
    """From several tasks, each with a share of the events in an order of its own."""
    shuffled = random.sample(events, len(events))

    async def some(share: Sequence[CloudEvent]) -> None:
        for event in share:
            await matching.publish(event)
            await asyncio.sleep(0)

    await asyncio.gather(*(some(shuffled[number::tasks]) for number in range(tasks)))


async def pairs_published(matching: Running) -> Counter[tuple[str, str]]:
    events = [validate_event(event) for event in await matching.events("matches")]
    return Counter(
        (event["data"]["need"]["id"], event["data"]["candidateId"])
        for event in events
        if "candidateId" in event["data"]
    )


async def test_every_pair_is_found_once_when_both_sides_arrive_at_once(matching: Running) -> None:
    needs, people = [uuid4() for _ in range(SIDE)], [uuid4() for _ in range(SIDE)]
    events = [facts.vacancy(need_id=need) for need in needs] + [facts.candidate(candidate_id=one) for one in people]
    await publish_at_once(matching, events, tasks=5)
    await matching.settle(60)
    published = await pairs_published(matching)
    assert published == Counter({(str(need), str(one)): 1 for need in needs for one in people})
    stored = await matching.rows("SELECT need_id, candidate_id, version FROM match WHERE status = 'proposed'")
    assert len(stored) == SIDE * SIDE
    assert {row["version"] for row in stored} == {1}


@asynccontextmanager
async def replica(matching: Running) -> AsyncIterator[None]:
    """Another process of the service on the same database and bus, with an index of its own."""
    settings = matching.service.settings
    assert isinstance(settings, MatchingSettings)
    bus, verifier = create_bus(settings.bus), Verifier([matching.issuer.trusted()])
    app = create_app(settings, clock=matching.clock, bus=bus, telemetry=Telemetry(), verifier=verifier)
    async with app.lifespan():
        await bus.start()
        yield
    await bus.stop()


async def test_two_replicas_miss_no_pair_also_when_one_starts_anew_midway(matching: Running) -> None:
    needs, people = [uuid4() for _ in range(SIDE)], [uuid4() for _ in range(SIDE)]
    events = [facts.vacancy(need_id=need) for need in needs] + [facts.candidate(candidate_id=one) for one in people]
    shuffled = random.sample(events, len(events))
    async with replica(matching):
        await publish_at_once(matching, shuffled[:SIDE], tasks=4)
    async with replica(matching):
        await publish_at_once(matching, shuffled[SIDE:], tasks=4)
        await matching.settle(60)
    published = await pairs_published(matching)
    assert published == Counter({(str(need), str(one)): 1 for need in needs for one in people})


async def test_nothing_stale_stays_when_both_sides_change_at_once(matching: Running) -> None:
    """Half of the needs close and half of the people withdraw while everything is still being matched."""
    needs, people = [uuid4() for _ in range(12)], [uuid4() for _ in range(12)]
    opened = {need: facts.vacancy(need_id=need) for need in needs}
    arrivals = [*opened.values(), *(facts.candidate(candidate_id=one) for one in people)]
    departures = [facts.closed(opened[need]) for need in needs[::2]]
    departures += [facts.candidate("withdrawn", candidate_id=one, version=2, status="withdrawn") for one in people[::2]]
    await asyncio.gather(publish_at_once(matching, arrivals, tasks=4), publish_at_once(matching, departures, tasks=4))
    await matching.settle(60)
    rows = await matching.rows("SELECT need_id, candidate_id FROM match WHERE status = 'proposed'")
    expected = {(need, one) for need in needs[1::2] for one in people[1::2]}
    assert {(UUID(int=row["need_id"].int), UUID(int=row["candidate_id"].int)) for row in rows} == expected
    seen = await matching.rows("SELECT match_id FROM match_view WHERE status = 'proposed'")
    assert len(seen) == len(expected)


async def test_nothing_of_an_erased_person_comes_back_in_a_race(matching: Running) -> None:
    needs, people = [uuid4() for _ in range(10)], [uuid4() for _ in range(10)]
    arrivals = [facts.vacancy(need_id=need) for need in needs]
    arrivals += [facts.candidate(candidate_id=one) for one in people]
    erasures = [facts.erased(one) for one in people]
    await asyncio.gather(publish_at_once(matching, arrivals, tasks=4), publish_at_once(matching, erasures, tasks=2))
    await matching.settle(60)
    left = await matching.rows(
        "SELECT (SELECT count(*) FROM match) + (SELECT count(*) FROM match_view)"
        " + (SELECT count(*) FROM person_match_view) + (SELECT count(*) FROM candidate_version) AS rows"
    )
    assert left[0]["rows"] == 0
    confirmed = Counter(event["subject"] for event in await matching.events("erasures"))
    assert confirmed == Counter(str(one) for one in people)
    last = {event["subject"]: event["type"] for event in await matching.events("matches")}
    assert set(last.values()) <= {"nl.matches.match-withdrawn.v1"}
