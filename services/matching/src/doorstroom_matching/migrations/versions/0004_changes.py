"""Which transaction last wrote a copy, so that an index in memory can follow without missing one."""

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(
        """CREATE FUNCTION changed_by_this() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog
            AS $$ BEGIN NEW.changed_by := pg_current_xact_id(); RETURN NEW; END $$"""
    )
    for table in ("need", "candidate"):
        op.execute(f"ALTER TABLE {table} ADD changed_by xid8 NOT NULL DEFAULT pg_current_xact_id()")
        op.execute(f"ALTER TABLE {table} ALTER changed_by DROP DEFAULT")
        op.execute(f"CREATE INDEX {table}_changed_by ON {table} (changed_by)")
        op.execute(
            f"CREATE TRIGGER changed_by BEFORE INSERT OR UPDATE ON {table}"
            " FOR EACH ROW EXECUTE FUNCTION changed_by_this()"
        )


def downgrade() -> None:
    raise NotImplementedError("this product goes forward only; restore a backup")
