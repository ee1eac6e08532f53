"""Who sends slowly, or nothing more, is let go in time; others are answered meanwhile. On a real server."""

import asyncio
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import httpx
import pytest
import uvicorn

from doorstroom_common.http import Limits
from doorstroom_common.run import configuration

SECONDS = 1.0


@pytest.fixture
def port(build: Any) -> Iterator[int]:
    server = uvicorn.Server(configuration(build(limits=Limits(seconds=SECONDS)), host="127.0.0.1", port=0))
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    yield server.servers[0].sockets[0].getsockname()[1]
    server.should_exit = True
    thread.join()


def head(callers: Any) -> bytes:
    lines = ["POST /thing/v1/things HTTP/1.1", "Host: region.test", "Content-Type: application/json",
             "Content-Length: 5000", *(f"{name}: {value}" for name, value in callers.system().items())]  # fmt: skip
    return "\r\n".join([*lines, "", ""]).encode()


async def dripping(port: int, start: bytes) -> tuple[bytes, float]:
    """Send one byte of the body each tenth of a second; what is answered, and when the connection was gone."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(start)
    began = time.monotonic()

    async def drip() -> None:
        while True:
            writer.write(b" ")
            await asyncio.sleep(0.1)

    task = asyncio.ensure_future(drip())
    try:
        answer = await asyncio.wait_for(until_gone(reader), SECONDS + 9)
    finally:
        task.cancel()
        writer.close()
    return answer, time.monotonic() - began


async def until_gone(reader: asyncio.StreamReader) -> bytes:
    """All that comes before the other side ends it, or answers a byte that it wants no more with a reset."""
    answer = bytearray()
    with suppress(ConnectionResetError):
        while piece := await reader.read(65536):
            answer += piece
    return bytes(answer)


async def test_a_body_that_comes_too_slowly_ends_and_keeps_nobody_else_waiting(port: int, callers: Any) -> None:
    slow = [asyncio.ensure_future(dripping(port, head(callers))) for _ in range(20)]
    await asyncio.sleep(0.3)
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}") as client:
        began = time.monotonic()
        assert (await client.get("/thing/v1/things", headers=callers.system())).status_code == 200
        assert time.monotonic() - began < SECONDS
    for answer, seconds in await asyncio.gather(*slow):
        assert answer.startswith(b"HTTP/1.1 503")
        assert b"/problems/timeout" in answer
        assert SECONDS * 0.8 < seconds < SECONDS + 5


async def test_who_is_refused_before_the_body_came_cannot_keep_the_connection(port: int) -> None:
    start = b"POST /thing/v1/things HTTP/1.1\r\nHost: region.test\r\nContent-Length: 5000\r\n\r\n"
    answer, seconds = await dripping(port, start)
    assert answer.startswith(b"HTTP/1.1 401")
    assert seconds < SECONDS


async def test_a_connection_stays_where_the_whole_body_came(port: int, callers: Any, a_thing: dict[str, Any]) -> None:
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}") as client:
        answer = await client.post("/thing/v1/things", json=a_thing, headers=callers.system())
    assert answer.status_code == 201
    assert "connection" not in answer.headers
