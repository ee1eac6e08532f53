"""The id that an organisation's own system gives a posting: each organisation's ids are a namespace of their own."""

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for table in ("vacancy", "secondment_request"):
        op.execute(f"ALTER TABLE {table} ADD COLUMN external_id text")
        op.execute(
            f"CREATE UNIQUE INDEX {table}_external ON {table} (organisation, external_id) WHERE external_id IS NOT NULL"
        )


def downgrade() -> None:
    raise NotImplementedError("this product goes forward only; restore a backup")
