"""What runs in the background of a service, and how long a failing part waits."""

import asyncio
import random
from typing import Protocol


class Component(Protocol):
    """A part that runs until `stop` is set and then ends in good order by itself.

    `problem` is None while it does its job; otherwise words for readiness, without anything personal in them.
    An exception from `run` restarts the component after a pause, `Fatal` ends the process.
    """

    name: str

    @property
    def problem(self) -> str | None: ...

    async def run(self, stop: asyncio.Event) -> None: ...


class Fatal(Exception):
    """Only a new process helps; the supervisor starts one."""


class Backoff:
    """Waiting times that double from `first` to `most` seconds, with jitter; real time."""

    def __init__(self, first: float = 0.05, most: float = 5.0) -> None:
        self._first, self._most = first, most
        self._next = first

    def reset(self) -> None:
        self._next = self._first

    def next_seconds(self) -> float:
        wait = self._next
        self._next = min(self._next * 2, self._most)
        return wait * random.uniform(0.7, 1.3)  # noqa: S311 - jitter, no secret

    async def wait(self, stop: asyncio.Event) -> None:
        """Wait the next time, or until `stop`."""
        await pause(self.next_seconds(), stop)


async def pause(seconds: float, stop: asyncio.Event) -> None:
    """Sleep in real time, cut short by `stop`."""
    try:
        await asyncio.wait_for(stop.wait(), seconds)
    except TimeoutError:
        return
