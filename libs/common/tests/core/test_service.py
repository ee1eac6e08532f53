"""The life of a service's parts."""

import asyncio

from doorstroom_common.bus import Bus
from doorstroom_common.clock import SystemClock
from doorstroom_common.database import Database
from doorstroom_common.observability import Telemetry
from doorstroom_common.service import Service
from doorstroom_common.settings import BusSettings, ServiceSettings
from doorstroom_common.testing.foundation import foundation_settings


class Part:
    name = "part"
    problem = None

    def __init__(self) -> None:
        self.ran = asyncio.Event()

    async def run(self, stop: asyncio.Event) -> None:
        self.ran.set()
        await stop.wait()


async def test_a_service_that_starts_before_its_tables_are_there_works_once_they_are(
    core_dsn: str, bus_settings: BusSettings, bus: Bus, database: Database
) -> None:
    settings = ServiceSettings(database=foundation_settings(core_dsn), bus=bus_settings)
    service = Service("early", settings, clock=SystemClock(), bus=bus, telemetry=Telemetry(), database=database)
    part, attempts = Part(), 0

    async def read_what_is_not_there_yet() -> None:
        nonlocal attempts
        attempts += 1
        assert not service.prepared.is_set()
        if attempts < 3:
            assert "it is starting" in (await service.readiness())[0]
            raise LookupError("relation does not exist")

    service.on_start(read_what_is_not_there_yet)
    service.add(part)

    async with service.lifespan():
        await asyncio.wait_for(part.ran.wait(), 10)
        assert service.prepared.is_set()
        assert not await service.readiness()

    assert attempts == 3
