"""Runs a story: a throw-away region on a clock of its own, served on a real port, a day at a time."""

import asyncio
import socket
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import httpx
import uvicorn

from doorstroom.demo.driver import Driver
from doorstroom.demo.story import Kind, Story
from doorstroom.folder import Addresses, DataFolder
from doorstroom.region import Region, region
from doorstroom_common.clock import AMSTERDAM, SimulatedClock
from doorstroom_common.run import configuration

OPENS_AT, WORKS_AT = time(9), time(10)
"""Stages change at nine; what people and systems do follows at ten. Europe/Amsterdam."""

PATIENCE = 120.0
LOOK_AGAIN = 0.01
HTTP_SECONDS = 30.0
IDLE = httpx.Limits(keepalive_expiry=2.0)
"""Connections are given up before the server closes them, or a request could meet one that is being closed."""


class NeverSettled(Exception):
    """Something in the region keeps moving, or stands still unfinished."""


@dataclass(frozen=True, slots=True)
class Play:
    """A story on its way: the region it runs in, its clock, and who plays it."""

    region: Region
    clock: SimulatedClock
    driver: Driver
    story: Story

    async def play(self, tell: Callable[[int], None]) -> None:
        """From day 0 to the last; `tell` is called with each day that is done. It moves on only when all is at rest."""
        for day in range(self.story.days + 1):
            today = self.story.start + timedelta(days=day)
            await self.come_to(moment(today, OPENS_AT))
            for kind in Kind:
                if steps := self.story.on(day, kind):
                    await self.come_to(moment(today, WORKS_AT))
                    await self.driver.play(steps)
                    await settled(self.region)
            tell(day)

    async def come_to(self, then: datetime) -> None:
        """Move the clock forward, and wait until everything that was due has happened."""
        if then > self.clock.now():
            self.clock.advance_to(then)
            await settled(self.region)


def moment(day: date, at: time) -> datetime:
    return datetime.combine(day, at, AMSTERDAM)


def first_moment(story: Story) -> datetime:
    """An hour before anything happens."""
    return moment(story.start, OPENS_AT) - timedelta(hours=1)


@asynccontextmanager
async def staged(folder: DataFolder, addresses: Addresses, story: Story) -> AsyncIterator[Play]:
    """The region, ready and answering on a free port of this machine."""
    clock = SimulatedClock(first_moment(story))
    async with region(folder, addresses, clock) as running, _served(running) as address:
        await _ready(running)
        async with httpx.AsyncClient(base_url=address, timeout=HTTP_SECONDS, limits=IDLE) as http:
            yield Play(running, clock, Driver(http, running.issuer, story), story)


async def settled(running: Region) -> None:
    """Return when no event, no work, no due timer and no unread message is left; never after a number of seconds."""
    loop = asyncio.get_running_loop()
    deadline = loop.time() + PATIENCE
    while not await running.at_rest():
        if loop.time() > deadline:
            raise NeverSettled(f"still moving after {PATIENCE:.0f} s: {await running.unsettled()}")
        await asyncio.sleep(LOOK_AGAIN)


async def _ready(running: Region) -> None:
    loop = asyncio.get_running_loop()
    deadline = loop.time() + PATIENCE
    while reasons := await running.readiness():
        if loop.time() > deadline:
            raise NeverSettled(f"not ready after {PATIENCE:.0f} s: {reasons}")
        await asyncio.sleep(LOOK_AGAIN)
    await settled(running)


class _Server(uvicorn.Server):
    """Leaves the signals alone: Ctrl-C ends the demo, and the demo ends the server."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


@asynccontextmanager
async def _served(running: Region) -> AsyncIterator[str]:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        host, port = listening.getsockname()
        server = _Server(configuration(running.app, host=host, port=port))
        serving = asyncio.create_task(server.serve(sockets=[listening]))
        while not server.started and not serving.done():  # noqa: ASYNC110 - it has no event to wait for
            await asyncio.sleep(LOOK_AGAIN)
        try:
            yield f"http://{host}:{port}"
        finally:
            server.should_exit = True
            await serving
