"""Every organisation can switch matching off, for itself (no need) or for a need; a decision keeps how it was."""

from alembic import op

from doorstroom_common.database.foundation import grant

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(
        """CREATE TABLE matching_off (
            organisation text NOT NULL, need_id uuid, since timestamptz NOT NULL, actor text NOT NULL,
            UNIQUE NULLS NOT DISTINCT (organisation, need_id))"""
    )
    for statement in grant("matching_off", app="SELECT, INSERT, DELETE", worker="SELECT"):
        op.execute(statement)
    op.execute("ALTER TABLE decision ADD COLUMN matching_off bool")


def downgrade() -> None:
    raise NotImplementedError("this product goes forward only; restore a backup")
