"""Recruiters, alerts and their deliveries, and copies of what alerts are about."""

from alembic import op

from doorstroom_common.database.foundation import create_foundation, grant

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

TABLES = (
    """CREATE TABLE recruiter (
        organisation text NOT NULL, recruiter_id uuid NOT NULL, version int NOT NULL,
        name text NOT NULL, email text NOT NULL, language text NOT NULL CHECK (language IN ('nl', 'en')),
        wishes jsonb NOT NULL, registered_at timestamptz NOT NULL, email_refused_at timestamptz,
        PRIMARY KEY (organisation, recruiter_id))""",
    "CREATE UNIQUE INDEX recruiter_email ON recruiter (organisation, lower(email))",
    """CREATE TABLE alert (
        organisation text NOT NULL, alert_id uuid NOT NULL, recruiter_id uuid NOT NULL,
        kind text NOT NULL CHECK (kind IN ('match', 'vacancy', 'stage', 'secondment-request')),
        subject_id uuid NOT NULL, marker text NOT NULL, need_id uuid NOT NULL, because_of text NOT NULL,
        content jsonb NOT NULL, told_at timestamptz NOT NULL, read_at timestamptz,
        ended_at timestamptz, ended_because text,
        PRIMARY KEY (organisation, alert_id),
        UNIQUE (organisation, recruiter_id, kind, subject_id, marker),
        FOREIGN KEY (organisation, recruiter_id) REFERENCES recruiter ON DELETE CASCADE)""",
    "CREATE INDEX alert_inbox ON alert (organisation, recruiter_id, told_at DESC, alert_id DESC)",
    "CREATE INDEX alert_subject ON alert (subject_id)",
    "CREATE INDEX alert_need ON alert (need_id)",
    """CREATE TABLE delivery (
        organisation text NOT NULL, alert_id uuid NOT NULL,
        state text NOT NULL CHECK (state IN ('waiting', 'sent', 'dropped', 'given-up')),
        attempts int NOT NULL, settled_at timestamptz, error text,
        PRIMARY KEY (organisation, alert_id),
        FOREIGN KEY (organisation, alert_id) REFERENCES alert ON DELETE CASCADE)""",
    """CREATE TABLE need_copy (
        need_id uuid PRIMARY KEY, organisation text NOT NULL, version int NOT NULL, ended boolean NOT NULL,
        state jsonb)""",
    """CREATE TABLE match_copy (
        match_id uuid PRIMARY KEY, organisation text NOT NULL, version int NOT NULL, need_id uuid NOT NULL,
        candidate_id uuid, proposed boolean NOT NULL, state jsonb)""",
    "CREATE INDEX match_copy_need ON match_copy (need_id)",
    "CREATE INDEX match_copy_candidate ON match_copy (candidate_id)",
    "CREATE TABLE erased_candidate (candidate_id uuid PRIMARY KEY)",
)


def upgrade() -> None:
    create_foundation(op.execute)
    for statement in TABLES:
        op.execute(statement)
    everything = "SELECT, INSERT, UPDATE, DELETE"
    for statement in (
        *grant("recruiter", app=everything, worker="SELECT, UPDATE"),
        *grant("alert", app="SELECT, UPDATE", worker=everything),
        *grant("delivery", app="SELECT", worker=everything),
        *(
            line
            for table in ("need_copy", "match_copy", "erased_candidate")
            for line in grant(table, worker=everything)
        ),
    ):
        op.execute(statement)


def downgrade() -> None:
    raise NotImplementedError("this product goes forward only; restore a backup")
