"""Waiting for what another process does."""

import time
from collections.abc import Callable


def eventually(happened: Callable[[], bool], seconds: float = 15.0) -> bool:
    """Whether it happened within this time; looks often, returns at once when it did."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if happened():
            return True
        time.sleep(0.01)
    return False
