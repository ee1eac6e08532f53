"""Any one process is killed, or asked to end, in the middle of the main job."""

import asyncio

import asyncpg
import httpx
import pytest

from tests.faults.job import Job
from tests.faults.matching_job import MatchingJob
from tests.faults.region import FaultyRegion
from tests.faults.service_process import ServiceProcess
from tests.faults.waiting import until

pytestmark = pytest.mark.asyncio(loop_scope="session")

PACE = 0.1
WAITS_FOR_LOCK = "SELECT count(*) FROM pg_locks WHERE NOT granted"


async def test_killing_each_service_in_turn_loses_no_alert_and_doubles_none(region: FaultyRegion, job: Job) -> None:
    matching, enough = MatchingJob(region), asyncio.Event()
    await matching.open()

    async def people() -> None:
        while not enough.is_set():
            await matching.register()
            await asyncio.sleep(PACE)

    working = asyncio.gather(people(), job.post_until(enough, PACE))
    for name in ("vacancy", "candidate", "matching", "notification"):
        service = region.services[name]
        await until(job.more_effects_than(await job.effects()))
        if name != "notification":  # else matching, killed before, may still be on its way back to its group
            await until(matching.more_alerts_than(len(await matching.alerts())))
        service.kill()
        service.start()
    enough.set()
    await working
    (await job.counted()).assert_kept()
    assert sorted(await matching.alerts()) == sorted(matching.candidates)


async def test_a_service_that_is_asked_to_end_finishes_its_requests_and_its_batch(
    region: FaultyRegion, job: Job
) -> None:
    vacancy, notification = region.services["vacancy"], region.services["notification"]
    posting = asyncio.create_task(job.post(40))
    await until(job.effects)
    notification.terminate()
    await posting
    assert await notification.ended() == 0
    holder = await asyncpg.connect(region.addresses.services["vacancy"].owner_dsn)
    try:
        async with holder.transaction():
            await holder.execute("LOCK TABLE secondment_request IN ACCESS EXCLUSIVE MODE")
            flying = asyncio.create_task(job.open())
            await until(lambda: holder.fetchval(WAITS_FOR_LOCK))
            vacancy.terminate()
            await until(lambda: refuses(vacancy))
        await flying
    finally:
        await holder.close()
    assert job.refused == []
    assert await vacancy.ended() == 0
    for service in (vacancy, notification):
        service.start()
    (await job.counted()).assert_kept()


async def refuses(service: ServiceProcess) -> bool:
    """No new connection is served."""
    try:
        async with httpx.AsyncClient(base_url=service.http.base_url, trust_env=False) as stranger:
            await stranger.get(f"/{service.name}/health/live")
    except httpx.TransportError:  # refused, or dropped because it was about to be taken
        return True
    return False
