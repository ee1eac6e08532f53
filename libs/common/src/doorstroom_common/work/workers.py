"""Transaction 2: lock the work row, look afresh, write, delete the work row.

The row was committed together with the reader's own copy. A worker therefore sees every copy that was committed
before it looks, and of two sides that arrive at once the later one finds the pair.
"""

import asyncio
from collections.abc import Awaitable, Callable

from doorstroom_common.components import Backoff
from doorstroom_common.database.failures import PASSING
from doorstroom_common.database.pool import Database, Role
from doorstroom_common.database.signals import wait_any
from doorstroom_common.database.statements import sql
from doorstroom_common.database.unit_of_work import UnitOfWork
from doorstroom_common.failing import Failing
from doorstroom_common.observability.logging import fault_of, logger
from doorstroom_common.observability.metrics import Metrics

LOOK_SECONDS = 1.0

CLAIM = sql(
    "SELECT key FROM work WHERE kind = :kind AND NOT (key = ANY(:failing::text[]))"
    " ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED"
)
DONE = sql("DELETE FROM work WHERE kind = :kind AND key = :key")

WorkHandler = Callable[[str, UnitOfWork], Awaitable[None]]
"""Gets the key; each of its reads sees what is committed by then.

It must not lock rows that a consumer locks, but for those that a consumer locks last, when it waits for nobody else.
"""


class Workers:
    """`count` workers for one kind of work; a key that fails waits without holding up the others."""

    def __init__(
        self, kind: str, handler: WorkHandler, database: Database, metrics: Metrics, *, count: int = 2
    ) -> None:
        self.name = f"work-{kind}"
        self._kind = kind
        self._handler = handler
        self._database = database
        self._metrics = metrics
        self._count = count
        self._failing = Failing()
        self._log = logger(self.name)

    @property
    def problem(self) -> str | None:
        return None

    async def run(self, stop: asyncio.Event) -> None:
        async with asyncio.TaskGroup() as group:
            for _ in range(self._count):
                group.create_task(self._work(stop))

    async def _work(self, stop: asyncio.Event) -> None:
        backoff = Backoff()
        bell = self._database.signals.work
        while not stop.is_set():
            bell.clear()
            try:
                while not stop.is_set() and await self._do_one():
                    backoff.reset()
            except PASSING:
                await backoff.wait(stop)
                continue
            await wait_any(bell, stop, timeout=LOOK_SECONDS)

    async def _do_one(self) -> bool:
        async with self._database.unit_of_work(Role.WORKER) as uow:
            row = await uow.fetch_row(CLAIM, kind=self._kind, failing=self._failing.waiting())
            if row is None:
                return False
            key = row["key"]
            try:
                await self._handler(key, uow)
                await uow.execute(DONE, kind=self._kind, key=key)
                await uow.commit()
            except PASSING:
                raise
            except Exception as error:  # noqa: BLE001 - one key's fault holds up no other
                self._failing.failed(key)
                self._metrics.failures.labels(self._kind).inc()
                self._log.warning("work failed and is tried again", kind=self._kind, error=fault_of(error))
                return True
        self._failing.succeeded(key)
        return True
