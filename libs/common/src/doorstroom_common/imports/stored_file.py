"""A file that lies in the database, read from a thread piece by piece: no more than two pieces are in memory."""

import asyncio
import io
from collections.abc import Awaitable, Callable
from typing import Any

from typing_extensions import override

from doorstroom_common.errors import Unavailable
from doorstroom_common.imports.store import CHUNK

FETCH_SECONDS = 30.0


class StoredFile(io.RawIOBase):
    """Seekable, as what reads XLSX needs it. Read it anywhere but in the event loop, which fetches the pieces."""

    def __init__(self, fetch: Callable[[int], Awaitable[bytes]], size: int, loop: asyncio.AbstractEventLoop) -> None:
        self._fetch = fetch
        self._size = size
        self._loop = loop
        self._at = 0
        self._held: tuple[int, bytes] = (-1, b"")

    @property
    def read_share(self) -> float:
        """How much of it has been read, by where reading stands."""
        return self._at / max(self._size, 1)

    @override
    def readable(self) -> bool:
        return True

    @override
    def seekable(self) -> bool:
        return True

    @override
    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        start = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._size}[whence]
        self._at = max(0, start + offset)
        return self._at

    @override
    def tell(self) -> int:
        return self._at

    @override
    def readinto(self, buffer: Any) -> int:
        number, offset = divmod(self._at, CHUNK)
        piece = self._piece(number)[offset : offset + len(buffer)]
        buffer[: len(piece)] = piece
        self._at += len(piece)
        return len(piece)

    def _piece(self, number: int) -> bytes:
        if number * CHUNK >= self._size:
            return b""
        if self._held[0] != number:
            self._held = (number, self._fetched(number))
        return self._held[1]

    def _fetched(self, number: int) -> bytes:
        """Never less than was sent: a file that is cut short would be taken for the whole."""
        fetched = asyncio.run_coroutine_threadsafe(_awaited(self._fetch(number)), self._loop)
        try:
            piece = fetched.result(FETCH_SECONDS)
        except TimeoutError:
            piece = b""
        if not piece:
            raise Unavailable("database-unavailable", "A piece of the file cannot be read now.")
        return piece


async def _awaited(fetched: Awaitable[bytes]) -> bytes:
    return await fetched
