"""JSON lines to standard output; nothing personal may reach them, so only ids, codes and counts are logged."""

import logging
import sys
import traceback
from typing import Any

import structlog
from opentelemetry import trace

MOST_FRAMES = 12

FORBIDDEN = frozenset(
    {"name", "email", "phone", "address", "authorization", "token", "password", "body", "dsn", "identity"}
)


def configure_logging(level: str = "INFO", *, human: bool = False) -> None:
    """Set up logging for the process: JSON lines to standard output, or for a terminal with `human`.

    What libraries log through the standard module takes the same form, from WARNING up.
    """
    renderer: Any = structlog.dev.ConsoleRenderer() if human else structlog.processors.JSONRenderer()
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        _trace_ids,
        _frames,
        _redacted,
    ]
    stream = sys.stderr if human else sys.stdout
    structlog.configure(
        processors=[*shared, renderer],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelName(level)),
        logger_factory=structlog.PrintLoggerFactory(stream),
        cache_logger_on_first_use=False,
    )
    handler = logging.StreamHandler(stream)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[*shared, structlog.stdlib.add_logger_name],
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderer],
        )
    )
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)


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


def _frames(_: Any, __: str, line: Any) -> Any:
    """A traceback as kinds and places: the words of an exception may repeat what somebody sent."""
    given = line.pop("exc_info", None)
    error = sys.exc_info()[1] if given is True else given[1] if isinstance(given, tuple) else given
    if isinstance(error, BaseException):
        line["error"] = fault_of(error)
        line["frames"] = [f"{frame.name} {frame.filename.rpartition('/')[2]}:{frame.lineno}"
                          for frame in traceback.extract_tb(error.__traceback__)[-MOST_FRAMES:]]  # fmt: skip
    return line


def _trace_ids(_: Any, __: str, line: Any) -> Any:
    span = trace.get_current_span().get_span_context()
    if span.is_valid:
        line["trace_id"] = f"{span.trace_id:032x}"
    return line


def _redacted(_: Any, __: str, line: Any) -> Any:
    for field in FORBIDDEN & line.keys():
        line[field] = "[redacted]"
    return line
