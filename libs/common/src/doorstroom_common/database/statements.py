"""SQL that is written once, compiled once and run by asyncpg with parameters by name."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy.dialects.postgresql.asyncpg import PGDialect_asyncpg
from sqlalchemy.sql.elements import ClauseElement

_DIALECT = PGDialect_asyncpg()  # type: ignore[no-untyped-call]
_NAMED = re.compile(r"(?<![:\w]):([a-z_][a-z0-9_]*)")
_NUMBERED = re.compile(r"\$(\d+)")


@dataclass(frozen=True, slots=True, eq=False)
class Statement:
    """SQL with `$1, $2, …` and the parameter name of each place. Written once per process, so compared by identity."""

    sql: str
    names: tuple[str, ...]

    def arguments(self, parameters: Mapping[str, Any]) -> list[Any]:
        """The values in the order of the places; a missing or an unknown name is a programming error."""
        if len(parameters) != len(set(self.names)):
            raise TypeError(f"parameters {sorted(parameters)} do not fit {sorted(set(self.names))}")
        return [parameters[name] for name in self.names]


def compiled(expression: ClauseElement) -> Statement:
    """Compile a SQLAlchemy expression whose values are all `bindparam`s.

    SQLAlchemy's own conversion of values does not run: pass what asyncpg takes (UUID, datetime, list, dict for jsonb).
    """
    result = expression.compile(dialect=_DIALECT, compile_kwargs={"render_postcompile": True})
    return Statement(str(result), tuple(result.positiontup or ()))  # type: ignore[attr-defined]


def sql(text: str) -> Statement:
    """SQL written by hand with `:name` places; each name may stand more than once."""
    names: list[str] = []

    def place(found: re.Match[str]) -> str:
        if found[1] not in names:
            names.append(found[1])
        return f"${names.index(found[1]) + 1}"

    return Statement(_NAMED.sub(place, text), tuple(names))


@lru_cache(maxsize=512)
def composed(parts: tuple[Statement, ...], settings: tuple[str, ...] = ()) -> str:
    """Several data-modifying statements as one, in one round trip and one snapshot.

    The first part decides: the statement returns how many rows it wrote, and a part whose SQL contains
    `EXISTS (SELECT FROM part_0)` writes only where the first one did. No two parts may write the same row.

    `settings` are set before any part runs, for this statement alone, to the values after all others: the count of the
    first part asks for them, and the other parts run when the count is there.
    """
    clauses, offset = [], 0
    for number, part in enumerate(parts):
        clauses.append(f"part_{number} AS ({_returning(_shifted(part.sql, offset))})")
        offset += len(part.names)
    if not settings:
        return f"WITH {', '.join(clauses)} SELECT count(*) FROM part_0"  # noqa: S608 - only our own compiled statements
    calls = (f"set_config('{name}', ${number}, true)" for number, name in enumerate(settings, offset + 1))
    clauses.append(f"asked AS MATERIALIZED (SELECT {' || '.join(calls)} AS whose)")
    return f"WITH {', '.join(clauses)} SELECT (SELECT count(*) FROM part_0 WHERE asked.whose IS NOT NULL) FROM asked"  # noqa: S608


def composed_arguments(parts: Sequence[tuple[Statement, Mapping[str, Any]]]) -> list[Any]:
    return [value for statement, parameters in parts for value in statement.arguments(parameters)]


def _shifted(text: str, by: int) -> str:
    return _NUMBERED.sub(lambda found: f"${int(found[1]) + by}", text) if by else text


def _returning(text: str) -> str:
    return text if re.search(r"\bRETURNING\b", text, re.IGNORECASE) else f"{text} RETURNING 1"
