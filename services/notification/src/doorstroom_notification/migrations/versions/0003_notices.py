"""What the systems of an organisation are told, in the order in which it is told."""

from alembic import op

from doorstroom_common.database.foundation import grant

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

TABLES = (
    """CREATE TABLE notice_feed (
        organisation text PRIMARY KEY, newest bigint NOT NULL, forgotten bigint NOT NULL DEFAULT 0)""",
    """CREATE TABLE notice (
        organisation text NOT NULL, position bigint NOT NULL, event_id uuid NOT NULL, type text NOT NULL,
        subject_id uuid NOT NULL, data jsonb NOT NULL, told_at timestamptz NOT NULL,
        PRIMARY KEY (organisation, position))""",
    "CREATE INDEX notice_subject ON notice (subject_id)",
    "CREATE INDEX notice_told_at ON notice (told_at)",
    """CREATE TABLE notice_standing (
        organisation text NOT NULL, subject_id uuid NOT NULL, type text NOT NULL, marker text NOT NULL,
        PRIMARY KEY (organisation, subject_id, type, marker))""",
    "CREATE INDEX notice_standing_subject ON notice_standing (subject_id)",
)


def upgrade() -> None:
    for statement in TABLES:
        op.execute(statement)
    for table in ("notice_feed", "notice"):
        for statement in grant(table, app="SELECT", worker="SELECT, INSERT, UPDATE, DELETE"):
            op.execute(statement)
    for statement in grant("notice_standing", worker="SELECT, INSERT, DELETE"):
        op.execute(statement)


def downgrade() -> None:
    raise NotImplementedError("this product goes forward only; restore a backup")
