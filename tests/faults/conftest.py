from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from doorstroom_common.local import LocalServerError
from tests.faults.job import TOLD, Job
from tests.faults.matching_job import EMPLOYER
from tests.faults.region import FaultyRegion, running_region
from tests.faults.sending import sent
from tests.faults.service_process import bearer
from tests.faults.waiting import until


@pytest_asyncio.fixture(scope="session", loop_scope="session", params=["postgres", "kafka"])
async def shared_region(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[FaultyRegion]:
    """One region per bus for all tests of this folder: starting it takes longer than most faults."""
    try:
        async with running_region(request.param, tmp_path_factory.mktemp(f"faults-{request.param}")) as region:
            await tell(region)
            yield region
    except LocalServerError as error:
        pytest.skip(f"no server for the bus: {error}")


async def tell(region: FaultyRegion) -> None:
    """Register who is told, and wait until they are: nobody hears of what arose before, and the clocks of two services
    may differ by some milliseconds."""
    for organisation in (TOLD, EMPLOYER):
        recruiter = {"name": "Recruiter van dienst", "email": f"werving@{organisation}.example"}
        headers = bearer(region.issuer, organisation)
        await sent(region.services["notification"], "/notification/v1/recruiters", recruiter, headers)
    first = Job(region, region.services["vacancy"])

    async def told() -> bool:
        await first.open()
        alerts = await region.rows("notification", "SELECT DISTINCT organisation FROM alert")
        return len(alerts) == 2

    await until(told)
    await region.settle()


@pytest_asyncio.fixture(loop_scope="session")
async def region(shared_region: FaultyRegion) -> FaultyRegion:
    """All services up and ready, also after a test that failed half-way."""
    await shared_region.whole()
    return shared_region


@pytest_asyncio.fixture(loop_scope="session")
async def job(region: FaultyRegion) -> Job:
    """Posts through the vacancy service."""
    return Job(region, region.services["vacancy"])
