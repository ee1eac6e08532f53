"""A copy of the register of mandates, which every request is held to."""

from alembic import op

from doorstroom_common.mandate_store import create_mandate_copy

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    create_mandate_copy(op.execute)


def downgrade() -> None:
    raise NotImplementedError("this product goes forward only; restore a backup")
