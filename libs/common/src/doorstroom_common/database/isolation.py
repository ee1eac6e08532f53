"""Row-level security as steps for migrations: what HTTP may see and write of a table, whatever its statements say.

The settings that the policies read are those of `Behalf`; one that is not set opens nothing. The owner is bound too, so
a migration that changes rows does it inside `unbound`. Time stands in no policy, because business time is not the
database's: what opens and closes by the clock is decided by the statements alone.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from doorstroom_common.database.foundation import APP, WORKER

Execute = Callable[[str], object]

ORGANISATIONS = "(SELECT string_to_array(current_setting('app.organisations', true), ','))::text[]"
PERSONS = "(SELECT string_to_array(current_setting('app.persons', true), ',')::uuid[])::uuid[]"
COVENANTS = "(SELECT string_to_array(current_setting('app.covenants', true), ','))::text[]"
"""Within `ANY (…)`; each is worked out once for a statement, not for each row."""
OF_ORGANISATION = f"organisation = ANY ({ORGANISATIONS})"
OF_PERSON = f"person_ref = ANY ({PERSONS})"
KNOWN_AS = "(SELECT convert_from(decode(nullif(current_setting('app.known_as', true), ''), 'hex'), 'UTF8'))"
CALLER = "(SELECT current_setting('app.caller', true))"
ERASING = "(SELECT nullif(current_setting('app.erasing', true), ''))"


def protect(table: str, own: str | None = None, *, worker: bool = True, **more: str) -> list[str]:
    """`own` is what HTTP may see and write of a table, nothing where it is None; a worker that has rights acts for all.

    `more` opens rows for one kind of statement beside these: `select`, `insert`, `update` or `delete`. What is opened
    for `update` may be locked; it is changed only where that makes it `own`.
    """
    statements = [f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY"]
    if worker:
        statements.append(f"CREATE POLICY worker ON {table} TO {WORKER} USING (true) WITH CHECK (true)")
    if own is not None:
        statements.append(f"CREATE POLICY own ON {table} TO {APP} USING ({own}) WITH CHECK ({own})")
    for command, rows in more.items():
        rule = f"WITH CHECK ({rows})" if command == "insert" else f"USING ({rows})"
        if command == "update":
            rule += f" WITH CHECK ({own or 'false'})"
        statements.append(f"CREATE POLICY for_{command} ON {table} FOR {command.upper()} TO {APP} {rule}")
    return statements


def open_to_owner(table: str, rows: str = "true") -> str:
    """For what runs as the owner: making copies anew, and functions that tell HTTP one fact of a table."""
    return f"CREATE POLICY owner ON {table} TO CURRENT_USER USING ({rows}) WITH CHECK ({rows})"


def isolate_foundation(execute: Execute) -> None:
    """Step 2 of the foundation: an answer is there for its caller, and HTTP reads nothing that waits to be published.

    Timers and work are ids without a controller, as what waits in the outbox; a covenant is there for everybody.
    """
    for statement in (
        *protect("idempotency", f"caller = {CALLER}"),
        f"REVOKE SELECT, UPDATE, DELETE ON outbox FROM {APP}",
    ):
        execute(statement)


@contextmanager
def unbound(execute: Execute, *tables: str) -> Iterator[None]:
    """The owner sees and changes the rows of these tables; nobody else meanwhile, because they are locked."""
    for table in tables:
        execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
    yield
    for table in tables:
        execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
