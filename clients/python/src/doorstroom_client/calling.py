"""One request and its repeats: what may be sent again is, and nothing else."""

import random
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import quote
from uuid import uuid4

import httpx

from doorstroom_client.problem import Problem
from doorstroom_client.tokens import TokenSource

KEY = "Idempotency-Key"
SAFE_TO_REPEAT = frozenset({"GET", "PUT", "DELETE"})
NOT_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)
AWAY = frozenset({502, 503, 504})
UNAUTHENTICATED, TOO_MANY = 401, 429

Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Patience:
    """How often a request is sent at most, and the seconds between: doubled each time, with chance, up to `longest`.

    Where the region says how long (`Retry-After`) that counts instead, up to `longest` too.
    """

    times: int = 6
    first: float = 0.5
    longest: float = 60.0

    def pause(self, attempt: int, answer: httpx.Response | None) -> float:
        asked = _retry_after(answer) if answer is not None else None
        if asked is not None:
            return min(asked, self.longest)
        most: float = min(self.first * 2**attempt, self.longest)
        return random.uniform(most / 2, most)  # noqa: S311 - spreads clients, hides nothing


class Caller:
    """Sends requests to one region; raises `Problem` for a refusal and `httpx.TransportError` when it stays away.

    Sent again: what cannot have arrived, what was refused for coming too often, and, after a lost answer or when the
    region is away, GET, PUT, DELETE and every POST that has an Idempotency-Key, with the same key. A PATCH or another
    POST is not: read first what became of it.
    """

    def __init__(
        self, http: httpx.Client, token: TokenSource, patience: Patience, sleep: Callable[[float], None] = time.sleep
    ) -> None:
        self._http = http
        self._token = token
        self._patience = patience
        self._sleep = sleep

    def send(
        self, method: str, path: str, *, query: Values | None = None, body: Any = None, headers: Values | None = None,
        file: tuple[str, bytes] | None = None, keyed: bool = False,
    ) -> httpx.Response:  # fmt: skip
        """The answer, below 400. `keyed`: the operation knows idempotency keys; where none is given one is made.

        `file` is a body with its media type.
        """
        given = {name: str(value) for name, value in (headers or {}).items() if value is not None}
        if keyed:
            given.setdefault(KEY, uuid4().hex)
        asked = {name: _written(value) for name, value in (query or {}).items() if value is not None}
        content = None
        if file is not None:
            given["content-type"], content = file
        request = self._http.build_request(
            method, path, params=asked or None, json=body, content=content, headers=given
        )
        return self._until_answered(request, repeatable=method in SAFE_TO_REPEAT or KEY in given)

    def items(self, path: str, query: Values) -> Iterator[Any]:
        """The items of every page, until the last one or an empty one; the next is fetched when it is reached."""
        following: str | None = path
        asked: Values | None = query
        while following is not None:
            answer = self.send("GET", following, query=asked)
            items = answer.json()["items"]
            yield from items
            following, asked = answer.links.get("next", {}).get("url") if items else None, None

    def _until_answered(self, request: httpx.Request, *, repeatable: bool) -> httpx.Response:
        token, renewed = self._token(), False
        for attempt in range(self._patience.times):
            last = attempt + 1 == self._patience.times
            answer: httpx.Response | None = None
            request.headers["authorization"] = f"Bearer {token}"
            try:
                answer = self._http.send(request)
            except httpx.TransportError as error:
                if last or not (repeatable or isinstance(error, NOT_SENT)):
                    raise
            else:
                if not answer.is_error:
                    return answer
                if answer.status_code == UNAUTHENTICATED and not renewed and not last:
                    token, renewed = self._token(renew=True), True
                    continue
                again = answer.status_code == TOO_MANY or (repeatable and answer.status_code in AWAY)
                if last or not again:
                    raise Problem.of(answer)
            self._sleep(self._patience.pause(attempt, answer))
        raise AssertionError("patience has at least one time")


def quoted(place: str) -> str:
    """A value as one segment of a path, whatever is in it."""
    return quote(place, safe="")


def _written(value: Any) -> Any:
    if isinstance(value, bool):
        return "true" if value else "false"
    return value


def _retry_after(answer: httpx.Response) -> float | None:
    told = answer.headers.get("retry-after")
    if told is None:
        return None
    if told.isdigit():
        return float(told)
    try:
        return max(0.0, (parsedate_to_datetime(told) - datetime.now(UTC)).total_seconds())
    except (ValueError, TypeError):
        return None
