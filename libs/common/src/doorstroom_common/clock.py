"""Business time as a port.

Stages, terms and audiences read the time from here and nowhere else, so that a test or the demo can move it.
Tokens, leases, retry waits and log lines use real time and do not come here.
"""

import asyncio
import heapq
import itertools
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, date, datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


class Clock(Protocol):
    """Tells the business time, always in UTC, and wakes whoever waits for a moment of it."""

    def now(self) -> datetime:
        """The business time; never earlier than what an earlier call returned by more than a second."""
        ...

    async def sleep_until(self, moment: datetime) -> None:
        """Return once `now()` has reached `moment`; at once when it lies in the past."""
        ...


def local_date(moment: datetime) -> date:
    """The calendar day of a moment in Europe/Amsterdam, where stage days are counted."""
    return moment.astimezone(AMSTERDAM).date()


class SystemClock:
    """Database time: the local monotonic clock plus an offset that `follow` refreshes.

    A host whose own clock is an hour off keeps the same business time as its neighbours.
    """

    def __init__(self) -> None:
        self._offset = time.time() - time.monotonic()

    def now(self) -> datetime:
        return datetime.fromtimestamp(time.monotonic() + self._offset, UTC)

    async def sleep_until(self, moment: datetime) -> None:
        while (wait := (moment - self.now()).total_seconds()) > 0:  # noqa: ASYNC110 - the offset may change
            await asyncio.sleep(min(wait, 60.0))

    async def synchronise(self, read: Callable[[], Awaitable[datetime]]) -> None:
        """Take over the offset of `read`, the database's time, halving the round trip."""
        before = time.monotonic()
        reading = await read()
        after = time.monotonic()
        self._offset = reading.timestamp() - (before + after) / 2


class SimulatedClock:
    """Stands still until `advance_to`; then wakes every sleeper whose moment has come, in order of moment."""

    def __init__(self, start: datetime) -> None:
        self._now = start.astimezone(UTC)
        self._sleepers: list[tuple[datetime, int, asyncio.Future[None]]] = []
        self._order = itertools.count()

    def now(self) -> datetime:
        return self._now

    async def sleep_until(self, moment: datetime) -> None:
        if moment <= self._now:
            return
        woken: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        heapq.heappush(self._sleepers, (moment, next(self._order), woken))
        await woken

    def advance_to(self, moment: datetime) -> None:
        """Move forward; never backwards. Call it from the event loop in which the sleepers wait."""
        self._now = max(self._now, moment.astimezone(UTC))
        while self._sleepers and self._sleepers[0][0] <= self._now:
            *_, woken = heapq.heappop(self._sleepers)
            if not woken.done():
                woken.set_result(None)

    def advance(self, by: timedelta) -> None:
        self.advance_to(self._now + by)
