"""What is lent comes back, and nothing unfinished is lent on."""

import asyncio
import time
from collections.abc import AsyncIterator

import asyncpg
import pytest

from doorstroom_common.database import NOBODY, Database, Role, sql
from doorstroom_common.errors import Unavailable
from doorstroom_common.testing.foundation import ADD, foundation_settings

PID = sql("SELECT pg_backend_pid()")
RUNNING = "SELECT count(*) FROM pg_stat_activity WHERE pid = $1 AND state = 'active'"


@pytest.fixture
async def single(core_dsn: str) -> AsyncIterator[Database]:
    """A database with one connection, so that the next who asks gets what the last gave back."""
    opened = Database(foundation_settings(core_dsn, pool_size=1, acquire_timeout_seconds=2.0))
    await opened.open()
    yield opened
    await opened.close()


async def pid_of(database: Database) -> int:
    async with database.connection(Role.APP) as connection:
        found: int = await connection.fetchval(PID.sql)
        return found


async def test_a_connection_is_kept_for_the_next_also_after_an_error_the_server_answered(single: Database) -> None:
    first = await pid_of(single)
    for _ in range(2):
        async with single.unit_of_work(NOBODY) as uow:
            uow.write(ADD, id="a", version=1)
            uow.write(ADD, id="a", version=1)
            with pytest.raises(asyncpg.UniqueViolationError):
                await uow.commit()
    assert await pid_of(single) == first


async def test_a_statement_that_was_given_up_ends_and_its_connection_is_lent_to_nobody(
    single: Database, core_dsn: str
) -> None:
    async def sleep() -> None:
        async with single.connection(Role.APP) as connection:
            await connection.execute("SELECT pg_sleep(20)")

    first = await pid_of(single)
    sleeping = asyncio.create_task(sleep())
    watcher = await asyncpg.connect(core_dsn)
    while not await watcher.fetchval(RUNNING, first):
        await asyncio.sleep(0.01)
    sleeping.cancel()
    await asyncio.wait({sleeping})
    assert await pid_of(single) != first
    async with asyncio.timeout(5):
        while await watcher.fetchval(RUNNING, first):
            await asyncio.sleep(0.01)
    await watcher.close()


async def test_a_connection_left_in_a_transaction_is_lent_to_nobody(single: Database) -> None:
    async with single.connection(Role.APP) as connection:
        first = await connection.fetchval(PID.sql)
        await connection.execute("BEGIN")
    assert await pid_of(single) != first


async def test_connections_that_the_server_ended_are_replaced_unnoticed(single: Database, core_dsn: str) -> None:
    first = await pid_of(single)
    admin = await asyncpg.connect(core_dsn)
    await admin.execute("SELECT pg_terminate_backend($1, 2000)", first)
    await admin.close()
    await asyncio.sleep(0.05)
    assert await pid_of(single) != first


async def test_who_waits_longest_is_served_next(single: Database) -> None:
    order: list[int] = []

    async def use(number: int) -> None:
        async with single.connection(Role.APP):
            order.append(number)
            await asyncio.sleep(0)

    await asyncio.gather(*(use(number) for number in range(20)))
    assert order == list(range(20))


async def test_closing_waits_for_who_has_one_and_cuts_off_who_keeps_it(
    core_dsn: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("doorstroom_common.database.connections.CLOSE_SECONDS", 0.2)
    database = Database(foundation_settings(core_dsn))
    await database.open()
    async with database.connection(Role.APP) as kept:
        started = time.monotonic()
        await database.close()
        assert time.monotonic() - started < 2
        assert kept.is_closed()


async def test_a_turn_is_not_lost_when_no_connection_can_be_made(core_dsn: str) -> None:
    database = Database(foundation_settings(core_dsn.replace("/core", "/nowhere"), pool_size=1))
    await database.open()
    for _ in range(3):
        with pytest.raises((Unavailable, asyncpg.PostgresError)):
            await pid_of(database)
    await database.close()
