"""A span for each request, continuing the caller's trace, with the route and never the address as it was typed."""

from collections.abc import Iterator
from contextlib import contextmanager

from opentelemetry import trace
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator
from starlette.types import Scope

_PROPAGATOR = TraceContextTextMapPropagator()
_CARRIED = frozenset({b"traceparent", b"tracestate"})
SERVER_ERROR = 500


@contextmanager
def server_span(tracer: trace.Tracer, scope: Scope) -> Iterator[trace.Span]:
    """The current span while the request is handled; what it may record is added by `complete` at the end."""
    carrier = {name.decode(): value.decode("latin-1") for name, value in scope["headers"] if name in _CARRIED}
    with tracer.start_as_current_span(
        scope["method"],
        context=_PROPAGATOR.extract(carrier),
        kind=trace.SpanKind.SERVER,
        record_exception=False,
        set_status_on_exception=False,
    ) as span:
        yield span


def complete(span: trace.Span, scope: Scope, status: int) -> None:
    """Name the span after its route; texts of errors and parts of addresses may be personal and stay out."""
    route = getattr(scope.get("route"), "path", None)
    if route is not None:
        span.update_name(f"{scope['method']} {route}")
        span.set_attribute("http.route", route)
    span.set_attribute("http.request.method", scope["method"])
    span.set_attribute("http.response.status_code", status)
    if status >= SERVER_ERROR:
        span.set_status(trace.StatusCode.ERROR)
