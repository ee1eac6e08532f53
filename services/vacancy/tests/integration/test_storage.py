import asyncio
from typing import Any

import asyncpg
import pytest

from doorstroom_common.database import Role
from doorstroom_vacancy.adapters import tables
from services.vacancy.tests.speaking import VacancyService
from services.vacancy.tests.story import PERMIT_OFFICER

ROWS = (
    tables.VacancyRow,
    tables.VacancyAudienceRow,
    tables.SecondmentRequestRow,
    tables.SecondmentRequestAudienceRow,
)


async def test_the_declared_tables_are_those_that_the_migrations_make(empty: VacancyService) -> None:
    for declared in ROWS:
        table = declared.__table__
        found = await empty.rows(
            "SELECT column_name, is_nullable FROM information_schema.columns WHERE table_name = $1", table.name
        )
        assert {row["column_name"]: row["is_nullable"] == "YES" for row in found} == {
            column.name: bool(column.nullable) for column in table.columns
        }


async def test_history_is_only_added_to(region: VacancyService) -> None:
    await region.opened()
    database = region.running.service.settings.database
    for dsn in (database.app_dsn, database.worker_dsn):
        connection = await asyncpg.connect(dsn.get_secret_value())
        try:
            for forbidden in ("UPDATE vacancy_history SET kind = 'x'", "DELETE FROM vacancy_history"):
                with pytest.raises(asyncpg.InsufficientPrivilegeError):
                    await connection.execute(forbidden)
        finally:
            await connection.close()


async def test_a_new_vacancy_is_one_statement_with_all_that_belongs_to_it(region: VacancyService) -> None:
    """The pool hands out the connection that was given back last."""
    statements: list[Any] = []
    database = region.running.service.database
    await region.opened()
    async with database.connection(Role.APP) as connection:
        connection.add_query_logger(statements.append)
    await region.post("/vacancies", region.hr("waterrijk"), PERMIT_OFFICER, Idempotency_Key="one")
    await asyncio.sleep(0)  # asyncpg tells its loggers in the loop's next turn
    assert len(statements) == 1
    for table in ("vacancy", "vacancy_audience", "vacancy_history", "timer", "outbox", "idempotency"):
        assert f"INSERT INTO {table} " in statements[0].query


async def test_no_time_comes_from_the_database(empty: VacancyService) -> None:
    foundation = {"outbox", "inbox", "dead_letter", "idempotency", "import_job"}
    defaults = await empty.rows(
        "SELECT table_name, column_name, column_default FROM information_schema.columns"
        " WHERE table_schema = 'public' AND column_default ~ '(now|clock_timestamp|current)'"
    )
    assert {row["table_name"] for row in defaults} <= foundation


async def test_a_refused_vacancy_leaves_nothing_behind(region: VacancyService) -> None:
    await region.post("/vacancies", region.hr("elders"), PERMIT_OFFICER, Idempotency_Key="one")
    for table in ("vacancy", "vacancy_audience", "vacancy_history", "idempotency"):
        assert await region.rows(f"SELECT FROM {table}") == []
    assert [row["kind"] for row in await region.rows("SELECT kind FROM timer")] == []
