"""How long a connection may take over the head of a request, and how many may be open: uvicorn bounds neither.

From the whole head on, `http.headers.Limits` counts. What waits between requests keeps uvicorn's own, shorter time.
"""

import asyncio

from typing_extensions import override
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle


class BoundedConnection(HttpToolsProtocol):
    """Closes without an answer what sends a head too slowly or too large a one.

    One too many makes room: whoever waited longest without a whole request goes, so that a crowd of idle callers keeps
    nobody out. Only where all are being answered is the new one closed.
    """

    head_seconds = 10.0
    head_bytes = 64 * 1024
    most = 800
    """Below the 1,024 files that a process may often have open, with its own connections beside them."""

    _limit: asyncio.TimerHandle | None = None
    _received = 0
    waits_since = 0.0

    @override
    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        self.waits_since = self.loop.time()
        super().connection_made(transport)
        if len(self.connections) > self.most:
            self._longest_waiting().let_go()
        self._expect_head()

    @override
    def data_received(self, data: bytes) -> None:
        self._expect_head()
        super().data_received(data)
        if not self.answering:
            self._received += len(data)
            if self._received > self.head_bytes:
                self.let_go()

    @override
    def on_message_begin(self) -> None:
        self._expect_head()
        super().on_message_begin()

    @override
    def on_headers_complete(self) -> None:
        self._forget()
        super().on_headers_complete()

    @override
    def on_response_complete(self) -> None:
        self.waits_since = self.loop.time()
        super().on_response_complete()

    @override
    def connection_lost(self, exc: Exception | None) -> None:
        self._forget()
        super().connection_lost(exc)

    @property
    def answering(self) -> bool:
        cycle: RequestResponseCycle | None = self.cycle
        return cycle is not None and not cycle.response_complete

    def let_go(self) -> None:
        """Counted no longer at once: what closes is gone only in the next round of the loop."""
        self.connections.discard(self)
        self._forget()
        self.transport.abort()

    def _expect_head(self) -> None:
        if self._limit is None and not self.answering:
            self._limit = self.loop.call_later(self.head_seconds, self.let_go)

    def _forget(self) -> None:
        self._received = 0
        if self._limit is not None:
            self._limit.cancel()
            self._limit = None

    def _longest_waiting(self) -> "BoundedConnection":
        waiting = [one for one in self.connections if isinstance(one, BoundedConnection) and not one.answering]
        return min(waiting, key=lambda one: one.waits_since)
