"""Rows whose term is over: inbox ids after 90 days, answers to idempotency keys after their hours."""

import asyncio
from abc import ABC, abstractmethod
from datetime import timedelta

from typing_extensions import override

from doorstroom_common.components import pause
from doorstroom_common.database.failures import PASSING
from doorstroom_common.database.pool import Database, Role
from doorstroom_common.database.statements import sql
from doorstroom_common.inbox import FORGET_OLD

INBOX_KEEP = timedelta(days=90)
EVERY_SECONDS = 3600.0
AGAIN_SECONDS = 60.0

FORGET_ANSWERS = sql("DELETE FROM idempotency WHERE stored_at < clock_timestamp() - :keep::interval")


class Hourly(ABC):
    """A component that tidies once an hour in every process; doing it twice must do no harm."""

    name: str

    @property
    def problem(self) -> str | None:
        return None

    async def run(self, stop: asyncio.Event) -> None:
        while not stop.is_set():
            try:
                await self.tidy()
            except PASSING:
                await pause(AGAIN_SECONDS, stop)
                continue
            await pause(EVERY_SECONDS, stop)

    @abstractmethod
    async def tidy(self) -> None:
        """One round; tried again in a minute when the database is away."""


class Housekeeping(Hourly):
    """What every service forgets."""

    name = "housekeeping"

    def __init__(self, database: Database, idempotency_hours: int) -> None:
        self._database = database
        self._answers_keep = timedelta(hours=idempotency_hours)

    @override
    async def tidy(self) -> None:
        async with self._database.unit_of_work(Role.WORKER) as uow:
            await uow.execute(FORGET_OLD, keep=INBOX_KEEP)
            await uow.execute(FORGET_ANSWERS, keep=self._answers_keep)
            await uow.commit()
