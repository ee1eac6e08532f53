"""A TCP proxy that misbehaves on demand: what a network between a client and its server can do."""

import asyncio
import contextlib
import socket
import struct
from enum import Enum
from types import TracebackType
from typing import Self

CHUNK = 64 * 1024
NO_LINGERING = struct.pack("ii", 1, 0)


class Mode(Enum):
    """What happens to the bytes."""

    PASS = "pass"
    CUT = "cut"
    BLACKHOLE = "blackhole"
    DROP_DOWN = "drop_down"
    DELAY = "delay"


class Proxy:
    """Listens on 127.0.0.1 and hands on to `target_port`; `become` changes what the network does.

    pass: all goes through. cut: every connection is reset, new ones too. blackhole: connections stay and nothing
    moves; what was sent arrives after healing, as TCP does it. drop_down: requests arrive, answers are lost (a lost
    acknowledgement); a connection that lost bytes is reset on the next change. delay: every piece comes `seconds`
    later, in both directions.
    """

    def __init__(self, target_port: int = 0, *, port: int = 0) -> None:
        self.target_port = target_port
        self.port = port
        self.mode = Mode.PASS
        self._seconds = 0.0
        self._changed = asyncio.Event()
        self._server: asyncio.Server | None = None
        self._open: set[asyncio.StreamWriter] = set()
        self._lossy: set[asyncio.StreamWriter] = set()
        self._tasks: set[asyncio.Task[None]] = set()

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._accept, "127.0.0.1", self.port)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._server is not None:
            self._server.close()
        self.become(Mode.CUT)
        await asyncio.gather(*self._tasks)

    def become(self, mode: Mode, seconds: float = 0.0) -> None:
        """Change what happens from the next byte on. `seconds` is for delay."""
        self._reset(self._lossy)
        self.mode, self._seconds = mode, seconds
        if mode is Mode.CUT:
            self._reset(self._open)
        self._changed.set()
        self._changed = asyncio.Event()

    def _reset(self, writers: set[asyncio.StreamWriter]) -> None:
        for writer in writers:
            # Without lingering the peer sees a reset, as when a machine vanishes, and not an orderly end.
            with contextlib.suppress(OSError):  # closed already
                writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, NO_LINGERING)
            writer.transport.abort()
        writers.clear()

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        if task is not None:
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
        if self.mode is Mode.CUT:
            self._reset({writer})
            return
        self._open.add(writer)
        try:
            await self._connect(reader, writer)
        finally:
            self._open.discard(writer)
            self._lossy.discard(writer)
            writer.transport.abort()

    async def _connect(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            up_reader, up_writer = await asyncio.open_connection("127.0.0.1", self.target_port)
        except OSError:
            return
        self._open.add(up_writer)
        try:
            async with asyncio.TaskGroup() as both:
                both.create_task(self._pump(reader, up_writer, down=None))
                both.create_task(self._pump(up_reader, writer, down=writer))
        except* OSError:  # reset, or gone while its end was being passed on
            self._reset({writer, up_writer})
        finally:
            self._open.discard(up_writer)
            up_writer.transport.abort()

    async def _pump(
        self, source: asyncio.StreamReader, sink: asyncio.StreamWriter, *, down: asyncio.StreamWriter | None
    ) -> None:
        while data := await source.read(CHUNK):
            await self._hold()
            if sink.is_closing():
                return
            if self.mode is Mode.DROP_DOWN and down is not None:
                self._lossy.add(down)
                continue
            sink.write(data)
            await sink.drain()
        if sink.can_write_eof() and not sink.is_closing():
            sink.write_eof()

    async def _hold(self) -> None:
        while self.mode is Mode.BLACKHOLE:
            await self._changed.wait()
        if self.mode is Mode.DELAY:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._changed.wait(), self._seconds)
