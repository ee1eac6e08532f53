from collections.abc import AsyncIterator

import pytest

from doorstroom_common.testing.postgres import Databases
from doorstroom_common.testing.running import Running, running
from doorstroom_matching.bootstrap import MIGRATIONS
from doorstroom_matching.main import create_app
from doorstroom_matching.settings import MatchingSettings
from services.matching.tests.story import covenant_text


@pytest.fixture
async def matching(databases: Databases) -> AsyncIterator[Running]:
    """The service, with the demo covenant adopted, at 09:30 on Monday 2 March 2026."""
    async with running(databases, MatchingSettings, create_app, MIGRATIONS, covenant=covenant_text()) as service:
        yield service
