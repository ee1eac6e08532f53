"""The tables that every service's database has beside its own, as numbered steps for its migrations.

A step never changes once it was released; what changes later is a next step. Times in these tables are real time:
they say when something was stored, never when it counts.
"""

from collections.abc import Callable

APP, WORKER = "doorstroom_app", "doorstroom_worker"
"""Group roles that hold the rights; each service's login roles are members of one of them."""

STEP_1 = (
    """CREATE TABLE outbox (
        id bigint GENERATED ALWAYS AS IDENTITY (CACHE 1) PRIMARY KEY,
        topic text NOT NULL, key text NOT NULL, value bytea,
        stored_at timestamptz NOT NULL DEFAULT clock_timestamp())""",
    """CREATE TABLE inbox (
        consumer text NOT NULL, source text NOT NULL, event_id uuid NOT NULL,
        stored_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        PRIMARY KEY (consumer, source, event_id))""",
    "CREATE INDEX inbox_stored_at ON inbox (stored_at)",
    """CREATE TABLE dead_letter (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        consumer text NOT NULL, topic text NOT NULL, partition int NOT NULL, "offset" bigint NOT NULL,
        key text NOT NULL, value bytea, event_id uuid, event_type text,
        reason text NOT NULL, error text NOT NULL, attempts int NOT NULL,
        set_aside_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        again_at timestamptz, settled_at timestamptz, outcome text,
        UNIQUE (consumer, topic, partition, "offset"))""",
    """CREATE TABLE timer (
        kind text NOT NULL, key text NOT NULL, due_at timestamptz NOT NULL, PRIMARY KEY (kind, key))""",
    "CREATE INDEX timer_due ON timer (due_at)",
    """CREATE TABLE work (
        kind text NOT NULL, key text NOT NULL, id bigint GENERATED ALWAYS AS IDENTITY, PRIMARY KEY (kind, key))""",
    "CREATE INDEX work_order ON work (kind, id)",
    """CREATE TABLE idempotency (
        caller text NOT NULL, key text NOT NULL, request_hash text NOT NULL,
        status int NOT NULL, headers jsonb NOT NULL, body bytea NOT NULL,
        stored_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        PRIMARY KEY (caller, key))""",
    "CREATE INDEX idempotency_stored_at ON idempotency (stored_at)",
    """CREATE TABLE covenant (
        covenant_id text NOT NULL, version int NOT NULL, hash text NOT NULL UNIQUE, text text NOT NULL,
        adopted_at timestamptz NOT NULL, PRIMARY KEY (covenant_id, version))""",
    f"GRANT SELECT, INSERT, UPDATE, DELETE ON outbox, timer, work, idempotency TO {APP}, {WORKER}",
    f"GRANT SELECT, INSERT, UPDATE, DELETE ON inbox, dead_letter TO {WORKER}",
    f"GRANT SELECT ON covenant TO {APP}",
    f"GRANT SELECT, INSERT ON covenant TO {WORKER}",
)

IMPORTS = (
    """CREATE TABLE import_job (
        organisation text NOT NULL, job_id uuid NOT NULL UNIQUE, kind text NOT NULL, form text NOT NULL,
        language text NOT NULL, options jsonb NOT NULL, status text NOT NULL
            CHECK (status IN ('receiving', 'waiting', 'running', 'finished', 'failed')),
        attempts int NOT NULL DEFAULT 0, rows_read int NOT NULL DEFAULT 0, of_rows int,
        counts jsonb NOT NULL DEFAULT '{}', stored bool NOT NULL DEFAULT false, problem jsonb,
        received_at timestamptz NOT NULL DEFAULT clock_timestamp(), finished_at timestamptz,
        PRIMARY KEY (organisation, job_id))""",
    "CREATE INDEX import_job_received_at ON import_job (received_at)",
    """CREATE TABLE import_chunk (
        organisation text NOT NULL, job_id uuid NOT NULL, number int NOT NULL, bytes bytea NOT NULL,
        PRIMARY KEY (organisation, job_id, number),
        FOREIGN KEY (organisation, job_id) REFERENCES import_job (organisation, job_id) ON DELETE CASCADE)""",
    """CREATE TABLE import_report_line (
        organisation text NOT NULL, job_id uuid NOT NULL, id bigint GENERATED ALWAYS AS IDENTITY,
        line int NOT NULL, heading text, value text, message text NOT NULL,
        PRIMARY KEY (organisation, job_id, id),
        FOREIGN KEY (organisation, job_id) REFERENCES import_job (organisation, job_id) ON DELETE CASCADE)""",
    """CREATE TABLE import_mapping (
        organisation text NOT NULL, kind text NOT NULL, headings jsonb NOT NULL,
        PRIMARY KEY (organisation, kind))""",
    f"GRANT SELECT, INSERT, UPDATE, DELETE ON import_job, import_chunk, import_mapping TO {APP}, {WORKER}",
    f"GRANT SELECT, DELETE ON import_report_line TO {APP}",
    f"GRANT SELECT, INSERT, DELETE ON import_report_line TO {WORKER}",
)
"""Files of rows that are taken in by a worker: for the services that take them."""


def create_imports(execute: Callable[[str], object]) -> None:
    """The tables of imports; a service that takes files has them beside its own."""
    for statement in IMPORTS:
        execute(statement)


def create_foundation(execute: Callable[[str], object]) -> None:
    """Run step 1 through Alembic's `op.execute`, one statement at a time."""
    for statement in STEP_1:
        execute(statement)


def grant(table: str, *, app: str = "", worker: str = "") -> list[str]:
    """The GRANT statements for one table; the rights as SQL writes them (`SELECT, INSERT`)."""
    rights = ((app, APP), (worker, WORKER))
    return [f"GRANT {right} ON {table} TO {role}" for right, role in rights if right]
