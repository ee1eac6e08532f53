"""One service's database, past all roles and as HTTP reaches it."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import asyncpg

from tests.isolation.tables import HELD, Held

if TYPE_CHECKING:
    Connection = asyncpg.Connection[asyncpg.Record]
else:
    Connection = asyncpg.Connection


@dataclass(frozen=True, slots=True)
class Stored:
    service: str
    admin_dsn: str
    app_dsn: str

    @property
    def held(self) -> Mapping[str, Held]:
        return HELD[self.service]

    @asynccontextmanager
    async def past_all_roles(self) -> AsyncIterator[Connection]:
        connection = await asyncpg.connect(self.admin_dsn)
        try:
            yield connection
        finally:
            await connection.close()

    @asynccontextmanager
    async def as_http(self) -> AsyncIterator[Connection]:
        connection = await asyncpg.connect(self.app_dsn)
        try:
            yield connection
        finally:
            await connection.close()
