"""What an orchestrator and a metrics collector ask, beside the documented API and without a login."""

from collections.abc import Awaitable, Callable, Sequence
from inspect import isawaitable

from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from doorstroom_common.http.problems import problem

Readiness = Callable[[], Sequence[str] | Awaitable[Sequence[str]]]
"""Gives the reasons why the service cannot serve now, in words without anything personal; none when it can."""


def health_routes(service: str, ready: Readiness | None, registry: CollectorRegistry | None) -> list[Route]:
    """live, ready and metrics of one service. Alive is whoever answers: no dependency's outage restarts a pod."""

    async def live(_: Request) -> Response:
        return JSONResponse({"status": "live"})

    async def readiness(request: Request) -> Response:
        reasons = ready() if ready is not None else ()
        if isawaitable(reasons):
            reasons = await reasons
        if not reasons:
            return JSONResponse({"status": "ready"})
        return problem(
            request.scope,
            503,
            slug="not-ready",
            detail="; ".join(reasons),
            errors=[{"message": reason} for reason in reasons],
        )

    async def metrics(_: Request) -> Response:
        content = b"" if registry is None else generate_latest(registry)
        return Response(content, media_type=CONTENT_TYPE_LATEST)

    return [
        Route(f"/{service}/health/live", live, methods=["GET"]),
        Route(f"/{service}/health/ready", readiness, methods=["GET"]),
        Route(f"/{service}/metrics", metrics, methods=["GET"]),
    ]
