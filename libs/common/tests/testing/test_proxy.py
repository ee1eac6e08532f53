import asyncio
import socket
import struct
import time
from collections.abc import AsyncIterator, Awaitable, Callable

import pytest

from doorstroom_common.testing.proxy import Mode, Proxy


class Shouter:
    """A server that says everything back in capitals, and remembers what it heard."""

    def __init__(self) -> None:
        self.heard: list[bytes] = []
        self.writers: list[asyncio.StreamWriter] = []

    async def __call__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.writers.append(writer)
        while line := await reader.readline():
            self.heard.append(line)
            writer.write(line.upper())
        writer.close()

    def crash(self) -> None:
        for writer in self.writers:
            writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            writer.transport.abort()


class Caller:
    """One connection through the proxy."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader = reader
        self.writer = writer

    async def say(self, words: bytes) -> bytes:
        self.writer.write(words + b"\n")
        return (await self.reader.readline()).strip()


Dial = Callable[[], Awaitable[Caller]]


@pytest.fixture
def shouter() -> Shouter:
    return Shouter()


@pytest.fixture
async def proxy(shouter: Shouter) -> AsyncIterator[Proxy]:
    server = await asyncio.start_server(shouter, "127.0.0.1", 0)
    async with server, Proxy(server.sockets[0].getsockname()[1]) as running:
        yield running


@pytest.fixture
async def dial(proxy: Proxy) -> AsyncIterator[Dial]:
    """Connects through the proxy; hangs up when the test is over."""
    callers: list[Caller] = []

    async def connect() -> Caller:
        callers.append(Caller(*await asyncio.open_connection("127.0.0.1", proxy.port)))
        return callers[-1]

    yield connect
    for caller in callers:
        caller.writer.transport.abort()


async def test_pass_lets_everything_through(dial: Dial) -> None:
    assert await (await dial()).say(b"hello") == b"HELLO"


async def test_cut_resets_who_is_connected_and_who_comes(proxy: Proxy, dial: Dial) -> None:
    connected = await dial()
    await connected.say(b"hello")
    proxy.become(Mode.CUT)
    for caller in (connected, await dial()):
        with pytest.raises(ConnectionError):
            await caller.say(b"anybody?")


async def test_a_black_hole_answers_nothing_and_loses_nothing(proxy: Proxy, dial: Dial) -> None:
    caller = await dial()
    await caller.say(b"hello")
    proxy.become(Mode.BLACKHOLE)
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(caller.say(b"patience"), 0.2)
    proxy.become(Mode.PASS)
    assert (await caller.reader.readline()).strip() == b"PATIENCE"


async def test_dropping_down_loses_the_answer_of_what_was_done(proxy: Proxy, shouter: Shouter, dial: Dial) -> None:
    caller = await dial()
    proxy.become(Mode.DROP_DOWN)
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(caller.say(b"pay"), 0.2)
    assert shouter.heard == [b"pay\n"]
    proxy.become(Mode.PASS)
    with pytest.raises(ConnectionError):
        await caller.reader.readline()
    assert await (await dial()).say(b"again") == b"AGAIN"


async def test_delay_holds_every_piece_back(proxy: Proxy, dial: Dial) -> None:
    caller = await dial()
    proxy.become(Mode.DELAY, 0.1)
    began = time.monotonic()
    assert await caller.say(b"slowly") == b"SLOWLY"
    assert time.monotonic() - began >= 0.2


async def test_a_target_that_is_down_hangs_up(proxy: Proxy, dial: Dial) -> None:
    proxy.target_port = 1
    caller = await dial()
    assert await caller.reader.read() == b""


async def test_a_server_that_crashes_is_noticed_by_who_was_connected(
    proxy: Proxy, shouter: Shouter, dial: Dial
) -> None:
    caller = await dial()
    await caller.say(b"hello")
    shouter.crash()
    with pytest.raises(ConnectionError):
        await asyncio.wait_for(caller.reader.read(), 5)
