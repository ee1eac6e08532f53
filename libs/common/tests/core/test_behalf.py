"""Who asks is known to the database for one transaction, and to no other that the connection carries later."""

import asyncio
import random
from collections.abc import AsyncIterator
from uuid import UUID

import asyncpg
import pytest

from doorstroom_common.database import NOBODY, Behalf, Database, Role, sql
from doorstroom_common.database.foundation import APP, WORKER
from doorstroom_common.database.isolation import ORGANISATIONS, protect, unbound
from doorstroom_common.testing.foundation import foundation_settings, thing_event
from doorstroom_common.testing.plugin import ServiceDatabase
from doorstroom_common.testing.postgres import blocking

WATERRIJK, HEIDESTAD = Behalf.of("waterrijk"), Behalf.of("heidestad")
SOMEBODY = UUID("5f0f1f9e-1b6a-4a58-8c0b-0a5f8f0f4f11")
ADD = sql("INSERT INTO owned (organisation, id) VALUES (:organisation, :id)")
ALL = sql("SELECT organisation FROM owned")
SETTINGS = "SELECT name FROM pg_settings WHERE name LIKE 'app.%' AND setting <> ''"
CHOICES = random.Random(649)
REQUESTS = 200


@pytest.fixture
async def single(core_dsn: str) -> AsyncIterator[Database]:
    """With one row of each of two organisations, and one connection that serves both."""
    await owned(core_dsn)
    opened = Database(foundation_settings(core_dsn, pool_size=1))
    await opened.open()
    yield opened
    await opened.close()


async def owned(dsn: str) -> None:
    admin = await asyncpg.connect(dsn)
    await admin.execute(
        "CREATE TABLE owned (organisation text NOT NULL, id int NOT NULL, PRIMARY KEY (organisation, id))"
    )
    await admin.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON owned TO {APP}, {WORKER}")
    await admin.execute("INSERT INTO owned VALUES ('waterrijk', 1), ('heidestad', 1)")
    for statement in protect("owned", f"organisation = ANY ({ORGANISATIONS})"):
        await admin.execute(statement)
    await admin.close()


async def seen(database: Database, by: Behalf) -> list[str]:
    async with database.unit_of_work(by) as uow:
        return sorted(row["organisation"] for row in await uow.fetch(ALL))


async def test_a_unit_sees_what_is_theirs_on_whose_behalf_it_runs(single: Database) -> None:
    assert await seen(single, WATERRIJK) == ["waterrijk"]
    assert await seen(single, HEIDESTAD) == ["heidestad"]
    assert await seen(single, NOBODY) == []
    assert await seen(single, Behalf.of("gemeente-zonder-iets", SOMEBODY)) == []


async def test_a_worker_acts_for_all(single: Database) -> None:
    async with single.unit_of_work(Role.WORKER) as uow:
        await uow.act_for(organisations=["waterrijk"])
        assert len(await uow.fetch(ALL)) == 2


async def test_a_unit_that_only_writes_is_one_statement_that_knows_who_asks(single: Database) -> None:
    statements: list[str] = []
    async with single.unit_of_work(WATERRIJK) as uow:
        uow.publish(thing_event("a"))
        await uow.commit()
    async with single.connection(Role.APP) as connection:
        connection.add_query_logger(lambda record: statements.append(record.query))
    async with single.unit_of_work(WATERRIJK) as uow:
        uow.write(ADD, organisation="waterrijk", id=2)
        uow.write(ADD, organisation="waterrijk", id=3)
        uow.publish(thing_event("a"))
        assert await uow.commit() == 1
    await asyncio.sleep(0)
    assert len(statements) == 1
    assert await seen(single, WATERRIJK) == ["waterrijk"] * 3


@pytest.mark.parametrize("reads_first", [False, True])
async def test_nothing_is_written_for_others(single: Database, reads_first: bool) -> None:
    for places in (("heidestad", "waterrijk"), ("waterrijk", "heidestad")):
        async with single.unit_of_work(WATERRIJK) as uow:
            if reads_first:
                await uow.fetch(ALL)
            for organisation in places:
                uow.write(ADD, organisation=organisation, id=9)
            with pytest.raises(asyncpg.InsufficientPrivilegeError, match="row-level security"):
                await uow.commit()
    assert await seen(single, HEIDESTAD) == ["heidestad"]


@pytest.mark.parametrize("reads_first", [False, True])
async def test_a_unit_acts_for_others_from_when_it_says_so(single: Database, reads_first: bool) -> None:
    async with single.unit_of_work(WATERRIJK) as uow:
        if reads_first:
            assert len(await uow.fetch(ALL)) == 1
        await uow.act_for(organisations=["heidestad", None])
        uow.write(ADD, organisation="heidestad", id=2)
        await uow.commit()
    assert await seen(single, WATERRIJK) == ["waterrijk"]
    assert await seen(single, HEIDESTAD) == ["heidestad"] * 2


async def test_nothing_of_who_asked_stays_on_the_connection(single: Database) -> None:
    for commits in (True, False):
        async with single.unit_of_work(Behalf.of("waterrijk", SOMEBODY, known_as="iemand@waterrijk.example")) as uow:
            await uow.fetch(ALL)
            if commits:
                await uow.commit()
        async with single.connection(Role.APP) as connection:
            assert await connection.fetch(SETTINGS) == []
            assert await connection.fetch(ALL.sql) == []


async def test_two_organisations_never_see_each_other_on_one_connection(single: Database) -> None:
    """Alternating, with requests that are cancelled, undone, or refused on the way."""
    wrong: list[str] = []

    async def request(organisation: str, number: int) -> None:
        by = Behalf.of(organisation)
        async with single.unit_of_work(by) as uow:
            wrong.extend(row["organisation"] for row in await uow.fetch(ALL) if row["organisation"] != organisation)
            await uow.execute(sql("SELECT pg_sleep(0.002)"))
            uow.write(ADD, organisation=CHOICES.choice(("waterrijk", "heidestad")), id=100 + number)
            if CHOICES.random() < 0.5:
                await uow.commit()

    for number in range(REQUESTS):
        running = asyncio.create_task(request(("waterrijk", "heidestad")[number % 2], number))
        if CHOICES.random() < 0.3:
            await asyncio.sleep(CHOICES.random() * 0.004)
            running.cancel()
        await asyncio.wait({running})
    assert wrong == []
    async with single.unit_of_work(Role.WORKER) as uow:
        assert len(await uow.fetch(ALL)) > 10


@pytest.mark.parametrize(
    "organisation", ["o'brien", "a b", "x\\", "naïef", "a;b", "waterrijk,heidestad", "", "Waterrijk"]
)
async def test_what_is_no_name_of_ours_opens_nothing(single: Database, organisation: str) -> None:
    assert await seen(single, Behalf.of(organisation)) == []


async def test_an_address_of_whatever_form_is_known(single: Database) -> None:
    address = "o'brien\\;drop é@waterrijk.example"
    async with single.unit_of_work(Behalf.of(known_as=address)) as uow:
        stated = await uow.fetch_value(
            sql("SELECT convert_from(decode(current_setting('app.known_as'), 'hex'), 'UTF8')")
        )
    assert stated == address


async def test_a_migration_reaches_the_rows_of_all_inside_unbound_and_nobody_is_unbound_after_it(
    service_database: ServiceDatabase,
) -> None:
    owner = await asyncpg.connect(service_database("unbound", lambda dsn: blocking(owned(dsn))).owner_dsn)
    assert await owner.fetch(ALL.sql) == []
    steps: list[str] = []
    with unbound(steps.append, "owned"):
        steps.append("UPDATE owned SET id = id + 10")
    async with owner.transaction():
        assert [await owner.execute(step) for step in steps][1] == "UPDATE 2"
    assert await owner.fetch(ALL.sql) == []
    await owner.close()
