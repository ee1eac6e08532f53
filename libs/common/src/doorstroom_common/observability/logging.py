"""JSON lines to standard output; nothing personal may reach them, so only ids, codes and counts are logged."""

import logging
import sys
from typing import Any

import structlog
from opentelemetry import trace

FORBIDDEN = frozenset(
    {"name", "email", "phone", "address", "authorization", "token", "password", "body", "dsn", "identity"}
)


def configure_logging(level: str = "INFO", *, human: bool = False) -> None:
    """Set up structlog for the process; `human` for a terminal, else JSON."""
    renderer: Any = structlog.dev.ConsoleRenderer() if human else structlog.processors.JSONRenderer()
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            _trace_ids,
            _redacted,
            structlog.processors.format_exc_info,
            renderer,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelName(level)),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr if human else sys.stdout),
        cache_logger_on_first_use=False,
    )
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr if human else sys.stdout, force=True)


def logger(component: str) -> Any:
    """A logger that names its component on each line."""
    return structlog.get_logger().bind(component=component)


def fault_of(error: BaseException) -> str:
    """The kind of error and where it was raised; never its text, which may repeat what somebody sent."""
    place = error.__traceback__
    while place and place.tb_next:
        place = place.tb_next
    if place is None:
        return type(error).__name__
    return f"{type(error).__name__} at {place.tb_frame.f_globals.get('__name__', '?')}:{place.tb_lineno}"


def _trace_ids(_: Any, __: str, line: Any) -> Any:
    span = trace.get_current_span().get_span_context()
    if span.is_valid:
        line["trace_id"] = f"{span.trace_id:032x}"
    return line


def _redacted(_: Any, __: str, line: Any) -> Any:
    for field in FORBIDDEN & line.keys():
        line[field] = "[redacted]"
    return line
