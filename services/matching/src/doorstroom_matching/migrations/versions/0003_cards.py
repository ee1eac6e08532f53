"""The rule of five: who would show the same card, how many share what is shown, who left, and who said yes."""

from alembic import op

from doorstroom_common.database.foundation import grant

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

ALL = "SELECT, INSERT, UPDATE, DELETE"
BANDS = (
    "CASE WHEN hours_max <= 480 THEN '1-8' WHEN hours_max <= 960 THEN '9-16' WHEN hours_max <= 1440 THEN '17-24'"
    " WHEN hours_max <= 1920 THEN '25-32' ELSE '33-36' END"
)
MONTH = (
    "coalesce(extract(year FROM available_from)::text || '-'"
    " || lpad(extract(month FROM available_from)::text, 2, '0'), '')"
)
ALIKE = "occupations jsonb, skills text[], hours_band text, start_month text, any_scale bool, agreement text"


def upgrade() -> None:
    _profiles()
    _crowds()
    _showing()
    _records()
    op.execute(
        "INSERT INTO work (kind, key) SELECT 'need', need_id::text FROM need WHERE is_open ON CONFLICT DO NOTHING"
    )


def downgrade() -> None:
    raise NotImplementedError("this product goes forward only; restore a backup")


def _profiles() -> None:
    """What a card says of a profile whatever the need; `any_scale` tells no lowest scale from one without an order."""
    said = "CASE WHEN data IS NOT NULL THEN {} END"
    for column, value in (
        ("occupations jsonb", "jsonb_path_query_array(data, '$.occupations[*].uri')"),
        ("hours_band text", BANDS),
        ("start_month text", MONTH),
        ("any_scale bool", "data ->> 'lowestScale' IS NULL"),
    ):
        op.execute(f"ALTER TABLE candidate ADD COLUMN {column} GENERATED ALWAYS AS ({said.format(value)}) STORED")
    op.execute("CREATE INDEX candidate_alike ON candidate (hours_band, start_month) WHERE state = 'active'")


def _crowds() -> None:
    """`departure` has one row. A profile stays in `departed`, as it was, until somebody has looked at its cards."""
    op.execute("CREATE TABLE departure (one bool PRIMARY KEY CHECK (one), counted bigint NOT NULL)")
    op.execute("INSERT INTO departure VALUES (true, 0)")
    op.execute(
        f"""CREATE TABLE departed (
            candidate_id uuid NOT NULL, version int NOT NULL, {ALIKE}, lowest_scale int,
            PRIMARY KEY (candidate_id, version))"""
    )
    op.execute(
        """CREATE TABLE shown_card (
            organisation text NOT NULL, need_id uuid NOT NULL, card_key text NOT NULL,
            occupation bool, skills text[], skills_count int, hours_band text, start_month text, scale_fits bool,
            crowd int NOT NULL, safe_until bigint NOT NULL,
            PRIMARY KEY (organisation, need_id, card_key))"""
    )
    op.execute("CREATE INDEX shown_card_safe_until ON shown_card (safe_until)")
    op.execute("CREATE INDEX shown_card_need ON shown_card (need_id)")
    _grant("departure", worker="SELECT, UPDATE")
    for table in ("departed", "shown_card"):
        _grant(table, worker=ALL)


def _showing() -> None:
    """The person's answer to whether the organisation may see them, and what they are asked about."""
    op.execute(
        """CREATE TABLE showing (
            person_ref uuid NOT NULL, match_id uuid NOT NULL UNIQUE, agreed bool NOT NULL,
            answered_at timestamptz NOT NULL, PRIMARY KEY (person_ref, match_id))"""
    )
    _grant("showing", app="SELECT, INSERT, UPDATE", worker=ALL)
    op.execute("ALTER TABLE person_match_view ADD COLUMN card jsonb, ADD COLUMN asked_first bool")
    op.execute("UPDATE person_match_view SET asked_first = false")
    op.execute("ALTER TABLE person_match_view ALTER COLUMN asked_first SET NOT NULL")


def _records() -> None:
    """Cards that were shown whole say so; what is still proposed is matched again."""
    op.execute(
        """UPDATE match SET record = jsonb_set(record, '{card,withheld}', '[]')
            || jsonb_build_object('goesFirst', record #> '{card,goesFirst}')"""
    )


def _grant(table: str, *, app: str = "", worker: str = "") -> None:
    for statement in grant(table, app=app, worker=worker):
        op.execute(statement)
