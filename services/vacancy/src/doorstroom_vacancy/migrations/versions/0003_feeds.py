"""What is open by the moment its stage opened, for feeds that anybody may ask for."""

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(
        "CREATE INDEX vacancy_advertised ON vacancy (stage_opened_at DESC, vacancy_id DESC) WHERE status = 'open'"
    )


def downgrade() -> None:
    raise NotImplementedError("this product goes forward only; restore a backup")
