"""What HTTP sees and writes is theirs on whose behalf it does, or open to them: the database holds that by itself."""

from alembic import op

from doorstroom_common.database.isolation import (
    COVENANTS,
    KNOWN_AS,
    OF_ORGANISATION,
    ORGANISATIONS,
    isolate_foundation,
    protect,
)

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

OF_COVENANT = f"covenant_id = ANY ({COVENANTS})"
DATES_IN_FEEDS = "kind IN ('stage-opened', 'opened', 'changed', 'advert-changed', 'closing-date-moved')"


def upgrade() -> None:
    isolate_foundation(op.execute)
    _postings("vacancy", "vacancy_id")
    _postings("secondment_request", "secondment_request_id")
    _reactions()
    _placements()
    _each(protect("match_progress", OF_ORGANISATION, select=OF_COVENANT))
    _each(protect("baseline", OF_COVENANT, worker=False))


def downgrade() -> None:
    raise NotImplementedError("this product goes forward only; restore a backup")


def _postings(table: str, key: str) -> None:
    """Others see what is open to them. A co-ordinator sees and locks what their covenant governs; to change it they act
    for its organisation. Who sees a posting sees when it last changed.
    """
    same = f"a.organisation = {table}.organisation AND a.{key} = {table}.{key}"
    told = f"SELECT FROM {table}_audience a WHERE {same} AND a.audience = ANY ({ORGANISATIONS}) AND a.until_at IS NULL"
    is_open = f"status = 'open' AND (stage = 'public' OR EXISTS ({told}))"
    _each(protect(table, OF_ORGANISATION, select=f"{OF_COVENANT} OR {is_open}", update=OF_COVENANT))
    _each(protect(f"{table}_audience", OF_ORGANISATION, select=f"audience = ANY ({ORGANISATIONS})"))
    seen = (
        f"SELECT FROM {table} p WHERE p.organisation = {table}_history.organisation AND p.{key} = {table}_history.{key}"
    )
    lines = f"EXISTS ({seen} AND (p.{OF_COVENANT} OR {DATES_IN_FEEDS}))"
    _each(protect(f"{table}_history", OF_ORGANISATION, select=lines))
    op.execute(f"CREATE INDEX {table}_governed ON {table} (covenant_id)")


def _reactions() -> None:
    """A reaction is the vacancy's organisation's. Who sent it finds it again; what a covenant brought is counted."""
    op.execute("CREATE INDEX reaction_reactor ON reaction (reactor)")
    op.execute("CREATE INDEX reaction_sent_by ON reaction (sent_by) WHERE sent_by IS NOT NULL")
    op.execute("CREATE INDEX reaction_id ON reaction (reaction_id)")
    governed = f"SELECT v.organisation, v.vacancy_id FROM vacancy v WHERE v.{OF_COVENANT}"  # noqa: S608 - our own names
    sent = f"reactor = {KNOWN_AS} OR sent_by = ANY ({ORGANISATIONS})"
    _each(protect("reaction", OF_ORGANISATION, select=f"{sent} OR (organisation, vacancy_id) IN ({governed})"))


def _placements() -> None:
    """Where somebody comes from sees it too, and locks it; from when on is for the statements to say."""
    _each(
        protect(
            "placement",
            OF_ORGANISATION,
            select=f"origin = ANY ({ORGANISATIONS}) OR {OF_COVENANT}",
            update=f"origin = ANY ({ORGANISATIONS})",
        )
    )
    _each(protect("deviation", OF_ORGANISATION, select=OF_COVENANT))


def _each(statements: list[str]) -> None:
    for statement in statements:
        op.execute(statement)
