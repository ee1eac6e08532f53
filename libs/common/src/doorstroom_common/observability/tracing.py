"""The W3C trace context, carried through the outbox and the bus by ourselves.

The context is stored in the event when the outbox row is written and restored when a consumer handles it, so that
one trace runs from the HTTP request to the alert, however long the message waited.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from opentelemetry import trace
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

_PROPAGATOR = TraceContextTextMapPropagator()


def current_traceparent() -> str | None:
    """The `traceparent` of the current span, or None when nothing is traced."""
    if not trace.get_current_span().get_span_context().is_valid:
        return None
    carrier: dict[str, str] = {}
    _PROPAGATOR.inject(carrier)
    return carrier.get("traceparent")


@contextmanager
def continued(tracer: trace.Tracer, name: str, traceparent: str | None) -> Iterator[None]:
    """A span that continues the trace of a message; `name` holds no key and nothing personal."""
    parent = _PROPAGATOR.extract({"traceparent": traceparent}) if traceparent else None
    with tracer.start_as_current_span(name, context=parent, kind=trace.SpanKind.CONSUMER):
        yield
