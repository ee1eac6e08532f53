"""Reading the log as one member of a group: woken by NOTIFY, looking by itself once a second."""

import asyncio
import contextlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

import structlog
from typing_extensions import override

from doorstroom_common.bus.errors import BusUnavailable
from doorstroom_common.bus.postgres import member
from doorstroom_common.bus.postgres.link import CLOSE_SECONDS, LOST, Link
from doorstroom_common.bus.postgres.publisher import CHANNEL
from doorstroom_common.bus.protocols import Delivery, Subscription, TopicPartition
from doorstroom_common.bus.retry import Backoff

if TYPE_CHECKING:
    from doorstroom_common.bus.postgres.link import Connection

LOOK_SECONDS = 1.0
"""How often, at least, a member looks at the group and at its partitions without being told."""


class PostgresSubscription(Subscription):
    """One connection holds the locks, hears the notifications, reads and commits.

    The server ends a session that was silent for `session_timeout` seconds, so a member that is frozen or cut off loses
    its partitions to the others; a member that lives says something every `LOOK_SECONDS`.
    """

    def __init__(self, dsn: str, group: str, topics: Collection[str], *, client: str, session_timeout: float) -> None:
        self._group = group
        self._topics = sorted(topics)
        self._link = Link(
            dsn,
            command_timeout=session_timeout,
            session={
                "application_name": client,
                "idle_session_timeout": f"{int(session_timeout * 1000)}ms",
                "synchronous_commit": "off",
            },
            on_open=self._join,
        )
        self._look_seconds = min(LOOK_SECONDS, session_timeout / 4)
        self._turn = asyncio.Lock()
        self._grown = asyncio.Event()
        self._look = asyncio.Event()
        self._positions: dict[TopicPartition, int] = {}
        self._committed: dict[TopicPartition, int] = {}
        self._paused: set[TopicPartition] = set()
        self._fresh: dict[TopicPartition, None] = {}  # may hold unread records; in the order in which they are served
        self._away = False
        self._keeper: asyncio.Task[None] | None = None
        self._log: Any = structlog.get_logger().bind(component="bus", group=group)

    @override
    async def start(self) -> None:
        self._keeper = asyncio.create_task(self._keep(), name=f"bus-member-{self._group}")

    @override
    async def stop(self) -> None:
        keeper, self._keeper = self._keeper, None
        if keeper is not None:
            keeper.cancel()
            await asyncio.wait({keeper}, timeout=CLOSE_SECONDS)
        self._forget()
        if (connection := self._link.current) is not None:
            with contextlib.suppress(*LOST):
                async with asyncio.timeout(CLOSE_SECONDS / 2):
                    await member.leave(connection, self._group)
                await self._link.close()
        self._link.drop()

    @override
    async def poll(self, *, max_records: int = 500, timeout: float = 1.0) -> Sequence[Delivery]:
        deadline = asyncio.get_running_loop().time() + timeout
        while True:
            self._grown.clear()
            if deliveries := await self._read(max_records):
                return deliveries
            try:
                async with asyncio.timeout_at(deadline):
                    await self._grown.wait()
            except TimeoutError:
                return []

    @override
    async def commit(self, offsets: Mapping[TopicPartition, int]) -> None:
        async with self._turn:
            mine = {partition: offset for partition, offset in offsets.items() if partition in self._positions}
            connection = self._link.current
            if not mine or connection is None:
                return
            try:
                await member.commit(connection, self._group, mine)
            except LOST as error:
                self._lost(error)
            else:
                self._committed.update(mine)

    @override
    def assignment(self) -> frozenset[TopicPartition]:
        return frozenset(self._positions)

    @override
    def pause(self, partition: TopicPartition) -> None:
        if partition in self._positions:
            self._paused.add(partition)

    @override
    def resume(self, partition: TopicPartition) -> None:
        self._paused.discard(partition)
        self._mark([partition])

    @override
    async def seek(self, partition: TopicPartition, offset: int) -> None:
        if partition in self._positions:
            self._positions[partition] = offset
            self._mark([partition])

    @override
    async def lag(self) -> Mapping[TopicPartition, int]:
        async with self._turn:
            connection = self._link.current
            if connection is None:
                raise BusUnavailable("the event log is away")
            try:
                heads = await member.heads(connection, self._topics)
            except LOST as error:
                self._lost(error)
                raise BusUnavailable("the event log is away") from error
        return {
            partition: max(heads.get(partition, 0) - self._committed.get(partition, 0), 0)
            for partition in self._positions
        }

    @override
    async def __aenter__(self) -> Self:
        await self.start()
        return self

    @override
    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.stop()

    async def _read(self, limit: int) -> list[Delivery]:
        async with self._turn:
            connection = self._link.current
            wanted = [
                (partition, self._positions[partition]) for partition in self._fresh if partition not in self._paused
            ]
            if connection is None or not wanted:
                return []
            for partition, _ in wanted:
                del self._fresh[partition]
            try:
                deliveries = await member.read(connection, wanted, limit)
            except LOST as error:
                self._lost(error)
                return []
            except BaseException:  # cancelled: nothing was handed out
                self._mark(partition for partition, _ in wanted)
                raise
            self._advance([partition for partition, _ in wanted], deliveries, limit)
            return deliveries

    def _advance(self, asked: list[TopicPartition], deliveries: list[Delivery], limit: int) -> None:
        served = {delivery.origin: delivery.offset + 1 for delivery in deliveries}
        self._positions.update(served)
        if len(deliveries) == limit:  # there may be more; whoever was not served comes first next time
            self._mark(partition for partition in asked if partition not in served)
            self._mark(served)

    async def _keep(self) -> None:
        backoff = Backoff()
        while True:
            self._look.clear()
            try:
                async with self._turn:
                    await self._share(await self._link.get())
            except Exception as error:  # noqa: BLE001 - a member never gives up; it says what is wrong and tries again
                self._lost(error)
                await asyncio.sleep(backoff.pause())
                continue
            backoff.reset()
            self._away = False
            # Not `wait_for`: before Python 3.12 it may swallow a cancellation, and the member would outlive its stop.
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(self._look_seconds):
                    await self._look.wait()
            self._mark(self._positions)

    async def _share(self, connection: "Connection") -> None:
        for _ in range(2):  # once more when another member was quicker
            change = await member.due_changes(connection, self._group, self._topics)
            if change.release:
                for partition in change.release:
                    self._give_up(partition)
                await member.release(connection, self._group, change.release)
            if not change.acquire:
                return
            taken = await member.take(connection, self._group, change.acquire)
            self._positions.update(taken)
            self._committed.update(taken)
            self._mark(taken)
            if len(taken) == len(change.acquire):
                return

    async def _join(self, connection: "Connection") -> None:
        await connection.add_listener(CHANNEL, self._on_growth)
        await connection.add_listener(member.GROUP_CHANNEL, self._on_change)
        connection.add_termination_listener(self._on_end)
        await member.join(connection, self._group, self._topics)

    def _on_growth(self, _connection: object, _pid: int, _channel: str, payload: object) -> None:
        for entry in str(payload).split():
            topic, _, numbers = entry.partition(":")
            self._mark(TopicPartition(topic, int(number)) for number in numbers.split(","))

    def _on_change(self, _connection: object, _pid: int, _channel: str, payload: object) -> None:
        if payload == self._group:
            self._look.set()

    def _on_end(self, connection: object) -> None:
        if self._link.current is None or self._link.current is connection:
            self._forget()
            self._look.set()

    def _mark(self, partitions: Iterable[TopicPartition]) -> None:
        """These may hold records that were not read yet."""
        fresh = [partition for partition in partitions if partition in self._positions]
        if fresh:
            self._fresh.update(dict.fromkeys(fresh))
            self._grown.set()

    def _give_up(self, partition: TopicPartition) -> None:
        self._positions.pop(partition, None)
        self._fresh.pop(partition, None)
        self._paused.discard(partition)

    def _forget(self) -> None:
        for partition in tuple(self._positions):
            self._give_up(partition)

    def _lost(self, error: BaseException) -> None:
        if not self._away:
            self._log.warning("bus_connection_lost", error=repr(error))
            self._away = True
        self._forget()
        self._link.drop()
        self._look.set()
