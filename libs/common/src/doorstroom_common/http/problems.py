"""Errors as RFC 9457 problem details. The status of each kind of error is decided here and nowhere else.

Nothing of a request's values reaches an answer: faults are named by place and kind, in words of our own.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from typing import Any

import orjson
from starlette.responses import Response
from starlette.types import Scope

from doorstroom_common.errors import DoorstroomError, ErrorKind, Fault
from doorstroom_common.http.messages import DETAILS, SLUGS, TITLES, Language, chosen, fault_words, in_dutch
from doorstroom_common.locales import Translate

PROBLEM_TYPES = "https://doorstroom.example/problems/"
"""Where the `type` of every problem lives; the slug follows. Part of the published interface."""

STATUS: Mapping[ErrorKind, int] = {
    ErrorKind.INVALID: 400,
    ErrorKind.UNAUTHENTICATED: 401,
    ErrorKind.FORBIDDEN: 403,
    ErrorKind.NOT_FOUND: 404,
    ErrorKind.CONFLICT: 409,
    ErrorKind.STALE: 412,
    ErrorKind.UNPROCESSABLE_KEY: 422,
    ErrorKind.TOO_MANY: 429,
    ErrorKind.UNAVAILABLE: 503,
}
RETRY_AFTER_SECONDS = "5"
LONGEST_NAME = 64

Headers = Mapping[str, str]


class InputFaults(Exception):
    """What validation found: pydantic's error entries with `loc` beginning with body, query, path or header."""

    def __init__(self, faults: Sequence[Mapping[str, Any]], body: Any = None) -> None:
        super().__init__("invalid input")
        self.faults = faults
        self.body = body


def problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """For a route's `responses=`: answers it gives beside those that every such route gives."""
    return {status: {"description": TITLES[status][0]} for status in statuses}


def problem(
    scope: Scope,
    status: int,
    *,
    slug: str | None = None,
    detail: str | None = None,
    errors: Sequence[Mapping[str, Any]] = (),
    headers: Headers | None = None,
) -> Response:
    """One problem as an answer, in the language the caller prefers; without `slug` and `detail` the standard words."""
    language = language_of(scope)
    standard = status if status in TITLES else 500 if status >= 500 else 400
    content: dict[str, Any] = {
        "type": PROBLEM_TYPES + (slug or SLUGS[standard]),
        "title": chosen(TITLES[standard], language),
        "status": status,
        "detail": detail or chosen(DETAILS.get(standard, TITLES[standard]), language),
    }
    if number := scope.get("doorstroom.request_id"):
        content["instance"] = f"urn:uuid:{number}"
    if errors:
        content["errors"] = list(errors)
    all_headers = {"content-language": language, **(headers or {})}
    if status == STATUS[ErrorKind.UNAVAILABLE]:
        all_headers.setdefault("retry-after", RETRY_AFTER_SECONDS)
    return Response(orjson.dumps(content), status, all_headers, "application/problem+json")


def error_problem(scope: Scope, error: DoorstroomError) -> Response:
    """The answer to an error of our own, in Dutch where the service's catalogue or this library has it."""
    status = STATUS[error.kind]
    headers: dict[str, str] = getattr(error, "headers", {})
    said = _said(scope)
    return problem(
        scope,
        status,
        slug=error.slug,
        detail=said(error.detail),
        errors=[_located(fault, said(fault.message)) for fault in error.faults],
        headers=headers,
    )


def _said(scope: Scope) -> Translate:
    if language_of(scope) == "en":
        return str
    return partial(in_dutch, catalogue=scope["app"].state.dutch)


def faults_problem(scope: Scope, error: InputFaults) -> Response:
    """The 400 that lists every fault of body, query, path and headers at once."""
    language = language_of(scope)
    return problem(scope, 400, errors=[_entry(fault, error.body, language) for fault in error.faults])


def language_of(scope: Scope, standard: Language = "en") -> Language:
    """The standard one, unless Accept-Language ranks the other above it."""
    for name, value in scope.get("headers", ()):
        if name == b"accept-language":
            return _preferred(value.decode("latin-1"), standard)
    return standard


def _preferred(header: str, standard: Language) -> Language:
    best: dict[str, float] = {}
    for part in header.split(","):
        tag, _, parameters = part.strip().partition(";")
        quality = parameters.strip().removeprefix("q=")
        try:
            weight = float(quality) if quality else 1.0
        except ValueError:
            weight = 0.0
        primary = tag.split("-")[0].lower()
        best[primary] = max(best.get(primary, 0.0), weight)
    other: Language = "en" if standard == "nl" else "nl"
    return other if best.get(other, 0.0) > best.get(standard, best.get("*", 0.0)) else standard


def _located(fault: Fault, message: str) -> dict[str, Any]:
    if fault.place == "" or fault.place.startswith("/"):
        return {"in": "body", "pointer": fault.place, "message": message}
    where = "header" if fault.place[0].isupper() else "query"
    return {"in": where, "name": fault.place, "message": message}


def _entry(fault: Mapping[str, Any], body: Any, language: Language) -> dict[str, Any]:
    where, *rest = fault["loc"]
    context = fault.get("ctx", {})
    kind: str = fault["type"]
    entry: dict[str, Any] = {"in": where}
    if where == "body":
        entry["pointer"] = _pointer(rest, body)
    elif rest:
        entry["name"] = str(rest[0])[:LONGEST_NAME]
    if "line" in context:
        entry |= {"line": context["line"], "column": context["column"]}
    entry["code"] = kind.replace("_", "-")
    entry["message"] = fault_words(kind, context, fault.get("msg", ""), language)
    return entry


def _pointer(path: Iterable[str | int], body: Any) -> str:
    """The JSON Pointer of a fault. Parts that pydantic adds for unions stand nowhere in the body and are left out."""
    parts: list[Any] = list(path)
    pointer = ""
    node: Any = body
    for index, part in enumerate(parts):
        if (isinstance(node, dict) and part in node) or (isinstance(node, list) and part in range(len(node))):
            node = node[part]
        elif not (isinstance(node, dict) and index == len(parts) - 1):
            continue
        pointer += "/" + str(part)[:LONGEST_NAME].replace("~", "~0").replace("/", "~1")
    return pointer
