"""After an erasure nothing here leads to the person: every column of every table is searched."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import uuid4

from doorstroom_common.testing.contracts import validate_event
from doorstroom_common.testing.running import Running
from services.matching.tests import facts
from services.matching.tests.story import CANDIDATE_ID, NEED_ID, PERSON

CANARY = "http://data.europa.eu/esco/skill/canary"
EVERY_TABLE = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename"


async def tables_with(matching: Running, text: str) -> list[str]:
    """Which tables hold this text in any column of any row, as text or as bytes."""
    query = 'SELECT 1 FROM "{}" AS whole WHERE whole::text LIKE ANY ($1) LIMIT 1'
    forms = [f"%{text}%", f"%{text.encode().hex()}%"]
    tables = [table for (table,) in await matching.rows(EVERY_TABLE)]
    return [table for table in tables if await matching.rows(query.format(table), forms)]


async def published(matching: Running) -> Sequence[dict[str, object]]:
    return [validate_event(event)["data"] for event in await matching.events("matches")]


async def known_candidate(matching: Running) -> None:
    canary = {"scheme": "esco-skill", "uri": CANARY}
    await matching.publish(facts.vacancy())
    await matching.publish(facts.secondment(uuid4()))
    await matching.publish(facts.candidate(skills=[*facts.SKILLS[:2], canary]))
    await matching.settle()
    assert await tables_with(matching, str(PERSON))
    assert await tables_with(matching, CANARY)


async def test_an_erasure_leaves_nothing_that_leads_to_the_person(matching: Running) -> None:
    await known_candidate(matching)
    await matching.publish(facts.erased())
    await matching.settle()
    assert await tables_with(matching, str(PERSON)) == []
    assert await tables_with(matching, CANARY) == []
    assert await tables_with(matching, str(CANDIDATE_ID)) == ["candidate", "erasure", "turn"]
    (stone,) = await matching.rows("SELECT * FROM candidate")
    assert {name for name, value in stone.items() if value is not None} == {
        "candidate_id",
        "version",
        "state",
        "changed_by",
    }


async def test_its_matches_are_withdrawn_with_nothing_of_the_person(matching: Running) -> None:
    await known_candidate(matching)
    await matching.publish(facts.erased())
    await matching.settle()
    last = [data for data in await published(matching) if data["status"] == "withdrawn"]
    assert len(last) == 2
    assert {data["withdrawnBecause"] for data in last} == {"candidate-erased"}
    assert {frozenset(data) for data in last} == {
        frozenset({"matchId", "version", "status", "withdrawnBecause", "organisation", "need", "visibleTo"})
    }


async def test_the_erasure_is_confirmed_once_however_often_it_is_asked(matching: Running) -> None:
    await known_candidate(matching)
    for _ in range(2):
        await matching.publish(facts.erased())
        await matching.settle()
    (confirmed,) = [validate_event(event) for event in await matching.events("erasures")]
    assert confirmed["data"]["service"] == "matching"
    assert confirmed["subject"] == str(CANDIDATE_ID)


async def test_somebody_who_was_never_known_here_is_confirmed_too(matching: Running) -> None:
    unknown = uuid4()
    await matching.publish(facts.erased(unknown))
    await matching.settle()
    assert [event["subject"] for event in await matching.events("erasures")] == [str(unknown)]


async def test_late_facts_about_an_erased_person_are_dropped(matching: Running) -> None:
    await matching.publish(facts.erased())
    await matching.settle()
    await matching.publish(facts.vacancy())
    await matching.publish(facts.candidate("changed", version=9))
    await matching.settle()
    assert await published(matching) == []
    assert await tables_with(matching, str(PERSON)) == []


async def test_decisions_stay_without_whom_they_were_about(matching: Running) -> None:
    await known_candidate(matching)
    before = await matching.rows("SELECT * FROM decision")
    await matching.publish(facts.erased())
    await matching.settle()
    after = await matching.rows("SELECT * FROM decision")
    kept = ("decision_id", "covenant_hash", "rules_version", "tier", "verdict", "outcome", "inputs_seal")
    assert sorted([row[name] for name in kept] for row in before) == sorted(
        [row[name] for name in kept] for row in after
    )
    assert all(row["match_id"] is None and row["inputs_erased_at"] for row in after)
    assert len({row["candidate_id"] for row in after} | {CANDIDATE_ID}) == 3
    assert await matching.rows("SELECT * FROM candidate_key") == []
    assert {row["need_id"] for row in await matching.rows("SELECT need_id FROM need_version")} > {NEED_ID}


async def test_set_aside_messages_of_the_person_go_too(matching: Running) -> None:
    candidate = facts.candidate()
    broken = {key: value for key, value in candidate.data.items() if key != "hours"}
    await matching.publish(replace(candidate, data=broken))
    await matching.settle()
    assert await tables_with(matching, str(PERSON)) == ["dead_letter"]
    await matching.publish(facts.erased())
    await matching.settle()
    assert await tables_with(matching, str(PERSON)) == []
