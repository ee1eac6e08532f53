"""The tables are as declared, and HTTP's role can read no profile."""

import asyncpg
import pytest

from doorstroom_common.database import NOBODY, Behalf
from doorstroom_common.database.statements import sql
from doorstroom_common.testing.running import Running
from doorstroom_matching.adapters import tables
from services.matching.tests import facts
from services.matching.tests.story import CANDIDATE_ID, PERSON

DECLARED = (
    tables.NeedRow,
    tables.CandidateRow,
    tables.MatchRow,
    tables.DecisionRow,
    tables.MatchViewRow,
    tables.PersonMatchViewRow,
    tables.LenderMatchViewRow,
    tables.MatchStepRow,
    tables.ReferralRow,
)


async def test_the_migrations_make_what_is_declared(matching: Running) -> None:
    for table in DECLARED:
        name = tables.name_of(table)
        rows = await matching.rows(
            "SELECT column_name, is_nullable FROM information_schema.columns WHERE table_name = $1"
            " AND is_generated = 'NEVER'",
            name,
        )
        nullable = {column.name: column.nullable for column in tables.columns(table)}
        assert {row["column_name"] for row in rows} == set(nullable), name
        if name != "candidate":
            assert {row["column_name"]: row["is_nullable"] == "YES" for row in rows} == nullable, name


@pytest.mark.parametrize(
    "table",
    [
        "candidate",
        "candidate_key",
        "candidate_version",
        "decision",
        "turn",
        "erasure",
        "dead_letter",
        "departed",
        "departure",
        "shown_card",
    ],
)
async def test_http_cannot_read_what_is_for_workers(matching: Running, table: str) -> None:
    async with matching.service.database.unit_of_work(NOBODY) as uow:
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await uow.fetch(sql(f"SELECT * FROM {table}"))


async def test_http_can_read_a_profile_for_its_own_person_only(matching: Running) -> None:
    await matching.publish(facts.candidate())
    await matching.settle()
    own = sql("SELECT own_profile(:candidate, :person)")
    for behalf in (NOBODY, Behalf.of("duinmeer"), Behalf.of(person=CANDIDATE_ID)):
        async with matching.service.database.unit_of_work(behalf) as uow:
            assert await uow.fetch_value(own, candidate=CANDIDATE_ID, person=PERSON) is None
    async with matching.service.database.unit_of_work(Behalf.of(person=PERSON)) as uow:
        assert await uow.fetch_value(own, candidate=CANDIDATE_ID, person=CANDIDATE_ID) is None
        profile = await uow.fetch_value(own, candidate=CANDIDATE_ID, person=PERSON)
    assert profile["candidateId"] == str(CANDIDATE_ID)
