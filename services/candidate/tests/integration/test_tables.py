"""The declared tables are those that the migrations make."""

from doorstroom_candidate.adapters.tables import Base, columns
from services.candidate.tests.conftest import CandidateService

OF_PERSONS = (
    "candidate", "employment", "identity", "disclosure", "access_log", "adviser", "employment_confirmation",
)  # fmt: skip
OF_ORGANISATIONS = ("registration", "addressee", "employment_answer")


async def test_declared_and_migrated_columns_are_the_same(service: CandidateService) -> None:
    for table in Base.__subclasses__():
        name = table.__table__.name
        rows = await service.rows(
            "SELECT column_name, is_nullable FROM information_schema.columns WHERE table_name = $1", name
        )
        migrated = {row["column_name"]: row["is_nullable"] == "YES" for row in rows}
        assert migrated == {column: bool(table.__table__.c[column].nullable) for column in columns(table)}, name


async def test_every_key_begins_with_the_controller(service: CandidateService) -> None:
    rows = await service.rows(
        "SELECT t.relname AS table, a.attname AS first FROM pg_index i JOIN pg_class t ON t.oid = i.indrelid"
        " JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = i.indkey[0] WHERE i.indisprimary"
    )
    first = {row["table"]: row["first"] for row in rows}
    assert {first[table] for table in OF_PERSONS} == {"person_ref"}
    assert {first[table] for table in OF_ORGANISATIONS} == {"organisation"}
