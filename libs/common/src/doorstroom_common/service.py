"""The life of a service: its parts in the background, readiness, and a stop that ends in time.

Every service is built the same way: `bootstrap.build(settings, clock, bus, telemetry)` makes one `Service`, and
`create_app` puts its routes in front.
"""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from typing import Any

from doorstroom_common.bus.protocols import Bus
from doorstroom_common.clock import Clock
from doorstroom_common.clock_sync import ClockSync
from doorstroom_common.components import Backoff, Component, Fatal
from doorstroom_common.consumer.consumer import Consumer
from doorstroom_common.database.failures import PASSING
from doorstroom_common.database.pool import Database, Role
from doorstroom_common.database.statements import sql
from doorstroom_common.housekeeping import Housekeeping
from doorstroom_common.observability import Telemetry
from doorstroom_common.observability.logging import logger
from doorstroom_common.outbox.relay import Relay
from doorstroom_common.settings import ServiceSettings

STOP_SECONDS = 10.0
PING_SECONDS = 1.0

WAITING = sql(
    "SELECT (SELECT count(*) FROM outbox) AS outbox, (SELECT count(*) FROM work) AS work,"
    " (SELECT count(*) FROM timer WHERE due_at <= :now) AS timers,"
    " (SELECT count(*) FROM dead_letter WHERE again_at IS NOT NULL AND settled_at IS NULL) AS again"
)


class Service:
    """One service's database, bus, clock and background parts; the outbox relay is always among them.

    `prepared` is set when all that its answers rest on has been read, and `failed` when only a new process helps.
    """

    def __init__(
        self, name: str, settings: ServiceSettings, *, clock: Clock, bus: Bus, telemetry: Telemetry,
        database: Database,
    ) -> None:  # fmt: skip
        self.name = name
        self.settings = settings
        self.clock = clock
        self.bus = bus
        self.telemetry = telemetry
        self.database = database
        self.failed = asyncio.Event()
        self.prepared = asyncio.Event()
        self._components: list[Component] = [
            ClockSync(clock, database),
            Housekeeping(database, settings.idempotency_hours),
            Relay(database, bus, telemetry.metrics),
        ]
        self._on_start: list[Callable[[], Awaitable[None]]] = []
        self._on_leave: list[Callable[[], None]] = []
        self._stop = asyncio.Event()
        self._tasks: list[asyncio.Task[None]] = []
        self._reachable_until = 0.0
        self._log = logger(name)

    def add(self, *components: Component) -> None:
        """Parts to run; they stop in the reverse order of adding."""
        self._components.extend(components)

    def on_start(self, prepare: Callable[[], Awaitable[None]]) -> None:
        """Something to do once, before the parts start; tried again until it works, also before tables are there.

        Until all of it is done the service is neither ready nor `prepared`.
        """
        self._on_start.append(prepare)

    def on_leave(self, let_go: Callable[[], None]) -> None:
        """Something that sends away the requests that only wait for news."""
        self._on_leave.append(let_go)

    def leave(self) -> None:
        """The process is about to stop, and waits for its requests in flight first."""
        for let_go in self._on_leave:
            let_go()

    async def start(self) -> None:
        await self.database.open()
        self._tasks.append(asyncio.create_task(self._run_all(), name=self.name))

    async def stop(self) -> None:
        """Let each part end in good order, cut off what takes too long, then close the pools; bounded."""
        self._stop.set()
        if self._tasks:
            _, late = await asyncio.wait(self._tasks, timeout=STOP_SECONDS)
            for task in late:
                self._log.warning("a part did not stop in time", part=task.get_name())
                task.cancel()
            await asyncio.gather(*self._tasks, return_exceptions=True)
        await self.database.close()
        await asyncio.to_thread(self.telemetry.flush)

    @asynccontextmanager
    async def lifespan(self, _: Any = None) -> AsyncIterator[None]:
        """For the ASGI app: starts before the first request, stops after the last."""
        await self.start()
        try:
            yield
        finally:
            await self.stop()

    async def readiness(self) -> Sequence[str]:
        """Why this process should get no requests now; empty when it should."""
        reasons = [] if self.prepared.is_set() else ["it is starting and has not read yet what its answers rest on"]
        reasons += [problem for part in self._components if (problem := part.problem)]
        if not await self._database_reachable():
            reasons.append("the database cannot be reached")
        return reasons

    async def unsettled(self) -> dict[str, int]:
        """What still moves: events to publish, work, due timers, messages to read. Empty when all is at rest.

        The bus is asked before the database, because a message that was read in between has left its work there.
        """
        found = {part.name: await part.behind() for part in self._components if isinstance(part, Consumer)}
        async with self.database.unit_of_work(Role.WORKER) as uow:
            row = await uow.fetch_row(WAITING, now=self.clock.now())
        found |= dict(row) if row else {}
        return {what: count for what, count in found.items() if count}

    async def _run_all(self) -> None:
        try:
            await self._prepare()
            self.prepared.set()
            async with asyncio.TaskGroup() as group:
                for part in self._components:
                    group.create_task(self._supervised(part), name=part.name)
        except Exception:
            self.failed.set()  # nothing runs any more, as when not even a log line can be written
            raise

    async def _prepare(self) -> None:
        backoff = Backoff()
        for prepare in self._on_start:
            while not self._stop.is_set():
                try:
                    await prepare()
                    break
                except PASSING:
                    await backoff.wait(self._stop)
                except Exception as error:  # noqa: BLE001 - a process may start before its tables are there
                    self._log.exception("not prepared yet, and tries again", error=type(error).__name__)
                    await backoff.wait(self._stop)

    async def _supervised(self, part: Component) -> None:
        backoff = Backoff(0.5, 10.0)
        while not self._stop.is_set():
            try:
                await part.run(self._stop)
                return
            except Fatal as error:
                self._log.critical("only a new process helps", part=part.name, reason=str(error))
                self.failed.set()
                return
            except Exception:  # noqa: BLE001 - one part's fault ends no other
                self._log.exception("a part failed and starts afresh", part=part.name)
                await backoff.wait(self._stop)

    async def _database_reachable(self) -> bool:
        if time.monotonic() < self._reachable_until:
            return True
        try:
            await self.database.time()
        except PASSING:
            return False
        self._reachable_until = time.monotonic() + PING_SECONDS
        return True
