"""Vacancies, secondment requests, who may see them, what happened to them, and reactions."""

from alembic import op

from doorstroom_common.database.foundation import create_foundation, grant

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

POSTING = """
    version int NOT NULL,
    status text NOT NULL CHECK (status IN ('draft', 'scheduled', 'open', 'closed')),
    created_at timestamptz NOT NULL,
    listed_at timestamptz NOT NULL,
    opens_at timestamptz,
    covenant_id text, covenant_version int, covenant_hash text,
    opened_at timestamptz,
    stage text CHECK (stage IN ('own', 'partners', 'linked', 'public')),
    stage_opened_at timestamptz,
    next_stage_at timestamptz,
    closed_at timestamptz,
    outcome text CHECK (outcome IN ('filled', 'not-filled', 'withdrawn', 'hired-in', 'not-given')),
    details jsonb NOT NULL,
    text text,
    contact_person jsonb,
    notices jsonb NOT NULL,
    decision jsonb,
    CHECK ((status IN ('open', 'closed')) OR opened_at IS NULL),
    CHECK ((status = 'open') <= (stage IS NOT NULL)),
    CHECK ((status = 'closed') = (outcome IS NOT NULL AND closed_at IS NOT NULL))"""
AUDIENCE = """
    audience text NOT NULL,
    from_at timestamptz NOT NULL,
    until_at timestamptz,
    relation text NOT NULL CHECK (relation IN ('own', 'partner', 'linked')),
    covenant_id text NOT NULL,
    reason text NOT NULL"""
HISTORY = """
    id bigint GENERATED ALWAYS AS IDENTITY,
    version int NOT NULL,
    recorded_at timestamptz NOT NULL,
    kind text NOT NULL,
    facts jsonb NOT NULL"""


def upgrade() -> None:
    create_foundation(op.execute)
    _postings("vacancy", "vacancy_id")
    _postings("secondment_request", "secondment_request_id")
    _reactions()
    _reference_key()


def downgrade() -> None:
    raise NotImplementedError("this product goes forward only; restore a backup")


def _postings(table: str, key: str) -> None:
    """The organisation is the controller and comes first in every key; ids are random, so `UNIQUE` tells nothing."""
    op.execute(f"CREATE TABLE {table} (organisation text NOT NULL, {key} uuid NOT NULL UNIQUE,{POSTING},"
               f" PRIMARY KEY (organisation, {key}))")  # fmt: skip
    op.execute(f"CREATE INDEX {table}_listed ON {table} (listed_at DESC, {key} DESC)")
    op.execute(f"CREATE INDEX {table}_own ON {table} (organisation, listed_at DESC, {key} DESC)")
    op.execute(f"CREATE TABLE {table}_audience (organisation text NOT NULL, {key} uuid NOT NULL,{AUDIENCE},"
               f" PRIMARY KEY (organisation, {key}, audience, from_at))")  # fmt: skip
    op.execute(f"CREATE INDEX {table}_audience_of ON {table}_audience (audience, {key})")
    op.execute(f"CREATE TABLE {table}_history (organisation text NOT NULL, {key} uuid NOT NULL,{HISTORY},"
               f" PRIMARY KEY (organisation, {key}, id))")  # fmt: skip
    for statement in (
        *grant(table, app="SELECT, INSERT, UPDATE", worker="SELECT, INSERT, UPDATE"),
        *grant(f"{table}_audience", app="SELECT, INSERT, UPDATE", worker="SELECT, INSERT, UPDATE"),
        *grant(f"{table}_history", app="SELECT, INSERT", worker="SELECT, INSERT"),
    ):
        op.execute(statement)


def _reactions() -> None:
    op.execute(
        """CREATE TABLE reaction (
            organisation text NOT NULL, vacancy_id uuid NOT NULL, reaction_id uuid NOT NULL,
            reactor text NOT NULL, channel text NOT NULL CHECK (channel IN ('person', 'hr-system')),
            sent_by text CHECK ((channel = 'hr-system') = (sent_by IS NOT NULL)),
            status text NOT NULL CHECK (status IN ('received', 'withdrawn')),
            version int NOT NULL, received_at timestamptz NOT NULL, withdrawn_at timestamptz,
            PRIMARY KEY (organisation, vacancy_id, reaction_id),
            UNIQUE (organisation, vacancy_id, reactor),
            FOREIGN KEY (organisation, vacancy_id) REFERENCES vacancy (organisation, vacancy_id))"""
    )
    for statement in grant("reaction", app="SELECT, INSERT, UPDATE", worker="SELECT"):
        op.execute(statement)


def _reference_key() -> None:
    """A key of this installation, made here so that it exists before the first reaction: 244 random bits."""
    op.execute("CREATE TABLE reference_key (one bool PRIMARY KEY DEFAULT true CHECK (one), key text NOT NULL)")
    op.execute("INSERT INTO reference_key (key) SELECT gen_random_uuid()::text || gen_random_uuid()::text")
    for statement in grant("reference_key", app="SELECT"):
        op.execute(statement)
