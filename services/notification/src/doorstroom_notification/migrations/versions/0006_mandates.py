"""The register of mandates: who may act for an organisation, and who granted that."""

from alembic import op

from doorstroom_common.database.foundation import grant
from doorstroom_common.database.isolation import OF_ORGANISATION, protect
from doorstroom_common.mandate_store import HELD

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """One that ended stays, so nobody may delete."""
    op.execute(
        f"CREATE TABLE mandate ({HELD}, issuer text, subject text, granted_by uuid NOT NULL,"
        " granted_at timestamptz NOT NULL, ended_by uuid,"
        " CHECK ((kind = 'person') = (subject IS NOT NULL AND issuer IS NOT NULL)),"
        " CHECK ((ended_at IS NULL) = (ended_by IS NULL)))"
    )
    op.execute("CREATE INDEX mandate_granted_at ON mandate (organisation, granted_at, mandate_id)")
    for statement in (
        *grant("mandate", app="SELECT, INSERT, UPDATE", worker="SELECT"),
        *protect("mandate", OF_ORGANISATION),
    ):
        op.execute(statement)


def downgrade() -> None:
    raise NotImplementedError("this product goes forward only; restore a backup")
