"""In-process bells that are rung after a commit, so that nobody has to poll."""

import asyncio


class Signals:
    """`outbox`: an event waits for the relay; `work`: a work row waits; `timers`: a timer was set.

    A bell is a hint, never a promise: whoever waits also looks by itself now and then, since another process
    may have written the row.
    """

    def __init__(self) -> None:
        self.outbox = asyncio.Event()
        self.work = asyncio.Event()
        self.timers = asyncio.Event()


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
