"""Copies by version, the turns of those who decide, matches, decisions, and what each may see."""

from alembic import op

from doorstroom_common.database.foundation import APP, WORKER, create_foundation, grant

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

ALL = "SELECT, INSERT, UPDATE, DELETE"
PLACE = "tier_rank int NOT NULL, demoted int NOT NULL, missing int NOT NULL, lot bigint NOT NULL"
LIFE = "proposed_at timestamptz NOT NULL, changed_at timestamptz NOT NULL"


def upgrade() -> None:
    create_foundation(op.execute)
    _copies()
    _versions()
    _matches()
    _views()
    _own_profile()


def downgrade() -> None:
    raise NotImplementedError("this product goes forward only; restore a backup")


def _copies() -> None:
    """HTTP reads needs, never profiles."""
    op.execute(
        """CREATE TABLE need (
            organisation text NOT NULL, need_id uuid NOT NULL UNIQUE,
            kind text NOT NULL CHECK (kind IN ('vacancy', 'secondment-request')),
            version int NOT NULL, is_open bool NOT NULL, move text NOT NULL,
            agreement text NOT NULL, scale_tops jsonb NOT NULL,
            hours_min int NOT NULL, hours_max int NOT NULL, starts_by date,
            required_skills text[] NOT NULL, skills_needed int NOT NULL, data jsonb NOT NULL,
            PRIMARY KEY (organisation, need_id))"""
    )
    op.execute(
        """CREATE TABLE candidate (
            candidate_id uuid PRIMARY KEY, version int NOT NULL,
            state text NOT NULL CHECK (state IN ('active', 'withdrawn', 'erased')),
            person_ref uuid, moves text[], agreement text, lowest_scale int, hours_min int, hours_max int,
            available_from date, skills text[], closed_to text[], data jsonb,
            CHECK ((state = 'erased') = (data IS NULL)), CHECK (state <> 'erased' OR person_ref IS NULL))"""
    )
    op.execute("CREATE TABLE candidate_key (candidate_id uuid PRIMARY KEY, key bytea NOT NULL)")
    op.execute("CREATE TABLE turn (subject uuid PRIMARY KEY)")
    op.execute("CREATE INDEX candidate_person ON candidate (person_ref) WHERE person_ref IS NOT NULL")
    _grant("need", app="SELECT", worker=ALL)
    for table in ("candidate", "candidate_key", "turn"):
        _grant(table, worker=ALL)


def _versions() -> None:
    """Each version of a need and of a profile that a decision rests on."""
    op.execute(
        """CREATE TABLE need_version (
            organisation text NOT NULL, need_id uuid NOT NULL, version int NOT NULL, data jsonb NOT NULL,
            PRIMARY KEY (organisation, need_id, version))"""
    )
    op.execute(
        """CREATE TABLE candidate_version (
            candidate_id uuid NOT NULL, version int NOT NULL, data jsonb NOT NULL,
            PRIMARY KEY (candidate_id, version))"""
    )
    op.execute(
        """CREATE TABLE erasure (
            candidate_id uuid PRIMARY KEY, confirmed_at timestamptz NOT NULL)"""
    )
    for table in ("need_version", "candidate_version", "erasure"):
        _grant(table, worker=ALL)


def _matches() -> None:
    op.execute(
        f"""CREATE TABLE match (
            need_id uuid NOT NULL, candidate_id uuid NOT NULL, match_id uuid NOT NULL UNIQUE,
            organisation text NOT NULL, need_kind text NOT NULL,
            need_version int NOT NULL, candidate_version int NOT NULL, version int NOT NULL,
            status text NOT NULL CHECK (status IN ('proposed', 'withdrawn')), because text,
            {PLACE}, record jsonb NOT NULL, {LIFE},
            PRIMARY KEY (organisation, need_id, candidate_id), UNIQUE (need_id, candidate_id),
            CHECK ((status = 'withdrawn') = (because IS NOT NULL)))"""
    )
    op.execute("CREATE INDEX match_candidate ON match (candidate_id)")
    op.execute(
        """CREATE TABLE decision (
            organisation text NOT NULL, decision_id uuid NOT NULL, match_id uuid, match_version int NOT NULL,
            need_id uuid NOT NULL, need_version int NOT NULL, candidate_id uuid NOT NULL,
            candidate_version int NOT NULL, outcome text NOT NULL, because text,
            relation text NOT NULL, tier text, score int NOT NULL, covenant_hash text NOT NULL,
            rules_version text NOT NULL, verdict jsonb NOT NULL, inputs_seal bytea NOT NULL,
            decided_at timestamptz NOT NULL, inputs_erased_at timestamptz,
            PRIMARY KEY (organisation, decision_id))"""
    )
    op.execute("CREATE INDEX decision_candidate ON decision (candidate_id)")
    _grant("match", worker=ALL)
    _grant("decision", worker="SELECT, INSERT, UPDATE")


def _views() -> None:
    op.execute(
        f"""CREATE TABLE match_view (
            organisation text NOT NULL, match_id uuid NOT NULL, need_id uuid NOT NULL, need_kind text NOT NULL,
            title text NOT NULL, version int NOT NULL, status text NOT NULL, because text,
            {PLACE}, score int, card jsonb, explanation jsonb, {LIFE},
            PRIMARY KEY (organisation, match_id))"""
    )
    op.execute(
        "CREATE INDEX match_view_of_need ON match_view (organisation, need_id, tier_rank, demoted, missing, lot)"
    )
    op.execute("CREATE INDEX match_view_newest ON match_view (organisation, proposed_at DESC, match_id DESC)")
    op.execute(
        f"""CREATE TABLE person_match_view (
            person_ref uuid NOT NULL, match_id uuid NOT NULL, candidate_id uuid NOT NULL, need_id uuid NOT NULL,
            need_kind text NOT NULL, organisation text NOT NULL, title text NOT NULL, version int NOT NULL,
            status text NOT NULL, because text, relation text NOT NULL, relation_covenant text, tier text NOT NULL,
            score int NOT NULL, parts jsonb NOT NULL, explanation jsonb NOT NULL, {LIFE},
            PRIMARY KEY (person_ref, match_id))"""
    )
    op.execute(
        "CREATE INDEX person_match_view_newest ON person_match_view (person_ref, proposed_at DESC, match_id DESC)"
    )
    op.execute("CREATE INDEX person_match_view_candidate ON person_match_view (candidate_id)")
    for table in ("match_view", "person_match_view"):
        _grant(table, app="SELECT", worker=ALL)


def _own_profile() -> None:
    """The one way for HTTP to a profile: its own person's, for an answer to "why not"."""
    op.execute(
        """CREATE FUNCTION own_profile(wanted uuid, person uuid) RETURNS jsonb
            LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
            AS 'SELECT data FROM candidate WHERE candidate_id = wanted AND person_ref = person'"""
    )
    op.execute("REVOKE ALL ON FUNCTION own_profile(uuid, uuid) FROM PUBLIC")
    op.execute(f"GRANT EXECUTE ON FUNCTION own_profile(uuid, uuid) TO {APP}, {WORKER}")


def _grant(table: str, *, app: str = "", worker: str = "") -> None:
    for statement in grant(table, app=app, worker=worker):
        op.execute(statement)
