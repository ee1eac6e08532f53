"""Waiting for what must come, never for time."""

import asyncio
from collections.abc import Awaitable, Callable

PATIENCE = 90.0


async def until(condition: Callable[[], Awaitable[object]], seconds: float = PATIENCE) -> float:
    """Ask until the answer is true; how long that took. Fails when it never is."""
    loop = asyncio.get_running_loop()
    started = loop.time()
    while not await condition():
        assert loop.time() - started < seconds, f"still not so after {seconds} s"
        await asyncio.sleep(0.02)
    return loop.time() - started
