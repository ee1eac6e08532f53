"""F4 to F6 and F16: a reader dies between two of its steps, or reads everything once more."""

import time

import pytest

from tests.faults.ending_service import CODE
from tests.faults.job import Job
from tests.faults.region import FaultyRegion
from tests.faults.waiting import until

pytestmark = pytest.mark.asyncio(loop_scope="session")

TAKEOVER_SECONDS = 15


async def test_a_reader_that_dies_between_two_steps_loses_nothing_and_repeats_nothing(
    region: FaultyRegion, job: Job
) -> None:
    """F5, then F4."""
    notification = region.services["notification"]
    await region.replace("notification", ends_at=("received", "secondments"))
    await job.post(10)
    assert await notification.ended() == CODE
    assert await job.effects() == 0
    notification.start(ends_at=("effected", "secondments"))
    assert await notification.ended() == CODE
    done = await job.effects()
    assert done > 0
    assert await region.behind("notification.facts") >= done
    notification.start()
    counters = await job.counted()
    counters.assert_kept()
    assert await region.suppressed() >= done


async def test_a_whole_topic_read_again_has_no_effect(region: FaultyRegion, job: Job) -> None:
    """F6."""
    await job.post(10)
    before = await job.counted()
    mails = {mail.name: mail.stat().st_mtime_ns for mail in region.folder.mail.iterdir()}
    async with region.another("notification", ends_at=("afresh", "secondments")) as again:
        await until(region.caught_up("notification.facts.afresh"))
        assert await again.metric("doorstroom_events_total", outcome="duplicate") >= before.in_log
        assert await again.metric("doorstroom_events_total", outcome="applied") == 0
        assert await job.counted() == before
    assert {mail.name: mail.stat().st_mtime_ns for mail in region.folder.mail.iterdir()} == mails


async def test_another_process_takes_over_from_one_that_was_killed(region: FaultyRegion, job: Job) -> None:
    """F16."""
    first = region.services["notification"]
    async with region.another("notification") as second:
        await until(job.shared_by(first, second))
        first.kill()
        died = time.monotonic()
        await job.post(30)
        await until(job.all_effects)
        assert time.monotonic() - died <= TAKEOVER_SECONDS
        await region.succeed(second)
        (await job.counted()).assert_kept()
