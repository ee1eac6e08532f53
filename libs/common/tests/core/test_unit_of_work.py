"""What one transaction stores, and what it does not."""

import asyncio

import pytest

from doorstroom_common.clock import SystemClock
from doorstroom_common.database import NOBODY, Database, IdempotencyConflict, Role, StoredAnswer, sql
from doorstroom_common.errors import Unavailable
from doorstroom_common.testing.foundation import ADD, ADVANCE, foundation_settings, stored, thing_event

ANSWER = StoredAnswer("organisation:waterrijk", "key-1", "hash-1", 201, {"Location": "/x"}, b"{}")


async def test_an_accepted_change_is_stored_with_its_event(database: Database) -> None:
    async with database.unit_of_work(NOBODY) as uow:
        uow.write(ADD, id="a", version=1)
        uow.publish(thing_event("a", 1))
        assert await uow.commit() == 1
    assert await stored(database) == ({"a": 1}, [("a", 1)])


async def test_nothing_is_stored_without_commit(database: Database) -> None:
    async with database.unit_of_work(NOBODY) as uow:
        await uow.fetch(sql("SELECT 1"))
        await uow.execute(ADD, id="a", version=1)
        uow.publish(thing_event("a", 1))
    assert await stored(database) == ({}, [])


async def test_what_was_written_before_the_commit_is_stored_with_its_events_or_not_at_all(database: Database) -> None:
    for commits, expected in ((False, ({}, [])), (True, ({"a": 1, "b": 1}, [("a", 1), ("b", 1)]))):
        async with database.unit_of_work(NOBODY) as uow:
            for name in ("a", "b"):
                uow.write(ADD, id=name, version=1)
                uow.publish(thing_event(name, 1))
                await uow.flush()
            if commits:
                await uow.commit()
        assert await stored(database) == expected


async def test_a_change_that_fails_leaves_no_event(database: Database) -> None:
    async with database.unit_of_work(NOBODY) as uow:
        uow.write(ADD, id="a", version=1)
        await uow.commit()
    async with database.unit_of_work(NOBODY) as uow:
        uow.write(sql("INSERT INTO thing (id, version) VALUES (:id, NULL)"), id="b")
        uow.publish(thing_event("b", 1))
        with pytest.raises(Exception, match="null value"):
            await uow.commit()
    assert await stored(database) == ({"a": 1}, [])


async def test_a_first_write_that_changes_no_row_publishes_nothing(database: Database) -> None:
    async with database.unit_of_work(NOBODY) as uow:
        uow.write(ADVANCE, id="absent", version=2)
        uow.publish(thing_event("absent", 2))
        assert await uow.commit() == 0
    assert await stored(database) == ({}, [])


async def test_a_write_beside_others_decides_nothing_about_events(database: Database) -> None:
    """It changes no row here, and stands first."""
    async with database.unit_of_work(NOBODY) as uow:
        uow.write_beside(ADVANCE, id="absent", version=2)
        uow.publish(thing_event("absent", 2))
        await uow.commit()
    async with database.unit_of_work(NOBODY) as uow:
        uow.write_beside(ADVANCE, id="absent", version=2)
        uow.write(ADD, id="a", version=1)
        uow.publish(thing_event("a", 1))
        assert await uow.commit() == 1
    assert await stored(database) == ({"a": 1}, [("absent", 2), ("a", 1)])


async def test_the_same_key_gives_the_stored_answer_and_no_second_change(database: Database) -> None:
    for number in (1, 2):
        async with database.unit_of_work(NOBODY) as uow:
            uow.write(ADD, id=f"thing-{number}", version=1)
            uow.publish(thing_event(f"thing-{number}", 1))
            uow.remember(ANSWER)
            if number == 1:
                await uow.commit()
                continue
            with pytest.raises(IdempotencyConflict) as conflict:
                await uow.commit()
            assert conflict.value.stored == ANSWER
    assert await stored(database) == ({"thing-1": 1}, [("thing-1", 1)])


async def test_a_repeated_request_that_hits_another_unique_index_first_still_gets_its_answer(
    database: Database,
) -> None:
    for number in (1, 2):
        async with database.unit_of_work(NOBODY) as uow:
            uow.write(ADD, id="one-per-person", version=1)
            uow.remember(ANSWER)
            if number == 1:
                await uow.commit()
                continue
            with pytest.raises(IdempotencyConflict) as conflict:
                await uow.commit()
            assert conflict.value.stored == ANSWER


async def test_ten_requests_with_one_key_at_once_change_one_thing(database: Database) -> None:
    async def post(number: int) -> StoredAnswer | None:
        async with database.unit_of_work(NOBODY) as uow:
            uow.write(ADD, id=f"thing-{number}", version=1)
            uow.publish(thing_event(f"thing-{number}", 1))
            uow.remember(ANSWER)
            try:
                await uow.commit()
            except IdempotencyConflict as conflict:
                return conflict.stored
        return None

    outcomes = await asyncio.gather(*(post(number) for number in range(10)))
    assert outcomes.count(None) == 1
    assert outcomes.count(ANSWER) == 9
    things, events = await stored(database)
    assert len(things) == len(events) == 1


async def test_a_timer_set_twice_is_one_timer(database: Database) -> None:
    for _ in range(2):
        async with database.unit_of_work(NOBODY) as uow:
            uow.schedule("stage", "a", SystemClock().now())
            uow.enqueue("match", "a")
            await uow.commit()
    async with database.unit_of_work(NOBODY) as uow:
        assert await uow.fetch_value(sql("SELECT count(*) FROM timer")) == 1
        assert await uow.fetch_value(sql("SELECT count(*) FROM work")) == 1


async def test_a_pool_that_is_used_up_answers_unavailable_in_time(core_dsn: str) -> None:
    database = Database(foundation_settings(core_dsn, pool_size=1, acquire_timeout_seconds=0.2))
    await database.open()
    async with database.connection(Role.APP):
        with pytest.raises(Unavailable):
            async with database.unit_of_work(NOBODY) as uow:
                await uow.fetch(sql("SELECT 1"))
    await database.close()
