"""Reactions, as opaque references that are counted for those who compete; and profiles, for an adviser to explain."""

from alembic import op

from doorstroom_common.database.foundation import APP, WORKER, grant

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(
        """CREATE TABLE reaction (
            organisation text NOT NULL, need_id uuid NOT NULL, reaction_id uuid NOT NULL UNIQUE,
            version int NOT NULL, stands bool NOT NULL, PRIMARY KEY (organisation, need_id, reaction_id))"""
    )
    op.execute("CREATE INDEX reaction_standing ON reaction (need_id) WHERE stands")
    for statement in grant("reaction", app="SELECT", worker="SELECT, INSERT, UPDATE"):
        op.execute(statement)
    op.execute(
        """CREATE FUNCTION advised_profile(wanted uuid, adviser uuid) RETURNS jsonb
            LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
            AS $body$SELECT data FROM candidate WHERE candidate_id = wanted AND data ? 'adviserRef'
                AND data ->> 'adviserRef' = adviser::text$body$"""
    )
    op.execute("REVOKE ALL ON FUNCTION advised_profile(uuid, uuid) FROM PUBLIC")
    op.execute(f"GRANT EXECUTE ON FUNCTION advised_profile(uuid, uuid) TO {APP}, {WORKER}")


def downgrade() -> None:
    raise NotImplementedError("this product goes forward only; restore a backup")
