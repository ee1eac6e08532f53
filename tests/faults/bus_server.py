"""The bus on a server of its own behind a proxy, so that it can be killed, frozen and cut off while all else lives."""

import asyncio
from abc import ABC, abstractmethod
from dataclasses import replace
from pathlib import Path
from typing import Generic, Literal, TypeVar
from urllib.parse import urlsplit

import asyncpg
from typing_extensions import override

from doorstroom_common.database.provision import Provisioned, provision
from doorstroom_common.local import LocalKafka, LocalPostgres
from doorstroom_common.testing.proxy import Mode, Proxy

BusKind = Literal["postgres", "kafka"]
Server = TypeVar("Server", LocalPostgres, LocalKafka)
QUICK = {"fsync": "off", "full_page_writes": "off", "shared_buffers": "32MB"}
"""What was acknowledged survives a kill -9 of the server; surviving the machine's costs time and is not at stake."""


class BusServer(ABC, Generic[Server]):
    """A server and the proxy through which everybody reaches it."""

    def __init__(self, folder: Path, proxy: Proxy) -> None:
        self._folder = folder
        self._running: Server | None = None
        self.proxy = proxy

    @property
    def server(self) -> Server:
        assert self._running is not None, "the server is dead"
        return self._running

    async def mend(self) -> None:
        """Whatever was done to it is over when this returns: it runs, with the same data at the same address."""
        if self._running is None:
            self._running = await asyncio.to_thread(self._start)
            self.proxy.target_port = self._running.port
        self._running.thaw()
        self.proxy.become(Mode.PASS)

    async def damage(self, how: str) -> None:
        """`killed` with kill -9, `frozen`, or a mode of the proxy."""
        if how == "killed":
            await asyncio.to_thread(self.server.kill)
            self._running = None
        elif how == "frozen":
            await asyncio.to_thread(self.server.freeze)
        else:
            self.proxy.become(Mode(how))

    def close(self) -> None:
        """For good; its data is not wanted any more."""
        if self._running is not None:
            self._running.kill()

    @abstractmethod
    def _start(self) -> Server: ...

    @abstractmethod
    async def stored(self, topic: str) -> int:
        """A measure that grows with whatever is stored on the topic, read behind the back of the proxy."""


class PostgresBusServer(BusServer[LocalPostgres]):
    """A second PostgreSQL that holds nothing but the log."""

    @override
    def _start(self) -> LocalPostgres:
        return LocalPostgres.start(self._folder, options=QUICK)

    async def provisioned(self) -> Provisioned:
        """Its database, at the address of the proxy."""
        made = await provision(self.server.dsn("postgres"), "bus")
        return replace(made, owner_dsn=self._through(made.owner_dsn), worker_dsn=self._through(made.worker_dsn))

    async def value(self, query: str, *arguments: object) -> int:
        connection = await asyncpg.connect(self.server.dsn("bus"))
        try:
            answer: int = await connection.fetchval(query, *arguments)
            return answer
        finally:
            await connection.close()

    @override
    async def stored(self, topic: str) -> int:
        return await self.value("SELECT count(*) FROM bus_log WHERE topic = $1", topic)

    def _through(self, dsn: str) -> str:
        return dsn.replace(f":{urlsplit(dsn).port}/", f":{self.proxy.port}/")


class KafkaBusServer(BusServer[LocalKafka]):
    """A Kafka that tells its clients the proxy's port."""

    @override
    def _start(self) -> LocalKafka:
        return LocalKafka.start(self._folder, advertised_port=self.proxy.port)

    @override
    async def stored(self, topic: str) -> int:
        return sum(file.stat().st_size for file in (self._folder / "data").glob(f"{topic}-*/*.log"))
