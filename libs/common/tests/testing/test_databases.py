import asyncpg
import pytest

from doorstroom_common.local import LocalPostgres
from doorstroom_common.testing.plugin import FreshDatabase, ServiceDatabase
from doorstroom_common.testing.postgres import Databases, blocking


async def _execute(dsn: str, statement: str) -> None:
    connection = await asyncpg.connect(dsn)
    try:
        await connection.execute(statement)
    finally:
        await connection.close()


async def _value(dsn: str, query: str) -> object:
    connection = await asyncpg.connect(dsn)
    try:
        return await connection.fetchval(query)
    finally:
        await connection.close()


class Migration:
    """Makes one table, and counts how often it was asked to."""

    def __init__(self) -> None:
        self.runs = 0

    def __call__(self, dsn: str) -> None:
        self.runs += 1
        blocking(_execute(dsn, "CREATE TABLE dish (name text)"))


def test_a_template_is_prepared_once_however_many_databases_are_made(postgres_server: LocalPostgres) -> None:
    databases, migration = Databases(postgres_server), Migration()
    addresses = {databases.fresh("kitchen", migration) for _ in range(3)}
    databases.drop_all()
    assert len(addresses) == 3
    assert migration.runs == 1


async def test_what_one_test_writes_no_other_database_shows(fresh_database: FreshDatabase) -> None:
    migration = Migration()
    first, second = fresh_database("plates", migration), fresh_database("plates", migration)
    await _execute(first, "INSERT INTO dish VALUES ('soup')")
    assert await _value(second, "SELECT count(*) FROM dish") == 0


async def test_a_service_database_belongs_to_its_owner_and_keeps_strangers_out(
    service_database: ServiceDatabase,
) -> None:
    kitchen = service_database("kitchen", Migration())
    cellar = service_database("cellar", Migration())
    assert await _value(kitchen.owner_dsn, "SELECT current_user") == "kitchen_owner"
    assert await _value(kitchen.worker_dsn, "SELECT current_user") == "kitchen_worker"
    database = kitchen.app_dsn.rsplit("/", 1)[1]
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await _value(f"{cellar.app_dsn.rsplit('/', 1)[0]}/{database}", "SELECT 1")


async def test_dropping_ends_connections_that_a_test_forgot(postgres_server: LocalPostgres) -> None:
    databases = Databases(postgres_server)
    forgotten = await asyncpg.connect(databases.fresh("attic"))
    databases.drop_all()
    with pytest.raises((asyncpg.PostgresError, asyncpg.InterfaceError, ConnectionError)):
        await forgotten.fetchval("SELECT 1")
    forgotten.terminate()
