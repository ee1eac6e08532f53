"""One role's connections: opened when first needed, lent one at a time, kept for the next.

asyncpg has a pool of its own. A turn of that makes a task, a proxy, two futures and two timers, which takes twice as
long as a small statement; here it is a connection taken from a list and put back.
"""

import asyncio
import time
from collections import deque
from collections.abc import Awaitable, Callable
from contextlib import suppress
from types import TracebackType
from typing import TYPE_CHECKING

import asyncpg

from doorstroom_common.database.failures import LOST, PASSING, unavailable_when_lost

if TYPE_CHECKING:
    Connection = asyncpg.Connection[asyncpg.Record]

CLOSE_SECONDS = 5.0
IDLE_SECONDS = 300.0


class Connections:
    """At most so many. The one given back last goes out first, so what a peak has opened falls idle and is closed."""

    def __init__(self, connect: "Callable[[], Awaitable[Connection]]", most: int, wait_seconds: float) -> None:
        self._connect = connect
        self._most = most
        self._wait_seconds = wait_seconds
        self._turns = asyncio.Semaphore(most)
        self._lent: set[Connection] = set()
        self._idle: deque[tuple[Connection, float]] = deque()

    def lend(self) -> "Loan":
        """For one `async with`; entering raises `Unavailable` when none is to be had in time or the server is away."""
        return Loan(self)

    async def take(self) -> "Connection":
        with unavailable_when_lost():
            if self._idle and not self._turns.locked():
                return await self._taken()
            async with asyncio.timeout(self._wait_seconds):
                return await self._taken()

    async def give_back(self, connection: "Connection", error: BaseException | None) -> None:
        """Keep it, unless `error` or the connection itself says that something is still under way on it."""
        try:
            if _in_doubt(error) or connection.is_closed() or connection.is_in_transaction():
                with suppress(*LOST):
                    await connection.close(timeout=CLOSE_SECONDS)
            else:
                self._idle.append((connection, time.monotonic()))
        finally:
            self._lent.discard(connection)
            self._turns.release()
        self._let_go()

    async def close(self) -> None:
        """Bounded: who has a connection gets so long to give it back, and then is cut off."""
        try:
            async with asyncio.timeout(CLOSE_SECONDS):
                for _ in range(self._most):
                    await self._turns.acquire()
                while self._idle:
                    await self._idle.pop()[0].close()
        except LOST:
            for connection in (*self._lent, *(idle for idle, _ in self._idle)):
                connection.terminate()

    async def _taken(self) -> "Connection":
        await self._turns.acquire()
        try:
            connection = self._last_used() or await self._connect()
        except BaseException:
            self._turns.release()
            raise
        self._lent.add(connection)
        return connection

    def _last_used(self) -> "Connection | None":
        while self._idle:
            connection, _ = self._idle.pop()
            if not connection.is_closed():
                return connection
            connection.terminate()  # nothing is left to end but asyncpg's own records of it
        return None

    def _let_go(self) -> None:
        while self._idle and time.monotonic() - self._idle[0][1] > IDLE_SECONDS:
            self._idle.popleft()[0].terminate()


class Loan:
    """A connection, from entering to leaving."""

    __slots__ = ("_connection", "_connections")

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    async def __aenter__(self) -> "Connection":
        self._connection = await self._connections.take()
        return self._connection

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._connections.give_back(self._connection, error)


def _in_doubt(error: BaseException | None) -> bool:
    """Cancelled, timed out or lost: the server may still be at it. What it answered by itself leaves no doubt."""
    return error is not None and (isinstance(error, PASSING) or not isinstance(error, Exception))
