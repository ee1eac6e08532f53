"""How often a message is tried, and when a consumer stops itself."""

import time
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field

from doorstroom_common.bus.protocols import TopicPartition
from doorstroom_common.components import Backoff

ATTEMPTS = 6
MOST_SECONDS = 5.0


@dataclass(slots=True)
class _Trying:
    offset: int
    attempts: int = 0
    due: float = 0.0
    backoff: Backoff = field(default_factory=lambda: Backoff(0.1, MOST_SECONDS))


class Retries:
    """Waiting partitions. Six attempts take about 6 seconds at most, well within the 30 a message may block."""

    def __init__(self) -> None:
        self._trying: dict[TopicPartition, _Trying] = {}

    def failed(self, where: TopicPartition, offset: int, *, passing: bool) -> int:
        """Note a failure and set the next try; a passing failure does not count as an attempt."""
        trying = self._trying.get(where)
        if trying is None or trying.offset != offset:
            trying = self._trying[where] = _Trying(offset)
        trying.attempts += 0 if passing else 1
        trying.due = time.monotonic() + trying.backoff.next_seconds()
        return trying.attempts

    def exhausted(self, where: TopicPartition) -> bool:
        return where in self._trying and self._trying[where].attempts >= ATTEMPTS

    def succeeded(self, where: TopicPartition) -> None:
        self._trying.pop(where, None)

    def due(self) -> Iterator[TopicPartition]:
        """Partitions whose waiting time is over."""
        now = time.monotonic()
        return iter([where for where, trying in self._trying.items() if trying.due <= now])

    @property
    def waiting(self) -> bool:
        return bool(self._trying)

    def seconds_to_next(self) -> float:
        now = time.monotonic()
        return max(0.01, min((trying.due - now for trying in self._trying.values()), default=60.0))


class DeadLetterLimit:
    """Stops a consumer when nearly everything fails: then the fault is ours, not the messages'.

    Counts the last `window` messages; with `share` of them set aside the consumer stops and the service is not ready.
    """

    def __init__(self, window: int = 200, share: float = 0.9) -> None:
        self._recent: deque[bool] = deque(maxlen=window)
        self._share = share

    def handled(self) -> None:
        self._recent.append(False)

    def set_aside(self) -> None:
        self._recent.append(True)

    @property
    def problem(self) -> str | None:
        full = len(self._recent) == self._recent.maxlen
        if full and sum(self._recent) >= self._share * len(self._recent):
            return "nearly every message was set aside; see `doorstroom dead-letters`"
        return None
