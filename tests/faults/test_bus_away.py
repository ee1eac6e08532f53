"""F1 to F3: the bus is killed, frozen or cut off while events are published and read."""

import asyncio
import time

import pytest

from tests.faults.job import Job
from tests.faults.region import FaultyRegion
from tests.faults.waiting import until

pytestmark = pytest.mark.asyncio(loop_scope="session")

AWAY_SECONDS = 2.0
CALM = 0.5


@pytest.mark.parametrize("how", ["killed", "frozen", "cut"])
async def test_changes_are_accepted_while_the_bus_is_away_and_take_effect_when_it_is_back(
    region: FaultyRegion, job: Job, how: str
) -> None:
    """F1."""
    vacancy = region.services["vacancy"]
    await region.server.damage(how)
    await job.post(20)
    assert job.refused == []
    assert await vacancy.reasons() == ""
    assert await region.count("vacancy", "outbox") == len(job.committed)
    if how == "cut":  # else the relay may still wait for its answer
        await until(lambda: vacancy.metric("doorstroom_outbox_oldest_seconds"))
    await region.server.mend()
    back = time.monotonic()
    await until(job.effects)
    assert time.monotonic() - back <= 5
    (await job.counted()).assert_kept()


@pytest.mark.parametrize("how", ["cut", "blackhole", "frozen"])
async def test_readers_stay_calm_while_the_bus_is_away_and_go_on_where_they_were(
    region: FaultyRegion, job: Job, how: str
) -> None:
    """F2."""
    readers = [region.services[name] for name in ("matching", "notification")]
    pids = [reader.pid for reader in readers]
    posting = asyncio.create_task(job.post(60))
    await until(job.effects)
    await region.server.damage(how)
    await posting
    used = sum(reader.processor_seconds() for reader in readers)
    await asyncio.sleep(AWAY_SECONDS)
    used = sum(reader.processor_seconds() for reader in readers) - used
    assert used <= CALM * AWAY_SECONDS * len(readers)
    assert [await reader.reasons() for reader in readers] == ["", ""]
    before = await job.effects()
    await region.server.mend()
    back = time.monotonic()
    await until(job.more_effects_than(before))
    assert time.monotonic() - back <= 10
    (await job.counted()).assert_kept()
    assert [reader.pid for reader in readers] == pids


async def test_a_lost_acknowledgement_doubles_nothing_that_anybody_sees(region: FaultyRegion, job: Job) -> None:
    """F3."""
    await job.post(1)
    await region.settle()
    stored = await region.server.stored("secondments")
    await region.server.damage("drop_down")
    await job.post(8)
    await until(region.grown("secondments", stored))
    assert await region.count("vacancy", "outbox") == 16
    await region.server.damage("cut")
    await region.server.mend()
    counters = await job.counted()
    counters.assert_kept()
    assert counters.in_log <= 2 * counters.distinct
