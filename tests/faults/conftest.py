from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from doorstroom_common.local import LocalServerError
from tests.faults.job import TOLD, Job
from tests.faults.region import FaultyRegion, running_region
from tests.faults.service_process import bearer


@pytest_asyncio.fixture(scope="session", loop_scope="session", params=["postgres", "kafka"])
async def shared_region(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[FaultyRegion]:
    """One region per bus for all tests of this folder: starting it takes longer than most faults."""
    try:
        async with running_region(request.param, tmp_path_factory.mktemp(f"faults-{request.param}")) as region:
            answer = await region.services["notification"].http.post(
                "/notification/v1/recruiters",
                json={"name": "Recruiter van dienst", "email": f"werving@{TOLD}.example"},
                headers=bearer(region.issuer, TOLD),
            )
            assert answer.status_code == 201, answer.text
            yield region
    except LocalServerError as error:
        pytest.skip(f"no server for the bus: {error}")


@pytest_asyncio.fixture(loop_scope="session")
async def region(shared_region: FaultyRegion) -> FaultyRegion:
    """All services up and ready, also after a test that failed half-way."""
    await shared_region.whole()
    return shared_region


@pytest_asyncio.fixture(loop_scope="session")
async def job(region: FaultyRegion) -> Job:
    """Posts through the vacancy service."""
    return Job(region, region.services["vacancy"])
