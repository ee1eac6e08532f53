"""Keys that failed and wait, in real time, before they are tried again, so that they hold up nobody else."""

import time
from dataclasses import dataclass, field

from doorstroom_common.components import Backoff


@dataclass(slots=True)
class _Entry:
    due: float = 0.0
    backoff: Backoff = field(default_factory=lambda: Backoff(0.5, 60.0))


class Failing:
    """In memory only: after a restart everything is tried at once."""

    def __init__(self) -> None:
        self._entries: dict[str, _Entry] = {}

    def failed(self, key: str) -> None:
        entry = self._entries.setdefault(key, _Entry())
        entry.due = time.monotonic() + entry.backoff.next_seconds()

    def succeeded(self, key: str) -> None:
        self._entries.pop(key, None)

    def waiting(self) -> list[str]:
        """The keys not to be tried now."""
        now = time.monotonic()
        return [key for key, entry in self._entries.items() if entry.due > now]
