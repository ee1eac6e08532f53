"""Decision records are sealed and added to only; what they need to be decided again is kept with them."""

from alembic import op

from doorstroom_common.database.foundation import WORKER, grant

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(
        """ALTER TABLE decision
            ADD COLUMN prior_status text, ADD COLUMN prior_candidate_version int, ADD COLUMN membership text,
            ADD COLUMN previous bytea, ADD COLUMN seal bytea"""
    )
    op.execute("CREATE INDEX decision_match ON decision (match_id, match_version) WHERE match_id IS NOT NULL")
    op.execute("CREATE INDEX decision_seal ON decision (seal)")
    op.execute("CREATE TABLE membership (membership text PRIMARY KEY, covenants text[] NOT NULL)")
    for statement in grant("membership", worker="SELECT, INSERT"):
        op.execute(statement)
    _added_to_only()


def downgrade() -> None:
    raise NotImplementedError("this product goes forward only; restore a backup")


def _added_to_only() -> None:
    """Of a record only whom it was about may change, by an erasure; of the versions only a person's may go."""
    op.execute(f"REVOKE UPDATE ON decision FROM {WORKER}")
    op.execute(f"GRANT UPDATE (match_id, candidate_id, inputs_erased_at) ON decision TO {WORKER}")
    op.execute(f"REVOKE UPDATE, DELETE ON need_version FROM {WORKER}")
    op.execute(f"REVOKE UPDATE ON candidate_version FROM {WORKER}")
