"""The outermost layer: what holds for every answer, also for those that no route gave."""

import asyncio
import time
import traceback
from collections.abc import MutableMapping
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import structlog
from prometheus_client import CollectorRegistry, Histogram
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from doorstroom_common.http.problems import problem
from doorstroom_common.http.rates import RATE_HEADERS
from doorstroom_common.http.spans import complete, server_span
from doorstroom_common.http.trail import tell
from doorstroom_common.observability import Telemetry

SECURITY_HEADERS = (
    (b"cache-control", b"no-store"),
    (b"content-security-policy", b"frame-ancestors 'none'"),
    (b"strict-transport-security", b"max-age=31536000; includeSubDomains"),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
)
CLOSE = (b"connection", b"close")
"""On an answer that comes before the body has: or who goes on sending would keep the connection for good."""
WITH_BODY = frozenset({"POST", "PUT", "PATCH", "DELETE"})
DEEPEST_TRACE = 40
LONGEST_LENGTH = 15
DEADLINE = "doorstroom.deadline"


@dataclass(frozen=True, slots=True)
class Limits:
    """What one request may take: bytes of body, seconds until its answer begins."""

    body_bytes: int = 1024 * 1024
    seconds: float = 10.0


FILE_LIMITS = Limits(20 * 1024 * 1024, 120.0)
"""Of a route that takes a file."""


class Edge:
    """Version and security headers, a number for each request, limits, and a problem where something broke."""

    def __init__(
        self, app: ASGIApp, version: str, limits: Limits, telemetry: Telemetry | None = None,
        files: frozenset[str] = frozenset(),
    ) -> None:  # fmt: skip
        """`files` are the paths at which a POST brings a file."""
        self._app = app
        self._limits = limits
        self._files = files
        self._headers = [(b"api-version", version.encode()), *SECURITY_HEADERS]
        self._names = frozenset(name for name, _ in self._headers)
        self._durations = _Durations(telemetry.registry) if telemetry is not None else None
        self._tracer = telemetry.tracer if telemetry is not None and telemetry.provider is not None else None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        exchange = _Exchange(send, self._headers, self._names, head=scope["method"] == "HEAD")
        scope = exchange.scope = _prepared(scope, exchange.number)
        started = time.perf_counter()
        if self._tracer is None:
            await self._answer(scope, receive, exchange)
        else:
            with server_span(self._tracer, scope) as span:
                await self._answer(scope, receive, exchange)
                complete(span, scope, exchange.status)
        tell(scope, exchange.status)
        if self._durations is not None:
            self._durations.observe(scope, exchange.status, time.perf_counter() - started)

    async def _answer(self, scope: Scope, receive: Receive, exchange: "_Exchange") -> None:
        try:
            await self._within_limits(scope, receive, exchange)
        except Exception as error:
            _log(error, scope)
            if not exchange.status:
                exchange.deadline = None
                await problem(scope, 500)(scope, receive, exchange.send)
            elif not exchange.complete:
                raise

    async def _within_limits(self, scope: Scope, receive: Receive, exchange: "_Exchange") -> None:
        limits = FILE_LIMITS if scope["path"] in self._files and scope["method"] == "POST" else self._limits
        limit = limits.body_bytes
        length = next((value for name, value in scope["headers"] if name == b"content-length"), None)
        if length is None:
            if scope["method"] in WITH_BODY:
                exchange.awaits_body = any(name == b"transfer-encoding" for name, _ in scope["headers"])
                receive = _counted(exchange.noting(receive), limit)
        elif not length.isdigit() or len(length) > LONGEST_LENGTH or int(length) > limit:
            exchange.awaits_body = True
            await problem(scope, 413)(scope, receive, exchange.send)
            return
        elif int(length):
            exchange.awaits_body = True
            receive = exchange.noting(receive)
        deadline = exchange.deadline = scope[DEADLINE] = asyncio.timeout(limits.seconds)
        try:
            async with deadline:
                await self._app(scope, receive, exchange.send)
        except TimeoutError:
            if not deadline.expired() or exchange.status:
                raise
            await problem(scope, 503, slug="timeout")(scope, receive, exchange.send)


def more_time(scope: Scope, seconds: float) -> None:
    """Give this request so many seconds more until its answer begins: for a route whose answer waits for something."""
    deadline: asyncio.Timeout = scope[DEADLINE]
    ends = deadline.when()
    if ends is not None:
        deadline.reschedule(ends + seconds)


class _Exchange:
    """The sending side of one request."""

    def __init__(self, send: Send, headers: list[tuple[bytes, bytes]], names: frozenset[bytes], *, head: bool) -> None:
        self.number = str(uuid4())
        self.scope: Scope = {}
        self.status = 0
        self.complete = False
        self.awaits_body = False
        self.deadline: asyncio.Timeout | None = None
        self._send = send
        self._headers = headers
        self._names = names
        self._head = head

    def noting(self, receive: Receive) -> Receive:
        """The same, noting when the whole body has come."""

        async def noted() -> Message:
            message = await receive()
            if message["type"] == "http.request" and not message.get("more_body"):
                self.awaits_body = False
            return message

        return noted

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            if self.deadline is not None and not self.deadline.expired():
                self.deadline.reschedule(None)
            self._complete(message)
        elif message["type"] == "http.response.body":
            self.complete = not message.get("more_body", False)
            if self._head:
                message = {**message, "body": b""}
        await self._send(message)

    def _complete(self, message: MutableMapping[str, Any]) -> None:
        own = list(message.get("headers", ()))
        given = self._names.intersection(name for name, _ in own)
        added = [pair for pair in self._headers if pair[0] not in given] if given else self._headers
        announced = (*getattr(self.scope.get("route"), "announced", ()), *self.scope.get(RATE_HEADERS, ()))
        if self.awaits_body:
            announced = (*announced, CLOSE)
        message["headers"] = [*own, *added, *announced, (b"x-request-id", self.number.encode())]


class _Durations:
    """How long answers took, by route and status; a path that no route matches has no label of its own."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self._histogram = Histogram(
            "doorstroom_http_seconds", "Time to answer", ("method", "route", "status"), registry=registry
        )
        self._children: dict[tuple[str, str, int], Histogram] = {}

    def observe(self, scope: Scope, status: int, seconds: float) -> None:
        route = scope.get("route")
        path = getattr(route, "path", "") if route is not None else ""
        method = scope["method"] if path else ""
        key = (method, path, status)
        child = self._children.get(key)
        if child is None:
            child = self._children[key] = self._histogram.labels(method, path, str(status))
        child.observe(seconds)


def _prepared(scope: Scope, number: str) -> Scope:
    """A copy of the scope with the request's number; HEAD is answered as GET without a body."""
    prepared = dict(scope)
    prepared["doorstroom.request_id"] = number
    if scope["method"] == "HEAD":
        prepared["method"] = "GET"
    return prepared


def _counted(receive: Receive, limit: int) -> Receive:
    """For a body of unknown length: stops reading where the limit is passed."""
    taken = 0

    async def counted() -> Message:
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b""))
        if taken > limit:
            raise HTTPException(413)
        return message

    return counted


def _log(error: Exception, scope: Scope) -> None:
    """Type and place only: the message of an exception may hold what somebody typed."""
    frames = traceback.extract_tb(error.__traceback__)[-DEEPEST_TRACE:]
    structlog.get_logger().error(
        "request-failed",
        request_id=scope["doorstroom.request_id"],
        method=scope["method"],
        route=getattr(scope.get("route"), "path", None),
        error=f"{type(error).__module__}.{type(error).__qualname__}",
        frames=[f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames],
    )
