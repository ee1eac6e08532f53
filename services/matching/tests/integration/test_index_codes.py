"""A start reads codes instead of profiles: the index is the same, and what was coded otherwise is not believed."""

import asyncio
import random
from collections.abc import Sequence
from functools import partial
from uuid import UUID

import pytest

from doorstroom_common.database import Database, Role
from doorstroom_common.testing.running import Running
from doorstroom_matching.adapters.coding import Coding, read_people
from doorstroom_matching.adapters.copies import StoredCopies
from doorstroom_matching.adapters.index import People
from doorstroom_matching.application.reading import candidate_from, need_from
from doorstroom_matching.domain.candidate import Candidate
from services.matching.tests import facts
from services.matching.tests.crowd import Crowd, Known, covenants, in_force
from services.matching.tests.story import CANDIDATE_ID, NOW

SEED = random.randrange(10**9)
RNG = random.Random(SEED)
CROWD, MEMBERS = Crowd(RNG), in_force(RNG)
RULES = {rules.hash: rules for rules in covenants()}
NEEDS = [need_from(CROWD.need(UUID(int=RNG.getrandbits(128)))) for _ in range(40)]
WRONG = "coded_row = decode(repeat('ff', octet_length(coded_row)), 'hex'), coded_terms = ''"
CODES = "SELECT coded_by, coded_version, coded_row, coded_terms FROM candidate ORDER BY candidate_id"


def lists_of(index: People) -> list[object]:
    return [index.best(need, RULES[need.covenant_hash], MEMBERS.on(NOW), NOW) for need in NEEDS]


async def kept(matching: Running, many: int = 250) -> list[Candidate]:
    """So many who came or changed, some of whom take no part."""
    copies, people = StoredCopies(Known(MEMBERS)), []
    async with matching.service.database.unit_of_work(Role.WORKER) as uow:
        for _ in range(many):
            data = CROWD.candidate(UUID(int=RNG.getrandbits(128)), 1)
            people.append(candidate_from(data))
            assert await copies.keep_candidate(people[-1], data, uow)
        await uow.commit()
    return people


async def started(database: Database, pages: int = 1) -> People:
    async with database.connection(Role.WORKER) as connection, connection.transaction(isolation="repeatable_read"):
        return People(await read_people(connection, pages))


async def coded(matching: Running) -> None:
    await Coding(matching.service.database).run(asyncio.Event())


def by_profiles(people: Sequence[Candidate]) -> People:
    index = People()
    index.put(people)
    return index


async def test_an_index_from_codes_is_the_one_from_profiles(matching: Running) -> None:
    people = await kept(matching)
    expected = lists_of(by_profiles(people))
    assert any(expected)
    assert lists_of(await started(matching.service.database)) == expected, f"seed {SEED}"
    await matching.rows("UPDATE candidate SET coded_by = NULL WHERE candidate_id::text < '8'")
    assert lists_of(await started(matching.service.database)) == expected, f"seed {SEED}"


@pytest.mark.parametrize("otherwise", ["coded_by = '0 of old'", "coded_version = version - 1", "coded_by = NULL"])
async def test_what_was_coded_otherwise_is_read_from_the_profile_and_coded_anew(
    matching: Running, otherwise: str
) -> None:
    people, index = await kept(matching), partial(started, matching.service.database)
    expected, codes = lists_of(by_profiles(people)), await matching.rows(CODES)
    await matching.rows(f"UPDATE candidate SET {otherwise}, {WRONG} WHERE state = 'active'")
    assert lists_of(await index()) == expected, f"seed {SEED}"
    await coded(matching)
    assert await matching.rows(CODES) == codes
    assert lists_of(await index()) == expected, f"seed {SEED}"


async def test_a_start_reads_one_profile_for_each_place_of_work_and_no_other(matching: Running) -> None:
    person = facts.candidate()
    for event in (person, *facts.alike(person)):
        await matching.publish(event)
    await matching.settle()
    await matching.rows("UPDATE candidate SET data = '{}' WHERE candidate_id <> $1", CANDIDATE_ID)
    assert len(await started(matching.service.database)) == len(facts.alike(person)) + 1


async def test_whoever_takes_no_part_has_no_codes(matching: Running) -> None:
    await matching.publish(facts.candidate())
    await matching.settle()
    assert all((await matching.rows(CODES))[0])
    await matching.publish(facts.candidate("withdrawn", version=2, status="withdrawn"))
    await matching.settle()
    assert not any((await matching.rows(CODES))[0])


async def test_coding_is_no_change_and_clears_what_an_older_release_left(matching: Running) -> None:
    await kept(matching, 60)
    await matching.rows("UPDATE candidate SET coded_by = NULL, coded_row = NULL WHERE state = 'active'")
    await matching.rows("UPDATE candidate SET coded_by = '0', coded_row = 'left' WHERE state <> 'active'")
    before = await matching.rows("SELECT candidate_id, changed_by FROM candidate ORDER BY 1")
    await coded(matching)
    assert await matching.rows("SELECT candidate_id, changed_by FROM candidate ORDER BY 1") == before
    assert {(row["state"], row["has"]) for row in await matching.rows(
        "SELECT state, coded_row IS NOT NULL AND coded_by IS NOT NULL AS has FROM candidate"
    )} == {("active", True), ("withdrawn", False)}  # fmt: skip
