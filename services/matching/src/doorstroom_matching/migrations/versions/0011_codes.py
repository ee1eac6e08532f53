"""What the index reads of a profile, coded, so that a start parses nothing; the service codes what there is already."""

from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Coding a profile is no change of it: no index has to read it again."""
    op.execute(
        "ALTER TABLE candidate ADD coded_by text, ADD coded_version int, ADD coded_row bytea, ADD coded_terms bytea,"
        " ALTER coded_row SET STORAGE MAIN, ALTER coded_terms SET STORAGE MAIN"
    )
    op.execute("DROP TRIGGER changed_by ON candidate")
    op.execute(
        "CREATE TRIGGER changed_by BEFORE INSERT OR UPDATE OF version, state, data ON candidate"
        " FOR EACH ROW EXECUTE FUNCTION changed_by_this()"
    )


def downgrade() -> None:
    raise NotImplementedError("this product goes forward only; restore a backup")
