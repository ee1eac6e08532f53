"""Which database errors mean "away for now" and which mean "wrong"."""

from collections.abc import Iterator
from contextlib import contextmanager

import asyncpg

from doorstroom_common.errors import Unavailable

LOST = (
    OSError,
    TimeoutError,
    asyncpg.PostgresConnectionError,
    asyncpg.InterfaceError,
    asyncpg.InternalClientError,  # "another operation is in progress", when a connection dies in the middle of one
    asyncpg.CannotConnectNowError,
    asyncpg.AdminShutdownError,
    asyncpg.CrashShutdownError,
    asyncpg.TooManyConnectionsError,
    asyncpg.IdleInTransactionSessionTimeoutError,
)
BUSY = (
    asyncpg.DeadlockDetectedError,
    asyncpg.SerializationError,
    asyncpg.LockNotAvailableError,
    asyncpg.QueryCanceledError,
    asyncpg.DiskFullError,
    asyncpg.ReadOnlySQLTransactionError,
)
PASSING = (*LOST, *BUSY, Unavailable)
"""Failures that go away by themselves: a consumer waits for that and never sets a message aside for them."""


@contextmanager
def unavailable_when_lost() -> Iterator[None]:
    """Turn a lost or overloaded database into `Unavailable`; a caller may try again with the same key."""
    try:
        yield
    except (*LOST, *BUSY) as error:
        raise Unavailable("database-unavailable", "The database cannot be reached; try again shortly.") from error
