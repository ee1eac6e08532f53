"""Statements that are made from the declared tables, and the one form of every page."""

from typing import Any

from sqlalchemy import and_, bindparam, insert, update

from doorstroom_candidate.adapters.tables import Base, columns
from doorstroom_common.database import Statement, compiled, sql


def inserts(table: type[Base]) -> Statement:
    """A new row; its parameters are called as its columns."""
    return compiled(insert(table.__table__).values({name: bindparam(name) for name in columns(table)}))


def saves(table: type[Base]) -> Statement:
    """Every column of an existing row; parameters as for `inserts`."""
    keys = [column.name for column in table.__table__.primary_key]
    identified = and_(*(table.__table__.c[name] == bindparam(f"key_{name}") for name in keys))
    changed: dict[str, Any] = {name: bindparam(name) for name in columns(table) if name not in keys}
    statement = compiled(update(table.__table__).where(identified).values(changed))
    return Statement(statement.sql, tuple(name.removeprefix("key_") for name in statement.names))


def inserts_all(table: type[Base]) -> Statement:
    """New rows, as many as the JSON list `rows` has."""
    return sql(_all(table))


def puts_all(table: type[Base]) -> Statement:
    """As `inserts_all`, or every column of the row that has the key."""
    keys = [column.name for column in table.__table__.primary_key]
    changed = ", ".join(f"{name} = excluded.{name}" for name in columns(table) if name not in keys)
    return sql(f"{_all(table)} ON CONFLICT ({', '.join(keys)}) DO UPDATE SET {changed}")


def puts(table: type[Base]) -> Statement:
    """A new row, or every column of the one with its key."""
    names, keys = columns(table), [column.name for column in table.__table__.primary_key]
    changed = ", ".join(f"{name} = excluded.{name}" for name in names if name not in keys)
    return sql(
        f"INSERT INTO {table.__table__.name} ({', '.join(names)}) VALUES ({', '.join(f':{name}' for name in names)})"  # noqa: S608 - our own names
        f" ON CONFLICT ({', '.join(keys)}) DO UPDATE SET {changed}"
    )


def paged(query: str, moment: str, identifier: str) -> str:
    """A query with a WHERE, newest first, after what was shown before: with `:after`, `:after_id` and `:most`."""
    place = f"({moment}, {identifier})"
    return (
        f"{query} AND (:after::timestamptz IS NULL OR {place} < (:after::timestamptz, :after_id::uuid))"
        f" ORDER BY {moment} DESC, {identifier} DESC LIMIT :most"
    )


def _all(table: type[Base]) -> str:
    name, names = table.__table__.name, ", ".join(columns(table))
    return f"INSERT INTO {name} ({names}) SELECT {names} FROM jsonb_populate_recordset(NULL::{name}, :rows::jsonb)"  # noqa: S608 - our own names
