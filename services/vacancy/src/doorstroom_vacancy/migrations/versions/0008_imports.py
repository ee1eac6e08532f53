"""Files of vacancies and secondment requests that are taken in by a worker."""

from alembic import op

from doorstroom_common.database.foundation import create_imports
from doorstroom_common.database.isolation import OF_ORGANISATION, protect

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    create_imports(op.execute)
    for table in ("import_job", "import_chunk", "import_report_line", "import_mapping"):
        for statement in protect(table, OF_ORGANISATION):
            op.execute(statement)


def downgrade() -> None:
    raise NotImplementedError("this product goes forward only; restore a backup")
