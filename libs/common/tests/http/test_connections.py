"""Who sends the head of a request slowly, or opens connections and sends nothing, keeps nobody out. On real sockets."""

import asyncio
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import httpx
import pytest
import uvicorn

from doorstroom_common.connections import BoundedConnection
from doorstroom_common.http import Dispatcher
from doorstroom_common.run import configuration

HEAD = b"GET /thing/v1/things HTTP/1.1\r\nHost: region.test\r\n"
LATEST = 15


class Brief(BoundedConnection):
    head_seconds = 0.6
    head_bytes = 4096
    most = 10


def test_services_and_the_embedded_region_run_with_these_bounds() -> None:
    assert configuration(object(), host="127.0.0.1", port=0).http is BoundedConnection
    assert (BoundedConnection.head_seconds, BoundedConnection.head_bytes) == (10, 65_536)


@pytest.fixture(params=["one service", "a region"])
def port(build: Any, request: pytest.FixtureRequest) -> Iterator[int]:
    app = build() if request.param == "one service" else Dispatcher({"thing": build()}, "1.0.0")
    config = configuration(app, host="127.0.0.1", port=0)
    config.http = Brief
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    yield server.servers[0].sockets[0].getsockname()[1]
    server.should_exit = True
    thread.join()


async def gone_after(port: int, first: bytes, then: bytes) -> float:
    """Send one piece each twentieth of a second, and say when the other side ended the connection."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    began = time.monotonic()
    writer.write(first)

    async def drip() -> None:
        while True:
            writer.write(then)
            await asyncio.sleep(0.05)

    task = asyncio.ensure_future(drip())
    try:
        async with asyncio.timeout(LATEST):
            with suppress(ConnectionError):
                while await reader.read(65536):
                    pass
    finally:
        task.cancel()
        writer.close()
    return time.monotonic() - began


async def answers(port: int, callers: Any) -> int:
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", timeout=LATEST) as client:
        return (await client.get("/thing/v1/things", headers=callers.system())).status_code


@pytest.mark.parametrize(
    ("first", "then"),
    [(b"", b""), (b"", b"\r\n"), (b"GET /", b"a"), (HEAD, b"X-A: b\r\n"), (HEAD + b"X-A: ", b"b")],
    ids=["nothing", "blank lines", "path", "lines", "value"],
)
async def test_a_head_that_comes_too_slowly_ends_the_connection(port: int, first: bytes, then: bytes) -> None:
    assert 0.5 < await gone_after(port, first, then) < LATEST / 2


async def test_a_head_without_end_is_not_kept(port: int) -> None:
    assert await gone_after(port, HEAD, b"X-A: " + b"b" * 1500 + b"\r\n") < 0.5


async def test_a_second_head_that_comes_slowly_ends_it_too(port: int, callers: Any) -> None:
    whole = HEAD + "".join(f"{name}: {value}\r\n" for name, value in callers.system().items()).encode() + b"\r\n"
    assert 0.5 < await gone_after(port, whole + HEAD, b"X-A: b\r\n") < LATEST / 2


async def ended(reader: asyncio.StreamReader) -> bool:
    try:
        return not await asyncio.wait_for(reader.read(1), 0.1)
    except ConnectionError:
        return True
    except TimeoutError:
        return False


async def test_a_crowd_that_sends_nothing_keeps_nobody_out(port: int, callers: Any) -> None:
    held = [await asyncio.open_connection("127.0.0.1", port) for _ in range(3 * Brief.most)]
    try:
        assert await answers(port, callers) == 200
        assert sum(await asyncio.gather(*(ended(reader) for reader, _ in held))) > 2 * Brief.most
    finally:
        for _, writer in held:
            writer.close()


async def test_a_connection_may_be_used_again_after_longer_than_a_head_may_take(port: int, callers: Any) -> None:
    opened = set()
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}") as client:
        for _ in range(3):
            answer = await client.get("/thing/v1/things", headers=callers.system())
            assert answer.status_code == 200
            opened.add(answer.extensions["network_stream"].get_extra_info("client_addr"))
            await asyncio.sleep(Brief.head_seconds / 2 + 0.1)
    assert len(opened) == 1
