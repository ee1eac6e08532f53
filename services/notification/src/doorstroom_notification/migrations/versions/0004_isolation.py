"""What HTTP sees and writes is the organisation's on whose behalf it does: the database holds that by itself."""

from alembic import op

from doorstroom_common.database.isolation import OF_ORGANISATION, isolate_foundation, open_to_owner, protect

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

COPIES = ("need_copy", "match_copy", "referral_copy", "disclosure_copy", "placement_copy")


def upgrade() -> None:
    isolate_foundation(op.execute)
    for table in ("recruiter", "alert", "delivery", "notice_feed", "notice"):
        _each(protect(table, OF_ORGANISATION))
    _each(protect("role_assignment", OF_ORGANISATION, worker=False))
    _each(protect("notice_standing"))
    for table, controller in zip(
        COPIES, ("organisation", "organisation", "receiver", *["organisation"] * 2), strict=True
    ):
        op.execute(f"CREATE INDEX {table}_{controller} ON {table} ({controller})")
        _each([*protect(table), open_to_owner(table)])


def downgrade() -> None:
    raise NotImplementedError("this product goes forward only; restore a backup")


def _each(statements: list[str]) -> None:
    for statement in statements:
        op.execute(statement)
