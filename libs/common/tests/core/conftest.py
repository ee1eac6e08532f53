from collections.abc import AsyncIterator

import pytest
from pydantic import SecretStr

from doorstroom_common.bus import Bus, create_bus, ensure_topics
from doorstroom_common.database import Database
from doorstroom_common.settings import BusSettings
from doorstroom_common.testing.foundation import foundation_settings, fresh_foundation
from doorstroom_common.testing.postgres import Databases, blocking


@pytest.fixture
def core_dsn(databases: Databases) -> str:
    return fresh_foundation(databases)


@pytest.fixture
def bus_settings(databases: Databases) -> BusSettings:
    dsn = databases.fresh("bus", lambda dsn: blocking(ensure_topics(BusSettings(dsn=SecretStr(dsn)))))
    return BusSettings(dsn=SecretStr(dsn))


@pytest.fixture
async def database(core_dsn: str) -> AsyncIterator[Database]:
    opened = Database(foundation_settings(core_dsn))
    await opened.open()
    yield opened
    await opened.close()


@pytest.fixture
async def bus(bus_settings: BusSettings) -> AsyncIterator[Bus]:
    made = create_bus(bus_settings)
    await made.start()
    yield made
    await made.stop()
