"""The OpenAPI document: what FastAPI writes, completed and cleaned to the NL GOV REST API Design Rules."""

from collections.abc import Sequence
from http import HTTPStatus
from typing import Any

from fastapi.openapi.utils import get_openapi
from fastapi.routing import APIRoute

from doorstroom_common.http.idempotency import idempotent_request
from doorstroom_common.http.messages import TITLES
from doorstroom_common.http.paging import PageOf
from doorstroom_common.http.routing import Endpoint
from doorstroom_common.settings import ContactSettings

Document = dict[str, Any]

LICENSE = {"name": "EUPL-1.2", "identifier": "EUPL-1.2"}
ALWAYS = (406, 429, 500, 503)
TRY_AGAIN = frozenset({429, 503})
ERRORS_FROM = 400
NOT_SCHEMAS = frozenset({"example", "examples", "default", "const", "enum"})

FAULT = {
    "type": "object",
    "description": "One fault and where it stands.",
    "required": ["message"],
    "properties": {
        "in": {"type": "string", "enum": ["body", "query", "path", "header"]},
        "pointer": {"type": "string", "description": "JSON Pointer (RFC 6901) into the body."},
        "name": {"type": "string", "description": "Name of the query key, path part or header."},
        "line": {"type": "integer", "description": "In a body that is not JSON."},
        "column": {"type": "integer", "description": "In a body that is not JSON."},
        "code": {"type": "string"},
        "message": {"type": "string"},
    },
}
PROBLEM = {
    "type": "object",
    "description": "What went wrong (RFC 9457).",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string", "format": "uri", "description": "Names the kind of problem and never changes."},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "instance": {"type": "string", "format": "uri", "description": "The number of this request."},
        "errors": {"type": "array", "items": {"$ref": "#/components/schemas/Fault"}},
    },
}
HEADERS = {
    "ApiVersion": {"description": "The full version of this API.", "schema": {"type": "string"}},
    "ETag": {"description": "The version, for If-Match.", "schema": {"type": "string"}},
    "Link": {"description": "The next page, as rel=next.", "schema": {"type": "string"}},
    "RateLimit": {
        "description": "What is left of the client's quota, and in how many seconds it is whole again.",
        "schema": {"type": "string"},
    },
    "RateLimitPolicy": {"description": "The quota, and its window in seconds.", "schema": {"type": "string"}},
    "RetryAfter": {"description": "Seconds until it is worth trying again.", "schema": {"type": "string"}},
    "Location": {
        "description": "Where it can be read.",
        "schema": {"type": "string", "format": "uri-reference"},
    },
}


def openapi_document(
    *,
    title: str,
    version: str,
    description: str,
    contact: ContactSettings,
    base_path: str,
    routes: Sequence[Endpoint],
) -> Document:
    """The document of one API. Raises ValueError where two routes share an operationId."""
    _check_operation_ids(routes)
    raw = get_openapi(
        title=title,
        version=version,
        openapi_version="3.1.0",
        description=description or None,
        routes=routes,
        servers=[{"url": base_path}],
        license_info=LICENSE,
        separate_input_output_schemas=False,
    )
    document: Document = {**raw, "paths": _tidied(raw.get("paths", {}))}
    document["info"]["contact"] = {"name": contact.name, "email": contact.email, "url": contact.url}
    schemas = _tidied(raw.get("components", {}).get("schemas", {}))
    for unused in ("HTTPValidationError", "ValidationError"):
        schemas.pop(unused, None)
    schemas |= {"Problem": PROBLEM, "Fault": FAULT}
    used: set[int] = set()
    for route in routes:
        for method in route.methods or ():
            used |= _complete(document["paths"][route.path][method.lower()], route)
    document["paths"] = {path.removeprefix(base_path): item for path, item in document["paths"].items()}
    document["components"] = {
        "schemas": schemas,
        "headers": HEADERS,
        "responses": {f"Problem{status}": _problem_answer(status) for status in sorted(used)},
        "securitySchemes": {"bearer": {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"}},
    }
    return document


def _complete(operation: Document, route: Endpoint) -> set[int]:
    """Add what every route of ours does; returns the error statuses it can answer with."""
    for parameter in operation.get("parameters", ()):
        parameter["schema"] = _never_null(parameter["schema"])
    answers = operation["responses"]
    declared = {int(status) for status in answers if int(status) >= ERRORS_FROM} - {422}
    errors = declared | _standard_errors(route)
    successes = {status: body for status, body in answers.items() if int(status) < ERRORS_FROM}
    for status, body in successes.items():
        names = {"API-Version": "ApiVersion", "RateLimit": "RateLimit", "RateLimit-Policy": "RateLimitPolicy"}
        if int(status) == HTTPStatus.CREATED:
            names |= {"Location": "Location", "ETag": "ETag"}
        if int(status) == HTTPStatus.ACCEPTED:
            names |= {"Location": "Location"}
        if isinstance(route.response_model, type) and issubclass(route.response_model, PageOf):
            names |= {"Link": "Link"}
        announced = route.deprecation.documented() if route.deprecation is not None else {}
        body["headers"] = {
            **announced,
            **{header: {"$ref": f"#/components/headers/{name}"} for header, name in names.items()},
            **body.get("headers", {}),
        }
    operation["responses"] = successes | {
        str(status): {"$ref": f"#/components/responses/Problem{status}"} for status in sorted(errors)
    }
    if route.requirements:
        scopes = {scope for requirement in route.requirements for scope in requirement.scopes}
        operation["security"] = [{"bearer": sorted(scopes)}]
    else:
        operation["security"] = []
    return errors


def _standard_errors(route: Endpoint) -> set[int]:
    statuses = {*ALWAYS, 400}
    if route.requirements:
        statuses |= {401, 403}
    if "{" in route.path:
        statuses.add(404)
    if route.parameters.takes_body or route.files:
        statuses |= {413, 415}
    if "if-match" in route.parameters.header_names():
        statuses.add(412)
    if route.parameters.uses(idempotent_request):
        statuses.add(422)
    return statuses


def _problem_answer(status: int) -> Document:
    names = {"API-Version": "ApiVersion"}
    if status in TRY_AGAIN:
        names["Retry-After"] = "RetryAfter"
    return {
        "description": TITLES[status][0],
        "headers": {header: {"$ref": f"#/components/headers/{name}"} for header, name in names.items()},
        "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }


def _tidied(node: Any) -> Any:
    """Without generated titles, and `X or null` as one schema, so that a date keeps its format at the property."""
    if isinstance(node, list):
        return [_tidied(item) for item in node]
    if not isinstance(node, dict):
        return node
    tidied = {
        name: value if name in NOT_SCHEMAS else _tidied(value)
        for name, value in node.items()
        if not (name == "title" and isinstance(value, str))
    }
    match tidied.get("anyOf"):
        case [{"type": str()} as schema, {"type": "null"}]:
            del tidied["anyOf"]
            return _nullable(schema) | tidied
    return tidied


def _nullable(schema: Document) -> Document:
    values = {"enum": [*schema["enum"], None]} if "enum" in schema else {}
    return schema | values | {"type": [schema["type"], "null"]}


def _never_null(schema: Document) -> Document:
    """What a header or a query key can hold: it may be absent, but there is no null in it."""
    if isinstance(schema.get("type"), list):
        [kind] = [one for one in schema["type"] if one != "null"]
        values = {"enum": [one for one in schema["enum"] if one is not None]} if "enum" in schema else {}
        schema = schema | values | {"type": kind}
    if "anyOf" in schema:
        schema = schema | {"anyOf": [one for one in schema["anyOf"] if one != {"type": "null"}]}
    return {name: value for name, value in schema.items() if (name, value) != ("default", None)}


def _check_operation_ids(routes: Sequence[APIRoute]) -> None:
    seen: set[str | None] = set()
    for route in routes:
        if route.operation_id in seen:
            raise ValueError(f"two routes are called {route.operation_id}; name their functions apart")
        seen.add(route.operation_id)
