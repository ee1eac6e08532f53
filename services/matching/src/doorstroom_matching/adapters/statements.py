"""Statements over whole rows, made from the declared tables: many rows go in as one JSON value and one round trip."""

from doorstroom_common.database import Statement, sql
from doorstroom_matching.adapters.tables import Base, columns, name_of


def add_many(table: type[Base]) -> Statement:
    """Insert all `:rows`."""
    return sql(_insert(table, name_of(table)))


def put_many(table: type[Base]) -> Statement:
    """Insert all `:rows`, or replace what stands under their primary keys."""
    return sql(f"{_insert(table, name_of(table))} {_replace(table)}")


def put_many_and(table: type[Base], then: str) -> Statement:
    """The same, and answer `then` in the same round trip: what was put it reads from `put`, and not from the table."""
    return sql(f"WITH put AS ({_insert(table, name_of(table))} {_replace(table)} RETURNING {name_of(table)}.*) {then}")


def put_unless_older(table: type[Base], final: str | None = None, into: str | None = None) -> Statement:
    """Insert `:rows` or replace what stands there, unless that has a higher version or is `final`.

    The same version is put again: a rebuild may have brought it before its event was handled, and its work is still
    to be done. Returns a row for each that was written.
    """
    name = into or name_of(table)
    older = f"WHERE {name}.version <= excluded.version" + (f" AND NOT {name}.{final}" if final else "")
    return sql(f"{_insert(table, name)} {_replace(table)} {older} RETURNING 1")


def _insert(table: type[Base], name: str) -> str:
    names = ", ".join(column.name for column in columns(table))
    return f"INSERT INTO {name} ({names}) SELECT {names} FROM jsonb_populate_recordset(NULL::{name}, :rows::jsonb)"  # noqa: S608 - declared names


def _replace(table: type[Base]) -> str:
    key = ", ".join(column.name for column in columns(table) if column.primary_key)
    others = [column.name for column in columns(table) if not column.primary_key]
    return f"ON CONFLICT ({key}) DO UPDATE SET " + ", ".join(f"{name} = excluded.{name}" for name in others)
