"""Keeps the system clock on database time."""

import asyncio

from doorstroom_common.clock import Clock, SystemClock
from doorstroom_common.components import pause
from doorstroom_common.database.failures import PASSING
from doorstroom_common.database.pool import Database

EVERY_SECONDS = 60.0


class ClockSync:
    """Once a minute; a simulated clock is left alone."""

    name = "clock-sync"

    def __init__(self, clock: Clock, database: Database) -> None:
        self._clock, self._database = clock, database

    @property
    def problem(self) -> str | None:
        return None

    async def run(self, stop: asyncio.Event) -> None:
        while not stop.is_set():
            if isinstance(self._clock, SystemClock):
                try:
                    await self._clock.synchronise(self._database.time)
                except PASSING:
                    await pause(5.0, stop)
                    continue
            await pause(EVERY_SECONDS, stop)
