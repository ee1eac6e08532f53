"""HTTP adds a record when an organisation overrules the order; it reads the record before it, and no other."""

from alembic import op

from doorstroom_common.database.foundation import APP, WORKER, grant

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for statement in grant("decision", app="INSERT"):
        op.execute(statement)
    op.execute(
        """CREATE FUNCTION last_decision(wanted uuid) RETURNS SETOF decision
            LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
            AS $body$SELECT * FROM decision WHERE match_id = wanted ORDER BY match_version DESC LIMIT 1$body$"""
    )
    op.execute("REVOKE ALL ON FUNCTION last_decision(uuid) FROM PUBLIC")
    op.execute(f"GRANT EXECUTE ON FUNCTION last_decision(uuid) TO {APP}, {WORKER}")
    op.execute("CREATE INDEX match_step_decided ON match_step (organisation, taken_at) WHERE side = 'organisation'")


def downgrade() -> None:
    raise NotImplementedError("this product goes forward only; restore a backup")
