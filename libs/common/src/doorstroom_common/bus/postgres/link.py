"""One connection to the log's database that is made anew after it was lost, with a bound on every wait."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from typing import TYPE_CHECKING

import asyncpg

if TYPE_CHECKING:
    Connection = asyncpg.Connection[asyncpg.Record]

LOST = (OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError, asyncpg.InternalClientError)
"""After any of these the connection is dropped: it may be dead, or hold half a transaction."""

CLOSE_SECONDS = 2.0

SESSION = {
    "client_connection_check_interval": "2s",
    "idle_in_transaction_session_timeout": "10s",
    "jit": "off",
    "lock_timeout": "5s",
    "tcp_keepalives_count": "3",
    "tcp_keepalives_idle": "10",
    "tcp_keepalives_interval": "5",
}


class Link:
    """Opens on first use. After an error call `drop`; the next `get` connects again."""

    def __init__(
        self,
        dsn: str,
        *,
        command_timeout: float = 5.0,
        session: Mapping[str, str] | None = None,
        on_open: "Callable[[Connection], Awaitable[None]] | None" = None,
    ) -> None:
        self._dsn = dsn
        self._command_timeout = command_timeout
        self._session = {**SESSION, "statement_timeout": f"{int(command_timeout * 1000)}ms", **(session or {})}
        self._on_open = on_open
        self._connection: Connection | None = None

    @property
    def current(self) -> "Connection | None":
        """The connection if it is open, without trying to open one."""
        if self._connection is not None and self._connection.is_closed():
            self._connection = None
        return self._connection

    async def get(self) -> "Connection":
        """The open connection, or a new one; raises one of `LOST`."""
        if (connection := self.current) is not None:
            return connection
        connection = await asyncpg.connect(
            self._dsn,
            timeout=self._command_timeout,
            command_timeout=self._command_timeout,
            max_cached_statement_lifetime=0,
            server_settings=self._session,
        )
        self._connection = connection
        if self._on_open is not None:
            try:
                await self._on_open(connection)
            except BaseException:
                self.drop()
                raise
        return connection

    def drop(self) -> None:
        """Cut the connection at once, whatever it is doing; the server rolls back."""
        connection, self._connection = self._connection, None
        if connection is not None and not connection.is_closed():
            with suppress(*LOST):
                connection.terminate()

    async def close(self) -> None:
        """Say goodbye, or cut the connection when the server does not answer in time."""
        if (connection := self.current) is not None:
            with suppress(*LOST):
                async with asyncio.timeout(CLOSE_SECONDS):
                    await connection.close()
        self.drop()
