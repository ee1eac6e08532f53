"""What a contract brings along in a move."""

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("ALTER TABLE employment ADD COLUMN passport jsonb")


def downgrade() -> None:
    raise NotImplementedError("this product goes forward only; restore a backup")
