"""How a service declares its routes, and how one of them is answered."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from inspect import iscoroutinefunction
from typing import Annotated, Any, TypeVar

from fastapi import Depends
from fastapi.routing import APIRoute
from pydantic.alias_generators import to_camel
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from doorstroom_common.http.answers import answer
from doorstroom_common.http.call import Call, accepts, is_json, read_body
from doorstroom_common.http.deprecation import Deprecated
from doorstroom_common.http.idempotency import idempotent_request
from doorstroom_common.http.models import AnswerModel
from doorstroom_common.http.parameters import Parameters
from doorstroom_common.http.require import PRINCIPAL

RouteFunction = TypeVar("RouteFunction", bound=Callable[..., Awaitable[Any]])


class Endpoint(APIRoute):
    """A route that checks the caller first, then the forms, then every input at once, and only then does something."""

    def __init__(
        self, path: str, endpoint: Callable[..., Any], *, deprecated: Deprecated | None = None,
        files: Sequence[str] = (), **declared: Any,
    ) -> None:  # fmt: skip
        """With `files`, the media types that its body may have; the route reads it from `call.stream()`."""
        if files:
            content = {form: {"schema": {"type": "string", "format": "binary"}} for form in files}
            declared["openapi_extra"] = {"requestBody": {"required": True, "content": content}}
        super().__init__(path, endpoint, deprecated=deprecated is not None or None, **declared)
        self.files = files
        self.deprecation = deprecated
        self.announced = () if deprecated is None else deprecated.headers()
        self.parameters = Parameters(self.dependant)
        self.requirements = self.parameters.requirements
        self.other_forms = frozenset(self.responses.get(200, {}).get("content", {}))
        for node in self.parameters.nodes:
            if not iscoroutinefunction(node.call) and not iscoroutinefunction(type(node.call).__call__):
                raise TypeError(f"{node.call!r} must be an async function")
        if self.parameters.uses(idempotent_request) and not self.requirements:
            raise TypeError(f"{endpoint!r}: an idempotency key belongs to a caller; the route needs a require(…)")
        self.app = self._serve

    async def _serve(self, scope: Scope, receive: Receive, send: Send) -> None:
        if not scope["app"].state.prepared():
            raise HTTPException(503)
        await self._admit(scope)
        headers = dict(scope["headers"])
        if not accepts(headers.get(b"accept"), self.other_forms):
            raise HTTPException(406)
        call = Call(scope, receive, send)
        if self.parameters.takes_body:
            raw = await read_body(receive)
            if raw is None:
                return
            call.raw = raw
            if call.raw and not is_json(headers.get(b"content-type")):
                raise HTTPException(415, headers={"accept": "application/json"})
        if self.files and media_type(headers) not in self.files:
            raise HTTPException(415, headers={"accept": ", ".join(self.files)})
        try:
            result = await self.parameters.run(self.parameters.bind(call, headers))
        except ClientDisconnect:
            return
        await self._response(result)(scope, receive, send)

    async def _admit(self, scope: Scope) -> None:
        """Let the caller in and count the request; one whose token does not hold counts for its address."""
        state = scope["app"].state
        try:
            for requirement in self.requirements:
                await requirement.admit(scope, state.verifier, state.register)
        finally:
            state.rates.take(scope, scope.get(PRINCIPAL))

    def _response(self, result: Any) -> Response:
        if isinstance(result, Response):
            return result
        if isinstance(result, AnswerModel):
            return answer(result, status=self.status_code or 200)
        if result is None:
            return Response(status_code=204)
        raise TypeError(f"{self.name} must return a Response, an AnswerModel or None")


def media_type(headers: Mapping[bytes, bytes]) -> str:
    """Of the body, without its parameters."""
    return headers.get(b"content-type", b"").decode("latin-1").partition(";")[0].strip().lower()


@dataclass(frozen=True, slots=True)
class Declaration:
    """One route as its service declared it, its path relative to the API's base path."""

    method: str
    path: str
    function: Callable[..., Any]
    options: dict[str, Any]

    def endpoint(self, base_path: str) -> Endpoint:
        """The route under the API's base path."""
        words = self.function.__name__.replace("_", " ")
        options = {
            "operation_id": to_camel(self.function.__name__),
            "summary": words[0].upper() + words[1:],
            **self.options,
        }
        return Endpoint(base_path + self.path, self.function, methods=[self.method], **options)


@dataclass(slots=True)
class Router:
    """A service's routes. The options are FastAPI's: status_code, response_model, responses, summary, …; a route that
    will go says so by `deprecated=Deprecated(…)`.

    operationId and summary come from the function's name, the description from its docstring.
    """

    tags: Sequence[str] = ()
    declarations: list[Declaration] = field(default_factory=list)

    def get(self, path: str, **options: Any) -> Callable[[RouteFunction], RouteFunction]:
        return self._declared("GET", path, options)

    def post(self, path: str, **options: Any) -> Callable[[RouteFunction], RouteFunction]:
        return self._declared("POST", path, options)

    def put(self, path: str, **options: Any) -> Callable[[RouteFunction], RouteFunction]:
        return self._declared("PUT", path, options)

    def patch(self, path: str, **options: Any) -> Callable[[RouteFunction], RouteFunction]:
        return self._declared("PATCH", path, options)

    def delete(self, path: str, **options: Any) -> Callable[[RouteFunction], RouteFunction]:
        return self._declared("DELETE", path, options)

    def _declared(self, method: str, path: str, options: dict[str, Any]) -> Callable[[RouteFunction], RouteFunction]:
        def declare(function: RouteFunction) -> RouteFunction:
            tagged = {"tags": list(self.tags), **options} if self.tags else options
            self.declarations.append(Declaration(method, path, function, tagged))
            return function

        return declare


async def _provided(request: Request) -> Any:
    return request.app.state.provided


provided: Any = Depends(_provided)
"""A route's parameter `Annotated[Parts, provided]`: what the service gave to `create_http_app(provide=…)`."""

Provided = Annotated[Any, provided]
