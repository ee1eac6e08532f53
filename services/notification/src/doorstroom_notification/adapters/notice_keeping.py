"""Notices are kept for thirty days; who was away longer reads the lists in full."""

import asyncio
from datetime import timedelta

from doorstroom_common.clock import Clock
from doorstroom_common.components import pause
from doorstroom_common.database import Database
from doorstroom_common.database.failures import PASSING
from doorstroom_common.database.pool import Role
from doorstroom_notification.adapters.notices import forget_old, overdue

KEEP = timedelta(days=30)
EVERY_SECONDS = 3600.0


class NoticeKeeping:
    """Runs once an hour in every process; doing it twice does no harm."""

    name = "notice-keeping"

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    @property
    def problem(self) -> str | None:
        return None

    async def run(self, stop: asyncio.Event) -> None:
        while not stop.is_set():
            try:
                await self.tidy()
            except PASSING:
                await pause(60.0, stop)
                continue
            await pause(EVERY_SECONDS, stop)

    async def tidy(self) -> None:
        """One transaction per organisation, so that no two feeds are locked together."""
        before = self._clock.now() - KEEP
        async with self._database.unit_of_work(Role.WORKER) as uow:
            organisations = await overdue(before, uow)
        for organisation in organisations:
            async with self._database.unit_of_work(Role.WORKER) as uow:
                await forget_old(organisation, before, uow)
                await uow.commit()
