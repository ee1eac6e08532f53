"""Claims due timers one at a time; the timer goes in the transaction of its effect."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime

from doorstroom_common.clock import Clock
from doorstroom_common.components import Backoff, pause
from doorstroom_common.database.failures import PASSING
from doorstroom_common.database.pool import Database, Role
from doorstroom_common.database.signals import FOR_EVER
from doorstroom_common.database.statements import sql
from doorstroom_common.database.unit_of_work import UnitOfWork
from doorstroom_common.failing import Failing
from doorstroom_common.observability.logging import fault_of, logger
from doorstroom_common.observability.metrics import Metrics

LOOK_SECONDS = 2.0
BETWEEN_LOOKS_SECONDS = 0.02
"""At least; where many timers are set at once, one look serves them all."""

CLAIM = sql(
    "SELECT kind, key, due_at FROM timer WHERE kind = ANY(:kinds::text[]) AND due_at <= :now"
    " AND NOT (kind || ' ' || key = ANY(:failing::text[])) ORDER BY due_at, kind, key LIMIT 1 FOR UPDATE SKIP LOCKED"
)
DONE = sql("DELETE FROM timer WHERE kind = :kind AND key = :key")
NEXT_DUE = sql(
    "SELECT min(due_at) FROM timer WHERE kind = ANY(:kinds::text[])"
    " AND NOT (kind || ' ' || key = ANY(:failing::text[]))"
)

TimerHandler = Callable[[str, datetime, UnitOfWork], Awaitable[None]]
"""Gets the key, the moment the timer was due (an event carries that, not the time now), and the unit of work."""


class TimerRunner:
    """Fires the timers of some kinds in order of due time; one that fails waits without holding up the others."""

    def __init__(self, name: str, handlers: Mapping[str, TimerHandler], database: Database, clock: Clock,
                 metrics: Metrics) -> None:  # fmt: skip
        self.name = f"timers-{name}"
        self._handlers = handlers
        self._kinds = list(handlers)
        self._database = database
        self._clock = clock
        self._metrics = metrics
        self._failing = Failing()
        self._log = logger(self.name)

    @property
    def problem(self) -> str | None:
        return None

    async def run(self, stop: asyncio.Event) -> None:
        backoff, signals = Backoff(), self._database.signals
        while not stop.is_set():
            signals.timers_until[self.name] = FOR_EVER
            signals.timers.clear()
            looked_at = time.monotonic()
            try:
                while not stop.is_set() and await self._fire_one():
                    backoff.reset()
                due = await self._next_due()
            except PASSING:
                await backoff.wait(stop)
                continue
            signals.timers_until[self.name] = due or FOR_EVER
            await self._wait(due, stop)
            await pause(looked_at + BETWEEN_LOOKS_SECONDS - time.monotonic(), stop)

    async def _fire_one(self) -> bool:
        async with self._database.unit_of_work(Role.WORKER) as uow:
            timer = await uow.fetch_row(
                CLAIM, kinds=self._kinds, now=self._clock.now(), failing=self._failing.waiting()
            )
            if timer is None:
                return False
            kind, key = timer["kind"], timer["key"]
            try:
                await uow.execute(DONE, kind=kind, key=key)
                await self._handlers[kind](key, timer["due_at"], uow)
                await uow.commit()
            except PASSING:
                raise
            except Exception as error:  # noqa: BLE001 - one timer's fault holds up no other
                self._failing.failed(f"{kind} {key}")
                self._metrics.failures.labels(kind).inc()
                self._log.warning("timer failed and is tried again", kind=kind, error=fault_of(error))
                return True
        self._failing.succeeded(f"{kind} {key}")
        self._metrics.timers_fired.labels(kind).inc()
        return True

    async def _next_due(self) -> datetime | None:
        async with self._database.unit_of_work(Role.WORKER) as uow:
            due: datetime | None = await uow.fetch_value(NEXT_DUE, kinds=self._kinds, failing=self._failing.waiting())
            return due

    async def _wait(self, due: datetime | None, stop: asyncio.Event) -> None:
        """Until the next timer is due, one was set, a failed one may be tried again, or two seconds passed."""
        waits = [stop.wait(), self._database.signals.timers.wait()]
        if due is not None:
            waits.append(self._clock.sleep_until(due))  # type: ignore[arg-type]
        tasks = [asyncio.ensure_future(wait) for wait in waits]
        try:
            await asyncio.wait(tasks, timeout=LOOK_SECONDS, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in tasks:
                task.cancel()
