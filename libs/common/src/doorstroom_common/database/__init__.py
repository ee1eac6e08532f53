"""One service's own PostgreSQL: pools per role, compiled statements, the unit of work, migrations."""

from doorstroom_common.database.behalf import NOBODY, Behalf
from doorstroom_common.database.pool import Database, Role
from doorstroom_common.database.statements import Statement, compiled, sql
from doorstroom_common.database.stored_answers import IdempotencyConflict, StoredAnswer
from doorstroom_common.database.unit_of_work import UnitOfWork

__all__ = [
    "NOBODY",
    "Behalf",
    "Database",
    "IdempotencyConflict",
    "Role",
    "Statement",
    "StoredAnswer",
    "UnitOfWork",
    "compiled",
    "sql",
]
