"""Until when a posting was open without anybody being alerted to it: what a first load brings in."""

from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for table in ("vacancy", "secondment_request"):
        op.execute(f"ALTER TABLE {table} ADD COLUMN unannounced_until timestamptz")


def downgrade() -> None:
    raise NotImplementedError("this product goes forward only; restore a backup")
