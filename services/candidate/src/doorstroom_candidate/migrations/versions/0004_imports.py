"""What an organisation's own system imports: the hash of its id beside each registration, and how many rows it sent."""

from alembic import op

from doorstroom_common.database.foundation import grant

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("ALTER TABLE registration ADD COLUMN external_key text")
    op.execute("CREATE UNIQUE INDEX registration_external ON registration (organisation, external_key)")
    op.execute("CREATE TABLE candidate_import (organisation text PRIMARY KEY, rows int NOT NULL CHECK (rows >= 0))")
    for statement in grant("candidate_import", app="SELECT, INSERT, UPDATE"):
        op.execute(statement)


def downgrade() -> None:
    raise NotImplementedError("this product goes forward only; restore a backup")
