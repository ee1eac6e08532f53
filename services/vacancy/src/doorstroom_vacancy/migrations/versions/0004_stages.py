"""The length of a stage where it is not the covenant's: it was shortened or extended, or days went by while closed."""

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for table in ("vacancy", "secondment_request"):
        op.execute(
            f"ALTER TABLE {table} ADD COLUMN stage_days int CHECK (stage_days > 0),"
            " ADD COLUMN stage_changed text CHECK (stage_changed IN ('shortened', 'extended'))"
        )


def downgrade() -> None:
    raise NotImplementedError("this product goes forward only; restore a backup")
