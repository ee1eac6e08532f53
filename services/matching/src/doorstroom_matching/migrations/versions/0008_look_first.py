"""An organisation overrules the order for a whole need: it looks at people from outside at once, and says why."""

from alembic import op

from doorstroom_common.database.foundation import grant

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(
        """CREATE TABLE need_overruling (
            organisation text NOT NULL, need_id uuid NOT NULL UNIQUE, overruling_id uuid NOT NULL,
            reason text NOT NULL, actor text NOT NULL, overruled_at timestamptz NOT NULL,
            PRIMARY KEY (organisation, need_id))"""
    )
    for statement in grant("need_overruling", app="SELECT, INSERT", worker="SELECT"):
        op.execute(statement)


def downgrade() -> None:
    raise NotImplementedError("this product goes forward only; restore a backup")
