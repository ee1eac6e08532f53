"""The index follows the database: what is committed is found, whatever ran meanwhile, on every replica."""

import asyncio
import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from uuid import UUID, uuid4

import pytest
from prometheus_client import CollectorRegistry

from doorstroom_common.database import Database, Role, UnitOfWork
from doorstroom_common.errors import Unavailable
from doorstroom_common.testing.running import Running
from doorstroom_matching.adapters.copies import StoredCopies
from doorstroom_matching.adapters.index import People
from doorstroom_matching.adapters.index.following import Following
from doorstroom_matching.adapters.indexed_pairs import PEOPLE, PairIndex
from doorstroom_matching.application.reading import candidate_from
from doorstroom_matching.domain.candidate import Candidate
from services.matching.tests.crowd import Crowd, Known, in_force
from services.matching.tests.story import NOW, covenant, vacancy

RNG = random.Random(5)
CROWD = Crowd(RNG)
COPIES = StoredCopies(Known(in_force(RNG)))


Replica = Following[Candidate, People]


def replica(database: Database) -> Replica:
    return Following(PEOPLE, database)


async def write(candidate_id: UUID, uow: UnitOfWork, version: int = 1, **changes: object) -> None:
    data = {**CROWD.candidate(candidate_id, version), "status": "active", **changes}
    assert await COPIES.keep_candidate(candidate_from(data), data, uow)


async def caught_up(index: Replica, database: Database) -> People:
    async with database.unit_of_work(Role.WORKER) as uow:
        return await index.caught_up(uow)


@asynccontextmanager
async def committed_late(candidate_id: UUID, database: Database) -> AsyncIterator[None]:
    """A transaction that writes somebody before the block and commits after it."""
    async with database.unit_of_work(Role.WORKER) as uow:
        await write(candidate_id, uow)
        yield
        await uow.commit()


async def test_who_was_written_early_and_committed_late_is_found(matching: Running) -> None:
    database = matching.service.database
    index = replica(database)
    async with committed_late(uuid4(), database):
        await index.load()
        async with committed_late(uuid4(), database), database.unit_of_work(Role.WORKER) as uow:
            await write(uuid4(), uow)
            await uow.commit()
            assert len(await caught_up(index, database)) == 1
        assert len(await caught_up(index, database)) == 2
    assert len(await caught_up(index, database)) == 3


async def test_what_is_undone_is_not_found(matching: Running) -> None:
    database = matching.service.database
    index = replica(database)
    await index.load()
    async with database.unit_of_work(Role.WORKER) as uow:
        await write(uuid4(), uow)
        assert len(await caught_up(index, database)) == 0
    assert len(await caught_up(index, database)) == 0


async def test_nobody_is_missed_on_any_replica_while_many_write_and_one_starts_anew(matching: Running) -> None:
    """Eight writers with transactions of different lengths; after each commit one of two replicas is asked at once."""
    database = matching.service.database
    replicas = [replica(database), replica(database)]
    for index in replicas:
        await index.load()
    people: set[UUID] = set()

    async def some(number: int) -> None:
        rng = random.Random(number)
        for _ in range(25):
            candidate_id = uuid4()
            async with database.unit_of_work(Role.WORKER) as uow:
                await write(candidate_id, uow)
                await asyncio.sleep(rng.choice((0, 0, 0.002, 0.02)))
                await uow.commit()
            people.add(candidate_id)
            expected = set(people)
            async with database.unit_of_work(Role.WORKER) as uow:
                found = await rng.choice(replicas).caught_up(uow)
            assert all(one in found for one in expected)
            if rng.random() < 0.05:
                await rng.choice(replicas).load()

    await asyncio.gather(*(some(number) for number in range(6)))
    for index in replicas:
        assert len(await caught_up(index, database)) == len(people)


async def test_a_change_is_the_last_word_and_who_stops_or_is_erased_is_gone(matching: Running) -> None:
    database = matching.service.database
    index, (stays, stops, erased) = replica(database), (uuid4(), uuid4(), uuid4())
    await index.load()
    for version in (1, 2):
        for candidate_id in (stays, stops, erased):
            async with database.unit_of_work(Role.WORKER) as uow:
                status = "withdrawn" if (candidate_id, version) == (stops, 2) else "active"
                if (candidate_id, version) == (erased, 2):
                    await COPIES.empty_candidate(candidate_id, uow)
                else:
                    await write(candidate_id, uow, version, status=status)
                await uow.commit()
    people = await caught_up(index, database)
    assert [one in people for one in (stays, stops, erased)] == [True, False, False]


async def test_copies_made_anew_are_read_anew(matching: Running) -> None:
    """A rebuild swaps the tables; what it left out is in no row that could tell."""
    database = matching.service.database
    index = replica(database)
    async with database.unit_of_work(Role.WORKER) as uow:
        await write(uuid4(), uow)
        await uow.commit()
    await index.load()
    for statement in (
        "CREATE TABLE candidate_next (LIKE candidate INCLUDING ALL)",
        "GRANT SELECT ON candidate_next TO doorstroom_worker",
        "DROP TABLE candidate",
        "ALTER TABLE candidate_next RENAME TO candidate",
    ):
        await matching.rows(statement)
    assert len(await caught_up(index, database)) == 0


async def test_an_index_that_is_not_built_answers_nothing_and_says_so(matching: Running) -> None:
    index = replica(matching.service.database)
    before = index.is_built
    with pytest.raises(Unavailable):
        await caught_up(index, matching.service.database)
    await index.load()
    assert (before, index.is_built) == (False, True)
    assert (await caught_up(index, matching.service.database)).best(
        vacancy(), covenant(), Known(in_force(RNG)).covenants.on(NOW), NOW
    ) == []


async def test_a_replica_is_not_ready_before_its_index_is(matching: Running) -> None:
    index = PairIndex(matching.service.database, CollectorRegistry())
    assert index.problem == "the index is still being built"
    await index.load()
    assert index.problem is None


async def test_how_far_it_lags_is_a_metric(matching: Running) -> None:
    lag = matching.service.telemetry.registry.get_sample_value("doorstroom_index_seconds_behind")
    assert lag is not None
    assert 0 <= lag < 60
