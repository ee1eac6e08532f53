"""Copies made anew from the bus: the same as they were, and nothing else has happened."""

import asyncio
import json
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID, uuid4

import asyncpg
from pydantic import SecretStr

from doorstroom_common.database import Behalf, sql
from doorstroom_common.testing.postgres import ISOLATION, PASSWORDS
from doorstroom_common.testing.running import Running
from doorstroom_matching.adapters.rebuild import Rebuilt
from doorstroom_matching.bootstrap import rebuild
from doorstroom_matching.settings import MatchingSettings
from services.matching.tests import facts
from services.matching.tests.story import CANDIDATE_ID, NEED_ID, PERSON

COPIES = ("need", "candidate", "reaction")
UNTOUCHED = ("match", "decision", "match_view", "person_match_view", "outbox", "work", "timer", "candidate_key")


async def contents(matching: Running, tables: Sequence[str]) -> dict[str, list[str]]:
    return {
        table: sorted(
            row[0] for row in await matching.rows(f"SELECT (to_jsonb(w) - 'changed_by')::text FROM {table} AS w")
        )
        for table in tables
    }


async def rebuilt(matching: Running) -> Rebuilt:
    settings = matching.service.settings
    assert isinstance(settings, MatchingSettings)
    place = urlsplit(matching.admin_dsn)
    await matching.rows(f'ALTER DATABASE "{place.path.lstrip("/")}" OWNER TO matching_owner')
    owner = f"postgresql://matching_owner:{PASSWORDS['owner']}@{place.hostname}:{place.port}{place.path}"
    database = settings.database.model_copy(update={"owner_dsn": SecretStr(owner)})
    return await rebuild(settings.model_copy(update={"database": database}), matching.bus)


async def region(matching: Running) -> None:
    vacancy = facts.vacancy(need_id=uuid4())
    gone = uuid4()
    for event in (
        facts.vacancy(), vacancy, facts.closed(vacancy), facts.secondment(uuid4()), facts.candidate(),
        facts.candidate("changed", version=2, lowestScale="8"), facts.candidate(candidate_id=uuid4()),
        facts.candidate(candidate_id=gone), facts.erased(gone),
        facts.reaction(1), facts.reaction(2), facts.reaction(2, "unsuitable", 2, reason="skills"), facts.reaction(3),
    ):  # fmt: skip
        await matching.publish(event)
    await matching.settle()


async def test_a_rebuild_gives_the_same_copies_and_touches_nothing_else(matching: Running) -> None:
    await region(matching)
    copies, others = await contents(matching, COPIES), await contents(matching, UNTOUCHED)
    events = [len(await matching.events(topic)) for topic in ("matches", "erasures")]
    isolation = await matching.rows(ISOLATION)
    counted = await rebuilt(matching)
    await matching.settle()
    assert counted == Rebuilt(needs=3, candidates=3, reactions=3, messages=13, unreadable=0)
    assert await contents(matching, COPIES) == copies
    assert await contents(matching, UNTOUCHED) == others
    assert await matching.rows(ISOLATION) == isolation
    assert [len(await matching.events(topic)) for topic in ("matches", "erasures")] == events


async def test_a_rebuild_restores_what_was_lost_or_damaged(matching: Running) -> None:
    await region(matching)
    copies = await contents(matching, COPIES)
    admin = await asyncpg.connect(matching.admin_dsn)
    try:
        await admin.execute("DELETE FROM need WHERE kind = 'secondment-request'")
        await admin.execute("DELETE FROM reaction WHERE reaction_id = $1", UUID(int=1, version=4))
        await admin.execute("UPDATE reaction SET stands = NOT stands, version = 99")
        await admin.execute("UPDATE candidate SET skills = '{}', version = 99 WHERE candidate_id = $1", CANDIDATE_ID)
    finally:
        await admin.close()
    await rebuilt(matching)
    assert await contents(matching, COPIES) == copies


async def test_the_running_service_goes_on_with_the_new_copies(matching: Running) -> None:
    await region(matching)
    before = len(await matching.events("matches"))
    await rebuilt(matching)
    await rebuilt(matching)
    await matching.publish(facts.candidate(candidate_id=uuid4()))
    await matching.publish(facts.reaction(1, "withdrawn", 2))
    await matching.settle()
    assert len(await matching.events("matches")) == before + 2
    assert [row["stands"] for row in await matching.rows("SELECT stands FROM reaction ORDER BY reaction_id")] == [
        False, False, True,
    ]  # fmt: skip
    async with matching.service.database.unit_of_work(Behalf.of(person=PERSON)) as uow:
        assert await uow.fetch_value(sql("SELECT own_profile(:one, :person)"), one=CANDIDATE_ID, person=PERSON)


async def test_facts_that_arrive_during_a_rebuild_are_not_lost(matching: Running) -> None:
    await region(matching)
    people = [uuid4() for _ in range(40)]

    async def arrive() -> None:
        for one in people:
            await matching.publish(facts.candidate(candidate_id=one))
            await asyncio.sleep(0.01)

    await asyncio.gather(arrive(), rebuilt(matching))
    await matching.settle()
    kept: Sequence[Any] = await matching.rows("SELECT candidate_id FROM candidate WHERE state = 'active'")
    assert {row["candidate_id"] for row in kept} >= set(people)
    proposed = await matching.rows("SELECT DISTINCT candidate_id FROM match WHERE status = 'proposed'")
    assert {row["candidate_id"] for row in proposed} >= set(people)


async def test_a_rebuild_gives_way_to_whoever_reads_both_tables_in_the_other_order(matching: Running) -> None:
    await region(matching)
    await matching.settle()
    before = await contents(matching, COPIES)
    reader = await asyncpg.connect(matching.admin_dsn)
    try:
        async with reader.transaction():
            await reader.execute("SELECT FROM candidate LIMIT 1")
            rebuilding = asyncio.create_task(rebuilt(matching))
            while not await matching.rows("SELECT FROM pg_locks WHERE NOT granted"):
                assert not rebuilding.done()
                await asyncio.sleep(0.01)
            await reader.execute("SELECT FROM need LIMIT 1")  # taken by the rebuild, which waits for the other
    finally:
        await reader.close()
    await rebuilding
    assert await contents(matching, COPIES) == before


async def test_what_a_rebuild_brought_before_its_event_was_handled_is_still_matched(matching: Running) -> None:
    """As when the consumer stood still: the copy is there, its event has not been handled."""
    await matching.publish(facts.vacancy())
    await matching.settle()
    people = [uuid4() for _ in range(60)]
    gone = people[::3]

    async def arrive() -> None:
        for one in people:
            await matching.publish(facts.candidate(candidate_id=one))
        for one in gone:
            await matching.publish(facts.erased(one))

    await asyncio.gather(arrive(), rebuilt(matching))
    await matching.settle()
    proposed = await matching.rows("SELECT candidate_id FROM match WHERE status = 'proposed'")
    assert {row["candidate_id"] for row in proposed} == set(people) - set(gone)
    assert len(await matching.events("erasures")) == len(gone)


async def test_who_left_before_the_rebuild_knew_of_it_is_still_missed_by_the_cards(matching: Running) -> None:
    """The rebuild runs ahead of a consumer that stands still, and replaces what the profile said before."""
    person = facts.candidate()
    others, later = facts.alike(person), facts.alike(facts.candidate(availableFromDate="2026-04-01"))
    for event in (*others, *later, facts.vacancy(), person):
        await matching.publish(event)
    await matching.settle()
    admin = await asyncpg.connect(matching.admin_dsn)
    try:
        async with admin.transaction():
            await admin.execute("LOCK TABLE inbox IN ACCESS EXCLUSIVE MODE")
            left = UUID(others[0].subject)
            moved = facts.candidate("changed", candidate_id=left, version=2, availableFromDate="2026-06-15")
            await matching.publish(moved)
            await rebuilt(matching)
    finally:
        await admin.close()
    await matching.settle()
    (row,) = await matching.rows("SELECT card FROM match_view WHERE need_id = $1", NEED_ID)
    assert json.loads(row["card"])["withheld"] == ["startMonth"]
    assert await matching.rows("SELECT * FROM departed") == []
