"""One request, its body read and parsed once."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

import orjson
from starlette.requests import Request
from starlette.types import Receive

from doorstroom_common.http.problems import InputFaults

_JSON = re.compile(rb"\s*application/([a-z0-9.+-]+\+)?json\s*(;.*)?", re.IGNORECASE)
DEEPEST = 32
"""Objects and lists within each other; no body of ours has more than six."""

_ACCEPTS_ALL = frozenset({b"*/*", b"application/json"})
_ACCEPTABLE = frozenset({"*/*", "application/*", "application/json"})


class Call(Request):
    """The request as a route sees it: `raw` as it came, `parsed` as JSON; both empty where the route takes no body."""

    raw: bytes = b""
    parsed: Any = None

    async def body(self) -> bytes:
        """What was read already."""
        return self.raw


async def read_body(receive: Receive) -> bytes | None:
    """The whole body, or None when the caller went away before its end. Its size is bounded further out."""
    message = await receive()
    if message["type"] == "http.request" and not message.get("more_body"):
        only: bytes = message.get("body", b"")
        return only
    parts = bytearray()
    while message["type"] == "http.request":
        parts += message.get("body", b"")
        if not message.get("more_body"):
            return bytes(parts)
        message = await receive()
    return None


def parse_json(raw: bytes) -> Any:
    """The value; malformed JSON is refused with line and column, and what is nested beyond all use as such."""
    try:
        value = orjson.loads(raw)
    except orjson.JSONDecodeError as error:
        place = {"line": error.lineno, "column": error.colno}
        raise InputFaults([{"type": "json-invalid", "loc": ("body",), "ctx": place}]) from None
    if raw.count(b"{") + raw.count(b"[") > DEEPEST and _is_too_deep(value):
        raise InputFaults([{"type": "too-deep", "loc": ("body",)}])
    return value


def _is_too_deep(value: Any) -> bool:
    level = [value]
    for _ in range(DEEPEST + 1):
        level = [
            child
            for node in level
            if isinstance(node, dict | list)
            for child in (node.values() if isinstance(node, dict) else node)
        ]
    return bool(level)


def unstorable_text(raw: bytes, value: Any) -> Iterator[Mapping[str, Any]]:
    """A fault for each text with U+0000, which PostgreSQL cannot hold. Where none is, only the bytes are searched."""
    if b"\\u0000" in raw:
        yield from _nul_characters(value, ("body",))


def is_json(content_type: bytes | None) -> bool:
    """Whether a Content-Type announces JSON."""
    return content_type == b"application/json" or (
        content_type is not None and _JSON.fullmatch(content_type) is not None
    )


def accepts(accept: bytes | None, also: frozenset[str] = frozenset()) -> bool:
    """Whether an Accept header leaves room for application/json, or for another form that the route has."""
    if accept is None or accept in _ACCEPTS_ALL or not accept.strip():
        return True
    for part in accept.decode("latin-1").split(","):
        media, *parameters = (piece.strip().lower() for piece in part.split(";"))
        refused = any(re.fullmatch(r"q=0(\.0*)?", parameter) for parameter in parameters)
        if (media in _ACCEPTABLE or media in also) and not refused:
            return True
    return False


def _nul_characters(value: Any, path: tuple[str | int, ...]) -> Iterator[Mapping[str, Any]]:
    if isinstance(value, str):
        if "\0" in value:
            yield {"type": "nul-character", "loc": path}
        return
    if isinstance(value, dict):
        for name, item in value.items():
            if "\0" in name:
                yield {"type": "nul-character", "loc": path}
            yield from _nul_characters(item, (*path, name))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _nul_characters(item, (*path, index))
