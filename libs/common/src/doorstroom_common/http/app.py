"""One service's HTTP side, put together the same way for all four."""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any

import orjson
from fastapi import FastAPI
from starlette.middleware.exceptions import ExceptionMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send
from typing_extensions import override

from doorstroom_common.database import StoredAnswer
from doorstroom_common.http.auth import Verifier
from doorstroom_common.http.docs import docs_route
from doorstroom_common.http.handlers import HANDLERS
from doorstroom_common.http.headers import Edge, Limits
from doorstroom_common.http.health import Readiness, health_routes
from doorstroom_common.http.openapi import Document, openapi_document
from doorstroom_common.http.rates import Rates
from doorstroom_common.http.require import NoRegister, Register
from doorstroom_common.http.routing import Router
from doorstroom_common.observability import Telemetry
from doorstroom_common.settings import ContactSettings, RateSettings

Lifespan = Callable[[FastAPI], AbstractAsyncContextManager[Any]]
Prepared = Callable[[], bool]
Answered = Callable[[str, str], Awaitable[StoredAnswer | None]]
"""What a caller's idempotency key was answered with before."""


class Api(FastAPI):
    """FastAPI with one layer between edge and routes; limits, spans and whatever breaks are the edge's."""

    @override
    def build_middleware_stack(self) -> ASGIApp:
        return ExceptionMiddleware(self.router, self.exception_handlers)


class HttpApp:
    """An ASGI application: give it to uvicorn, or several to a `Dispatcher`."""

    def __init__(self, api: FastAPI, edge: Edge, document: Document) -> None:
        self.api = api
        self._edge = edge
        self._document = document

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self._edge(scope, receive, send)

    def lifespan(self) -> AbstractAsyncContextManager[Any]:
        """What the service does around its requests, for whoever runs it without a server's lifespan protocol."""
        return self.api.router.lifespan_context(self.api)

    def openapi(self) -> Document:
        """The document that stands at `openapi.json`."""
        return self._document


def create_http_app(  # noqa: PLR0913 - the parts of a service, each named by its caller
    *,
    service: str,
    title: str,
    version: str,
    routers: Sequence[Router],
    verifier: Verifier,
    register: Register | None = None,
    base_path: str | None = None,
    lifespan: Lifespan | None = None,
    provide: object = None,
    ready: Readiness | None = None,
    prepared: Prepared | None = None,
    answered: Answered | None = None,
    telemetry: Telemetry | None = None,
    contact: ContactSettings | None = None,
    limits: Limits | None = None,
    rate: RateSettings | None = None,
    dutch: Mapping[str, str] | None = None,
    description: str = "",
) -> HttpApp:
    """The application with all routes under `base_path` (`/<service>/v1`), health, metrics, `openapi.json` and `docs`.

    Until `prepared` says so every route answers 503: what rests on something not read yet would be a wrong answer, such
    as that an organisation is a member of no covenant. Without a `register` of mandates tokens alone count. `dutch` is
    the service's own words of refusals, by the English.
    """
    base = base_path or f"/{service}/v1"
    endpoints = [declaration.endpoint(base) for router in routers for declaration in router.declarations]
    document = openapi_document(
        title=title,
        version=version,
        description=description,
        contact=contact or ContactSettings(),
        base_path=base,
        routes=endpoints,
    )
    api = Api(
        title=title,
        version=version,
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        exception_handlers=dict(HANDLERS),
        lifespan=_closing(verifier, lifespan),
        telemetry={"tracing": False, "metrics": False, "logs": False, "operation_spans": False},
    )
    api.state.verifier = verifier
    api.state.register = register or NoRegister()
    api.state.provided = provide
    api.state.dutch = dutch or {}
    api.state.rates = Rates(rate or RateSettings(requests=0))
    api.state.prepared = prepared or _from_the_start
    api.state.answered = answered or _never
    registry = None if telemetry is None else telemetry.registry
    about = [_document_route(base, document), docs_route(base, document)]
    api.router.routes = [*endpoints, *about, *health_routes(service, ready, registry)]
    files = frozenset(endpoint.path for endpoint in endpoints if endpoint.files)
    edge = Edge(api, version, limits or Limits(), telemetry, files)
    return HttpApp(api, edge, document)


def _from_the_start() -> bool:
    return True


async def _never(*_: str) -> None:
    return None


def _document_route(base_path: str, document: Document) -> Route:
    content = orjson.dumps(document)

    async def openapi(_: Request) -> Response:
        return Response(content, headers={"access-control-allow-origin": "*"}, media_type="application/json")

    return Route(f"{base_path}/openapi.json", openapi, methods=["GET"])


def _closing(verifier: Verifier, lifespan: Lifespan | None) -> Lifespan:
    @asynccontextmanager
    async def closing(api: FastAPI) -> AsyncIterator[None]:
        try:
            if lifespan is None:
                yield
            else:
                async with lifespan(api):
                    yield
        finally:
            await verifier.close()

    return closing
