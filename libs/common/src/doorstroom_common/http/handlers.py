"""Which answer belongs to which exception; any other is answered by the edge."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

import structlog
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Match

from doorstroom_common.database import IdempotencyConflict
from doorstroom_common.errors import Conflict, DoorstroomError, Invalid, Stale
from doorstroom_common.http.idempotency import IDEMPOTENT, IdempotentRequest, replay
from doorstroom_common.http.principal import InvalidToken
from doorstroom_common.http.problems import InputFaults, error_problem, faults_problem, problem

METHOD_NOT_ALLOWED = 405
OF_THE_STATE = (Conflict, Invalid, Stale)
"""What the first request may have brought about: its repeat gets the first answer. A right that was lost is refused."""

Handler = Callable[[Request, Any], Awaitable[Response]]


async def _error(request: Request, error: DoorstroomError) -> Response:
    if isinstance(error, InvalidToken):
        structlog.get_logger().info("token-refused", reason=error.reason)
    if not isinstance(error, OF_THE_STATE) or IDEMPOTENT not in request.scope:
        return error_problem(request.scope, error)
    try:
        return await _answered_before(request) or error_problem(request.scope, error)
    except DoorstroomError as instead:
        return error_problem(request.scope, instead)


async def _answered_before(request: Request) -> Response | None:
    asked: IdempotentRequest = request.scope[IDEMPOTENT]
    stored = await request.app.state.answered(asked.caller, asked.key)
    return replay(stored, asked) if stored else None


async def _faults(request: Request, error: InputFaults) -> Response:
    return faults_problem(request.scope, error)


async def _used_before(request: Request, conflict: IdempotencyConflict) -> Response:
    try:
        return replay(conflict.stored, request.scope[IDEMPOTENT])
    except DoorstroomError as error:
        return error_problem(request.scope, error)


async def _framework(request: Request, error: HTTPException) -> Response:
    headers = {name.lower(): value for name, value in (error.headers or {}).items()}
    if error.status_code == METHOD_NOT_ALLOWED:
        headers["allow"] = ", ".join(sorted(_methods(request)))
    return problem(request.scope, error.status_code, headers=headers)


def _methods(request: Request) -> set[str]:
    """Every method that some route takes at this path, not only those of the first that matches."""
    allowed: set[str] = set()
    for route in request.app.routes:
        match, _ = route.matches(request.scope)
        if match is not Match.NONE:
            allowed |= route.methods or set()
    return allowed | {"HEAD"} if "GET" in allowed else allowed


HANDLERS: Mapping[Any, Handler] = {
    DoorstroomError: _error,
    InputFaults: _faults,
    IdempotencyConflict: _used_before,
    HTTPException: _framework,
}
