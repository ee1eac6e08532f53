from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from doorstroom_common.testing.postgres import Databases
from services.vacancy.tests.speaking import VacancyService, started
from services.vacancy.tests.story import DEMO


@pytest.fixture
async def empty(databases: Databases) -> AsyncIterator[VacancyService]:
    """The service before any covenant was adopted."""
    async with started(databases) as service:
        yield service


@pytest.fixture
async def region(empty: VacancyService) -> VacancyService:
    """The service of a region whose covenant is in force, for this test alone."""
    await empty.context.adopt(DEMO, "demo.yaml")
    await empty.running.settle()
    return empty


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def standing(databases: Databases) -> AsyncIterator[VacancyService]:
    """The same for a whole module, whose tests leave the clock alone and look only at what they made."""
    async with started(databases) as service:
        await service.context.adopt(DEMO, "demo.yaml")
        await service.running.settle()
        yield service
