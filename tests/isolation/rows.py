"""Rows of every kind in every table, at random, out of few names, so that whoever asks meets their own and others'."""

import random
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import asyncpg

from tests.isolation.stored import Connection

ORGANISATIONS = ("waterrijk", "heidestad", "duinmeer")
PERSONS = tuple(UUID(int=number) for number in range(1, 4))
COVENANTS = ("delta-demo", "coast-demo")
ADDRESSES = ("a@thuis.example", "b@thuis.example")
CALLERS = tuple(f"organisation:{name}" for name in ORGANISATIONS)
NAMES: Mapping[str, tuple[Any, ...]] = {
    **dict.fromkeys(
        ("organisation", "audience", "sender", "receiver", "lender", "origin", "employer", "sent_by"), ORGANISATIONS
    ),
    **dict.fromkeys(("person_ref", "adviser_ref", "looked_by"), PERSONS),
    **dict.fromkeys(("address_key", "reactor"), ADDRESSES),
    "covenant_id": COVENANTS,
    "caller": CALLERS,
    "status": ("open", "draft", "asked", "closed"),
    "stage": ("own", "partners", "public"),
    "kind": ("opened", "closed", "changed"),
    "purpose": ("advice", "contact"),
    "data": ({}, *({"adviserRef": str(person)} for person in PERSONS)),
}
"""What the policies look at, by the name of the column; a column that a new policy compares is named here."""
IDS = tuple(UUID(int=100 + number) for number in range(12))
MOMENT = datetime(2026, 3, 2, 8, 30, tzinfo=UTC)
OF_TYPE: Mapping[str, Callable[[random.Random], Any]] = {
    "uuid": lambda choose: choose.choice(IDS),
    "text": lambda choose: f"t{choose.randrange(40)}",
    "bool": lambda choose: choose.random() < 0.5,
    "int4": lambda choose: choose.randrange(1, 9),
    "int8": lambda choose: choose.randrange(1, 9),
    "float8": lambda choose: float(choose.randrange(1, 9)),
    "date": lambda choose: date(2026, 3, choose.randrange(1, 28)),
    "timestamptz": lambda choose: MOMENT + timedelta(days=choose.randrange(30)),
    "jsonb": lambda choose: {},
    "bytea": lambda choose: b"x",
    "xid8": lambda choose: choose.randrange(1, 9),
}
COLUMNS = (
    "SELECT column_name, udt_name, is_nullable = 'YES' AS may_be_null FROM information_schema.columns"
    " WHERE table_schema = 'public' AND table_name = $1 AND is_generated = 'NEVER' ORDER BY ordinal_position"
)
LOOSE = (
    "SELECT conrelid::regclass::text AS on_table, conname FROM pg_constraint"
    " WHERE contype IN ('c', 'f') AND connamespace = 'public'::regnamespace ORDER BY contype DESC"
)
TRIES = 300


async def fill(connection: Connection, tables: Mapping[str, object], choose: random.Random) -> None:
    """In a database whose rows make no sense beside each other: what would refuse such rows goes first."""
    await connection.execute("SET session_replication_role = replica")
    for row in await connection.fetch(LOOSE):
        await connection.execute(f'ALTER TABLE {row["on_table"]} DROP CONSTRAINT "{row["conname"]}"')
    for table in tables:
        columns = await connection.fetch(COLUMNS, table)
        names = ", ".join(f'"{column["column_name"]}"' for column in columns)
        places = ", ".join(f"${number}" for number in range(1, len(columns) + 1))
        insert = f'INSERT INTO "{table}" ({names}) OVERRIDING SYSTEM VALUE VALUES ({places}) ON CONFLICT DO NOTHING'
        await connection.executemany(insert, [[_value(column, choose) for column in columns] for _ in range(TRIES)])


def _value(column: asyncpg.Record, choose: random.Random) -> Any:
    if column["may_be_null"] and choose.random() < 0.3:
        return None
    name, kind = column["column_name"], column["udt_name"]
    if name in NAMES and kind in ("text", "uuid", "jsonb"):
        return choose.choice(NAMES[name])
    return [] if kind.startswith("_") else OF_TYPE[kind](choose)
