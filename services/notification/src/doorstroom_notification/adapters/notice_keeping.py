"""Notices are kept for thirty days; who was away longer reads the lists in full."""

from datetime import timedelta

from typing_extensions import override

from doorstroom_common.clock import Clock
from doorstroom_common.database import Database
from doorstroom_common.database.pool import Role
from doorstroom_common.housekeeping import Hourly
from doorstroom_notification.adapters.notices import forget_old, overdue

KEEP = timedelta(days=30)


class NoticeKeeping(Hourly):
    """Forgets the notices of before."""

    name = "notice-keeping"

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    @override
    async def tidy(self) -> None:
        """One transaction per organisation, so that no two feeds are locked together."""
        before = self._clock.now() - KEEP
        async with self._database.unit_of_work(Role.WORKER) as uow:
            organisations = await overdue(before, uow)
        for organisation in organisations:
            async with self._database.unit_of_work(Role.WORKER) as uow:
                await forget_old(organisation, before, uow)
                await uow.commit()
