"""Statements that are made from the declared tables: insert a whole row, save a whole row."""

from typing import Any

from sqlalchemy import and_, bindparam, insert, update

from doorstroom_candidate.adapters.tables import Base, columns
from doorstroom_common.database import Statement, compiled


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
