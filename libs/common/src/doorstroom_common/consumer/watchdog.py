"""Notices a subscription that neither fails nor moves, which client libraries do not tell."""

import time
from collections.abc import Collection

from doorstroom_common.bus.protocols import TopicPartition
from doorstroom_common.components import Fatal

NO_ASSIGNMENT_SECONDS = 25.0
NO_PROGRESS_SECONDS = 60.0
REBUILDS = 3


class Stalled(Exception):
    """The subscription must be made anew."""


class Watchdog:
    """Fed once a second; raises `Stalled`, and `Fatal` when three new subscriptions in a row did not help."""

    def __init__(
        self, assignment_seconds: float = NO_ASSIGNMENT_SECONDS, progress: float = NO_PROGRESS_SECONDS
    ) -> None:
        self._assignment_seconds, self._progress_seconds = assignment_seconds, progress
        self._assigned = self._moved = time.monotonic()
        self._rebuilds = 0

    def moved(self, partitions: int) -> None:
        if partitions:
            self._moved = time.monotonic()
            self._rebuilds = 0

    def excused(self) -> None:
        """The bus does not answer: standing still is right."""
        self._assigned = self._moved = time.monotonic()

    def observe(self, assignment: Collection[TopicPartition], lag: int, *, paused: bool) -> None:
        """`paused`: we wait on purpose, so standing still is right."""
        now = time.monotonic()
        if assignment:
            self._assigned = now
        if not lag or paused:
            self._moved = now
            self._rebuilds = self._rebuilds if not assignment else 0
        if now - self._assigned > self._assignment_seconds:
            raise Stalled("no partition was assigned")
        if now - self._moved > self._progress_seconds:
            raise Stalled("messages wait and none is received")

    def rebuilt(self) -> None:
        self._rebuilds += 1
        if self._rebuilds > REBUILDS:
            raise Fatal("three new subscriptions did not help")
        self._assigned = self._moved = time.monotonic()
