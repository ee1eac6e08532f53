"""In-process bells that are rung after a commit, so that nobody has to poll."""

import asyncio
from datetime import UTC, datetime

FOR_EVER = datetime.max.replace(tzinfo=UTC)


class Signals:
    """`outbox`: an event waits for the relay; `work`: a work row waits; `timers`: a timer was set that is next.

    A bell is a hint, never a promise: whoever waits also looks by itself now and then, since another process
    may have written the row.
    """

    def __init__(self) -> None:
        self.outbox = asyncio.Event()
        self.work = asyncio.Event()
        self.timers = asyncio.Event()
        self.timers_until: dict[str, datetime] = {}
        """Until which business time each runner of timers needs no bell, because it looks by itself then."""

    def timer_set(self, due_at: datetime) -> None:
        """Ring for a timer, unless every runner looks by itself no later than that: most are due in days."""
        if not self.timers_until or due_at < max(self.timers_until.values()):
            self.timers.set()


async def wait_any(*events: asyncio.Event, timeout: float) -> None:
    """Return when one of the events is set or the time is over, whichever comes first."""
    if any(event.is_set() for event in events):
        return
    waits = [asyncio.ensure_future(event.wait()) for event in events]
    try:
        await asyncio.wait(waits, timeout=timeout, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for wait in waits:
            wait.cancel()
