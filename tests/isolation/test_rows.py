"""With every filter of the code taken out, whoever asks still reads and writes their own, and what is open to them."""

import random
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
from typing import Any

import asyncpg
import pytest

from doorstroom_common.database import NOBODY, Behalf
from doorstroom_common.database.foundation import APP
from doorstroom_common.database.pool import prepare_connection
from doorstroom_common.testing.postgres import blocking
from tests.isolation.rows import ADDRESSES, CALLERS, COVENANTS, ORGANISATIONS, PERSONS, fill
from tests.isolation.stored import Connection, Stored
from tests.isolation.tables import Held

SEED = 649
COLUMNS = (
    "SELECT column_name FROM information_schema.columns WHERE table_schema = 'public' AND table_name = $1"
    f" AND has_column_privilege('{APP}', $1::text, column_name, $2) ORDER BY ordinal_position"
)
MAY = f"SELECT has_table_privilege('{APP}', $1::text, $2)"
TAKEN_BY_KEY = {"registration", "idempotency", "dead_letter"}
"""Erasure takes these rows wherever they are; which ones, their policies say and the tests of erasure hold."""


def asking() -> Iterator[Behalf]:
    """Nobody, an organisation, a person, and somebody with everything that a token can say."""
    yield NOBODY
    for organisation, caller in zip(ORGANISATIONS, CALLERS, strict=True):
        yield Behalf.of(organisation, caller=caller)
    for person in PERSONS:
        yield Behalf.of(person=person, known_as=ADDRESSES[0])
    yield Behalf.of(ORGANISATIONS[0], PERSONS[1], known_as=ADDRESSES[1])
    yield Behalf(covenants=frozenset(COVENANTS[:1]))


@pytest.fixture(scope="module")
def filled(stored: Stored) -> Stored:
    async def prepare() -> None:
        async with stored.past_all_roles() as connection:
            await prepare_connection(connection)
            await fill(connection, stored.held, random.Random(SEED))

    blocking(prepare())
    return stored


async def test_whoever_asks_sees_their_rows_and_those_that_are_open_to_them_and_no_others(filled: Stored) -> None:
    seen_of_others = 0
    async with filled.past_all_roles() as admin, filled.as_http() as http:
        for table, held in filled.held.items():
            if not (columns := await _columns(admin, table)):
                continue
            for by in asking():
                allowed = await _rows(admin, f"SELECT {columns} FROM {table} t WHERE {_of(held.seen, by)}")
                async with _on_behalf(http, by):
                    assert await _rows(http, f"SELECT {columns} FROM {table} t") == allowed, (table, by)
                seen_of_others += len(allowed)
            assert len(await _rows(admin, f"SELECT FROM {table}")) >= 2, table
    assert seen_of_others > 20


async def test_nobody_sees_nothing_of_what_is_not_open_to_everybody(filled: Stored) -> None:
    async with filled.past_all_roles() as admin, filled.as_http() as http:
        for table, held in filled.held.items():
            if held.others == "false" and (columns := await _columns(admin, table)):
                assert await http.fetch(f"SELECT {columns} FROM {table}") == [], table


async def test_nobody_changes_takes_away_or_makes_rows_of_others(filled: Stored) -> None:
    tried = 0
    async with filled.past_all_roles() as admin, filled.as_http() as http:
        for table, held in filled.held.items():
            for by in asking():
                for statement in await _writes(admin, table, held, by):
                    async with _on_behalf(http, by):
                        written = await _written(http, statement)
                    assert written == 0, (statement, by)
                    tried += 1
    assert tried > 20


async def _writes(admin: Connection, table: str, held: Held, by: Behalf) -> list[str]:
    """Statements that meet only rows which are not the asker's own."""
    others = f"FROM {table} t WHERE NOT coalesce({_of(held.own, by)}, false)"
    statements = []
    if columns := await _columns(admin, table, "INSERT"):
        new = f"{others} AND NOT coalesce({_of(held.added, by)}, false) LIMIT 5"
        for row in await admin.fetch(f"SELECT to_jsonb(t)::text AS whole {new}"):
            whole = f"jsonb_populate_record(NULL::{table}, {_literal(row['whole'])})"
            statements.append(f"INSERT INTO {table} ({columns}) OVERRIDING SYSTEM VALUE SELECT {columns} FROM {whole}")
    return statements + await _changes(admin, table, others)


async def _changes(admin: Connection, table: str, others: str) -> list[str]:
    keys = [f'"{column}"' for column in await _key(admin, table)]
    rows = await admin.fetch(f"SELECT {', '.join(keys)} {others} LIMIT 5")
    met = " OR ".join(f"({', '.join(keys)}) IS NOT DISTINCT FROM ({', '.join(map(_literal, row))})" for row in rows)
    statements = []
    if met and await admin.fetchval(MAY, table, "UPDATE"):
        statements.append(f"UPDATE {table} SET {keys[0]} = {keys[0]} WHERE {met}")
    if met and await admin.fetchval(MAY, table, "DELETE") and table not in TAKEN_BY_KEY:
        statements.append(f"DELETE FROM {table} WHERE {met}")
    return statements


async def _written(http: Connection, statement: str) -> int:
    try:
        return int((await http.execute(statement)).rpartition(" ")[2])
    except asyncpg.InsufficientPrivilegeError as refused:
        if "row-level security" in str(refused):
            return 0
        raise


async def _columns(admin: Connection, table: str, right: str = "SELECT") -> str:
    """Those on which HTTP has the right."""
    return ", ".join(f'"{row["column_name"]}"' for row in await admin.fetch(COLUMNS, table, right))


async def _key(admin: Connection, table: str) -> Sequence[str]:
    rows = await admin.fetch(
        "SELECT a.attname::text FROM pg_index i JOIN pg_attribute a ON a.attrelid = i.indrelid"
        " AND a.attnum = ANY (i.indkey) WHERE i.indrelid = $1::text::regclass AND i.indisunique"
        " ORDER BY i.indisprimary DESC, i.indexrelid, a.attnum",
        table,
    )
    return list(dict.fromkeys(row["attname"] for row in rows))


async def _rows(connection: Connection, query: str) -> list[str]:
    return sorted(str(tuple(row)) for row in await connection.fetch(query))


@asynccontextmanager
async def _on_behalf(http: Connection, by: Behalf) -> AsyncIterator[None]:
    await http.execute(f"BEGIN; {by.set_local}")
    try:
        yield
    finally:
        await http.execute("ROLLBACK")


def _of(rows: str, by: Behalf) -> str:
    asker = {
        "organisation": next(iter(by.organisations), None),
        "person": next(iter(by.persons), None),
        "address": by.known_as,
        "covenant": next(iter(by.covenants), None),
        "caller": by.caller,
    }
    for name, value in asker.items():
        rows = rows.replace(f":{name}", _literal(value))
    return rows


def _literal(value: Any) -> str:
    return "NULL" if value is None else f"'{value}'"
