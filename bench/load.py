"""The load generator, in a process of its own: so many connections, each with one request at a time.

Told by a `Load` as JSON on standard input; answers with a `Measured` on standard output. The same for ours and the
floor. It speaks HTTP/1.1 itself, so that as much as possible of the machine is left to what is measured.
"""

import asyncio
import subprocess
import sys
import time
from dataclasses import asdict, dataclass
from itertools import count
from typing import Any
from uuid import uuid4

import httptools
import orjson
import uvloop

NUMBER = "00000000"


@dataclass(frozen=True, slots=True)
class Load:
    """`body` is JSON; each request has a number of its own in place of NUMBER, and with `idempotent` a key.

    Without a body it is a GET.
    """

    port: int
    path: str
    body: str
    token: str
    expected: int
    idempotent: bool
    connections: int = 32
    seconds: float = 3.0
    warm_up: float = 0.5


@dataclass(frozen=True, slots=True)
class Measured:
    """`requests` of the measured time alone, `total` with those of the warm-up and the end."""

    requests: int
    total: int
    per_second: float
    median_ms: float
    p99_ms: float


class Connection(asyncio.Protocol):
    """Sends the next request when the answer to the last one is complete."""

    def __init__(self, load: Load, numbers: "count[int]", done: "asyncio.Future[None]") -> None:
        body = load.body.encode()
        head = (
            f"{'POST' if body else 'GET'} {load.path} HTTP/1.1\r\nhost: 127.0.0.1:{load.port}\r\n"
            f"accept: application/json\r\nauthorization: Bearer {load.token}\r\n"
        )
        if body:
            head += f"content-type: application/json\r\ncontent-length: {len(body)}\r\n"
        before, number, self._tail = body.partition(NUMBER.encode())
        self._is_numbered = bool(number)
        self._head, self._middle = head.encode(), b"\r\n" + before
        self._prefix = f"idempotency-key: {uuid4()}-".encode() if load.idempotent else None
        self._numbers = numbers
        self._expected = load.expected
        self._done = done
        self._stopping = False
        self.times: list[tuple[float, float]] = []

    def connection_made(self, transport: Any) -> None:
        self._transport = transport
        self._send()

    def data_received(self, data: bytes) -> None:
        self._parser.feed_data(data)

    def connection_lost(self, error: Exception | None) -> None:
        if not self._done.done():
            self._done.set_exception(error or ConnectionError("the server closed a connection"))

    def on_body(self, body: bytes) -> None:
        if self._parser.get_status_code() != self._expected:
            self._fail(f"{self._parser.get_status_code()} {body.decode(errors='replace')}")

    def on_message_complete(self) -> None:
        now = time.perf_counter()
        self.times.append((now, now - self._sent_at))
        if self._stopping:
            self._finish()
        else:
            self._send()

    def stop(self) -> None:
        """Wait for the answer under way, then close."""
        self._stopping = True

    def _send(self) -> None:
        self._parser = httptools.HttpResponseParser(self)
        number = b"%08d" % next(self._numbers)
        key = b"" if self._prefix is None else b"%s%s\r\n" % (self._prefix, number)
        self._sent_at = time.perf_counter()
        self._transport.write(self._head + key + self._middle + (number if self._is_numbered else b"") + self._tail)

    def _finish(self) -> None:
        if not self._done.done():
            self._done.set_result(None)
        self._transport.close()

    def _fail(self, why: str) -> None:
        if not self._done.done():
            self._done.set_exception(RuntimeError(f"expected {self._expected}, got {why[:500]}"))


async def generate(load: Load) -> Measured:
    """Run the load; any answer but the expected one ends it."""
    loop, numbers = asyncio.get_running_loop(), count()
    pairs: list[tuple[Connection, asyncio.Future[None]]] = []
    for _ in range(load.connections):
        done: asyncio.Future[None] = loop.create_future()
        connection = Connection(load, numbers, done)
        await loop.create_connection(lambda made=connection: made, "127.0.0.1", load.port)  # type: ignore[misc]
        pairs.append((connection, done))
    finished = asyncio.gather(*(done for _, done in pairs))
    begin = time.perf_counter() + load.warm_up
    end = begin + load.seconds
    await asyncio.wait([finished], timeout=load.warm_up + load.seconds)
    for connection, _ in pairs:
        connection.stop()
    await asyncio.wait_for(finished, 30)
    taken = sorted(took for connection, _ in pairs for at, took in connection.times if begin <= at < end)
    if not taken:
        raise RuntimeError("no answer came while it was measured")
    return Measured(
        len(taken),
        sum(len(connection.times) for connection, _ in pairs),
        len(taken) / load.seconds,
        taken[len(taken) // 2] * 1000,
        taken[len(taken) * 99 // 100] * 1000,
    )


def measured(load: Load) -> Measured:
    """Run the load in a process of its own and wait for it."""
    ended = subprocess.run(
        [sys.executable, "-m", "bench.load"],
        input=orjson.dumps(asdict(load)), stdout=subprocess.PIPE, check=True, timeout=load.seconds + 60,
    )  # fmt: skip
    return Measured(**orjson.loads(ended.stdout))


if __name__ == "__main__":
    told = Load(**orjson.loads(sys.stdin.buffer.read()))
    sys.stdout.buffer.write(orjson.dumps(asdict(uvloop.run(generate(told)))))
