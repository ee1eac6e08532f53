"""What a process writes to its log, for a test that looks through it."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from io import StringIO

import structlog

from doorstroom_common.observability.logging import configure_logging


@contextmanager
def recorded_log() -> Iterator[StringIO]:
    """Everything from DEBUG up and whatever is printed, as in production; afterwards logging is back at its defaults.

    Enter it before the parts that are to be heard are made: they log as set up then.
    """
    written = StringIO()
    try:
        with redirect_stdout(written), redirect_stderr(written):
            configure_logging("DEBUG")
            yield written
    finally:
        structlog.reset_defaults()
        logging.basicConfig(force=True)
