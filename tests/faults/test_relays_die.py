"""F19 and F20: a relay dies after it has published, and another one takes over from a leader."""

import asyncio
import time

import pytest

from tests.faults.ending_service import CODE
from tests.faults.job import Job
from tests.faults.region import FaultyRegion
from tests.faults.waiting import until

pytestmark = pytest.mark.asyncio(loop_scope="session")

TAKEOVER_SECONDS = 5


async def test_a_relay_that_dies_before_it_clears_the_outbox_publishes_again_and_nobody_sees_it(
    region: FaultyRegion, job: Job
) -> None:
    """F19."""
    vacancy = region.services["vacancy"]
    await region.server.damage("cut")
    await job.post(10)  # all of them wait, so that one batch holds them
    seen = await region.suppressed()
    await region.replace("vacancy", ends_at=("published", "secondments"))
    await region.server.mend()
    assert await vacancy.ended() == CODE
    assert await region.count("vacancy", "outbox") == len(job.committed)
    vacancy.start()
    counters = await job.counted()
    counters.assert_kept()
    assert counters.in_log == 2 * counters.distinct
    assert await region.suppressed() - seen == counters.distinct


async def test_of_two_relays_one_leads_and_the_other_takes_over_in_order(region: FaultyRegion, job: Job) -> None:
    """F20."""
    leader = region.services["vacancy"]
    async with region.another("vacancy") as second:
        assert await leader.metric("doorstroom_relay_leader") == 1
        assert await second.metric("doorstroom_relay_leader") == 0
        job.through = second
        posting = asyncio.create_task(job.post(60))
        await until(job.effects)
        leader.kill()
        died = time.monotonic()
        await until(lambda: second.metric("doorstroom_relay_leader"))
        assert time.monotonic() - died <= TAKEOVER_SECONDS
        await posting
        assert job.refused == []
        await region.succeed(second)
        (await job.counted()).assert_kept()
