"""How long to wait before trying the bus again."""

import asyncio
import random
from collections.abc import Awaitable, Callable

import structlog


class Backoff:
    """Doubling waits with full jitter, so that many clients do not come back in one wave."""

    def __init__(self, first: float = 0.05, longest: float = 1.0) -> None:
        self._first = first
        self._longest = longest
        self._next = first

    def pause(self) -> float:
        """Seconds to wait now; the next one may be longer."""
        ceiling, self._next = self._next, min(self._next * 2, self._longest)
        return random.uniform(ceiling / 2, ceiling)  # noqa: S311 - spreads load, guards nothing

    def reset(self) -> None:
        """It worked: begin small again."""
        self._next = self._first


async def until_ready(not_ready: Callable[[], Awaitable[str | None]]) -> None:
    """Ask until there is no reason left why the bus is not ready; each new reason is logged once."""
    backoff, told = Backoff(), None
    while (reason := await not_ready()) is not None:
        if reason != told:
            structlog.get_logger().warning("bus_not_ready", component="bus", reason=reason)
            told = reason
        await asyncio.sleep(backoff.pause())
