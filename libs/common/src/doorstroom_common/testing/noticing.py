"""Everything that a caller can notice of a service: statuses, answers, and how much work they were."""

import asyncio
from collections.abc import Mapping
from typing import Any

from doorstroom_common.database import Role
from doorstroom_common.testing.running import Running

Request = tuple[str, str, Any]
"""Method, path and body."""


class Watched:
    """Watch the statements that HTTP sends from `begin` on. One request at a time, so that all take one connection."""

    def __init__(self, running: Running) -> None:
        self._running = running
        self._statements: list[str] = []

    async def begin(self) -> None:
        """One request at a time takes the connection that was given back last: always the same one."""
        async with self._running.service.database.connection(Role.APP) as connection:
            connection.add_query_logger(lambda record: self._statements.append(record.query))

    async def noticed(self, caller: Mapping[str, str], *requests: Request, apart_from: tuple[str, ...]) -> list[Any]:
        """What each is answered, without the names of `apart_from`, which differ each time, and what it cost."""
        found: list[Any] = []
        await asyncio.sleep(0)  # asyncpg tells its loggers in the loop's next turn
        for method, path, sent in requests:
            self._statements.clear()
            answer = await self._running.http.request(method, path, json=sent, headers=dict(caller))
            await asyncio.sleep(0)
            told = without(answer.json(), *apart_from, "instance")
            found.append((method, answer.status_code, told, list(self._statements)))
        return found


def without(value: Any, *names: str) -> Any:
    """JSON without these names, however deep they stand."""
    if isinstance(value, dict):
        return {name: without(item, *names) for name, item in value.items() if name not in names}
    return [without(item, *names) for item in value] if isinstance(value, list) else value
