"""Business time comes from the clock that is handed in, and from nowhere else."""

import re
from collections.abc import Iterable

import pytest

from tests.architecture.sources import Module, product

DATABASE_TIME = re.compile(
    r"\b(now\s*\(\s*\)|current_timestamp|current_date|current_time|localtimestamp|localtime|"
    r"(clock|statement|transaction)_timestamp\s*\(\s*\))",
    re.IGNORECASE,
)
# Columns that say when something was stored or handled, never when it counts.
REAL_TIME = r"(stored_at|set_aside_at|settled_at|again_at|received_at|finished_at)"
ALLOWED_IN_COMMON = [
    re.compile(pattern)
    for pattern in (
        rf"{REAL_TIME} timestamptz (NOT NULL )?DEFAULT clock_timestamp\(\)",
        rf"{REAL_TIME} = clock_timestamp\(\)",
        rf"{REAL_TIME} < clock_timestamp\(\) -",
        r"clock_timestamp\(\) - min\(stored_at\)",
        # The real clock itself: the database's.
        r"^SELECT clock_timestamp\(\)$",
    )
]
WALL_CLOCK = re.compile(
    r"(^|\.)(datetime\.(now|utcnow|today)|date\.today|time\.time|func\.now|func\.current_timestamp)$"
)


def reads_database_time(modules: Iterable[Module]) -> list[str]:
    found = []
    for module in modules:
        for line, text in module.strings():
            left = text
            if "/doorstroom_common/" in module.name:
                for allowed in ALLOWED_IN_COMMON:
                    left = allowed.sub("", left)
            if DATABASE_TIME.search(left):
                found.append(f"{module.name}:{line}: {left.strip()[:80]}")
    return found


def reads_the_wall_clock(modules: Iterable[Module]) -> list[str]:
    return [
        f"{module.name}:{line}: {call}"
        for module in modules
        if module.name.startswith("services/")
        for line, call in module.calls()
        if WALL_CLOCK.search(call)
    ]


def test_no_statement_takes_business_time_from_the_database() -> None:
    assert reads_database_time(product()) == []


def test_no_service_looks_at_the_wall_clock() -> None:
    assert reads_the_wall_clock(product()) == []


@pytest.mark.parametrize(
    "fault",
    [
        'op.execute("CREATE TABLE vacancy (opened_at timestamptz DEFAULT now())")',
        'sa.Column("opened_at", sa.DateTime(), server_default=sa.text("CURRENT_TIMESTAMP"))',
        'SQL = f"UPDATE vacancy SET closed_at = clock_timestamp() WHERE id = {x}"',
        'SQL = "SELECT 1 FROM vacancy WHERE closing_date < current_date"',
    ],
)
def test_a_planted_statement_is_found(fault: str) -> None:
    assert len(reads_database_time([Module("services/vacancy/src/planted.py", fault)])) == 1


def test_real_time_columns_are_a_matter_of_the_common_tables_alone() -> None:
    statement = 'S = "CREATE TABLE t (stored_at timestamptz NOT NULL DEFAULT clock_timestamp())"'
    assert reads_database_time([Module("libs/common/src/doorstroom_common/planted.py", statement)]) == []
    assert reads_database_time([Module("services/vacancy/src/planted.py", statement)]) != []
    business = statement.replace("stored_at", "due_at")
    assert reads_database_time([Module("libs/common/src/doorstroom_common/planted.py", business)]) != []


@pytest.mark.parametrize("fault", ["datetime.now(UTC)", "datetime.datetime.now()", "date.today()", "func.now()"])
def test_a_planted_look_at_the_wall_clock_is_found(fault: str) -> None:
    assert len(reads_the_wall_clock([Module("services/vacancy/src/planted.py", fault)])) == 1


def test_the_word_in_a_docstring_is_no_fault() -> None:
    prose = '"""Never uses now()."""\nclass A:\n    """Nor CURRENT_TIMESTAMP."""\n'
    assert reads_database_time([Module("services/vacancy/src/planted.py", prose)]) == []
