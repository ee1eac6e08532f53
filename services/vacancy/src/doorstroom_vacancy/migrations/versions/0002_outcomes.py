"""What comes of vacancies: assessed reactions, placements, deviations, how matches went, and a covenant's baseline."""

from alembic import op

from doorstroom_common.database.foundation import grant

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _assessed_reactions()
    _placements()
    _progress()
    _baselines()
    op.execute("CREATE INDEX vacancy_closed ON vacancy (covenant_id, closed_at)")
    op.execute("CREATE INDEX vacancy_opened ON vacancy (covenant_id, opened_at)")
    op.execute("CREATE INDEX secondment_request_opened ON secondment_request (covenant_id, opened_at)")


def downgrade() -> None:
    raise NotImplementedError("this product goes forward only; restore a backup")


def _assessed_reactions() -> None:
    op.execute("ALTER TABLE reaction DROP CONSTRAINT reaction_status_check")
    op.execute(
        "ALTER TABLE reaction ADD COLUMN assessed_at timestamptz, ADD COLUMN reason text,"
        " ADD CHECK (status IN ('received', 'suitable', 'unsuitable', 'withdrawn'))"
    )


def _placements() -> None:
    """Candidate, match, reaction and referral stand here until the work starts; then nothing leads to a person."""
    op.execute(
        """CREATE TABLE placement (
            organisation text NOT NULL, placement_id uuid NOT NULL UNIQUE,
            version int NOT NULL, recorded_at timestamptz NOT NULL, origin text,
            need_kind text NOT NULL CHECK (need_kind IN ('vacancy', 'secondment-request')),
            need_id uuid NOT NULL, covenant_id text NOT NULL,
            through text NOT NULL CHECK (through IN ('match', 'referral', 'reaction', 'outside')),
            tier text NOT NULL, relation text NOT NULL CHECK (relation IN ('own', 'partner', 'linked', 'external')),
            contract text NOT NULL CHECK (contract IN ('permanent', 'temporary', 'secondment')),
            start_date date NOT NULL, end_date date, hours float8, right_to_return bool,
            clauses jsonb NOT NULL, contract_kept text NOT NULL,
            status text NOT NULL CHECK (status IN ('agreed', 'ended')),
            ended_because text CHECK (ended_because IN ('ended', 'stopped', 'converted')), ended_at timestamptz,
            extension_due_at timestamptz, extended int NOT NULL, replacement text, gap text, gap_need_id uuid,
            candidate_id uuid, match_id uuid, reaction_id uuid, referral_id uuid,
            PRIMARY KEY (organisation, placement_id),
            CHECK ((contract = 'secondment') <= (end_date IS NOT NULL)),
            CHECK ((status = 'ended') = (ended_because IS NOT NULL AND ended_at IS NOT NULL)))"""
    )
    op.execute("CREATE INDEX placement_to ON placement (organisation, recorded_at DESC, placement_id DESC)")
    op.execute("CREATE INDEX placement_from ON placement (origin, recorded_at DESC, placement_id DESC)")
    op.execute("CREATE INDEX placement_need ON placement (need_id)")
    op.execute("CREATE INDEX placement_counted ON placement (covenant_id, recorded_at)")
    op.execute("CREATE INDEX placement_candidate ON placement (candidate_id) WHERE candidate_id IS NOT NULL")
    op.execute(
        """CREATE TABLE deviation (
            organisation text NOT NULL, deviation_id uuid NOT NULL UNIQUE, placement_id uuid NOT NULL,
            clause text NOT NULL, reason text NOT NULL, covenant_id text NOT NULL, recorded_at timestamptz NOT NULL,
            PRIMARY KEY (organisation, deviation_id),
            FOREIGN KEY (organisation, placement_id) REFERENCES placement (organisation, placement_id))"""
    )
    op.execute("CREATE INDEX deviation_counted ON deviation (covenant_id, recorded_at)")
    _grant("placement", app="SELECT, INSERT, UPDATE", worker="SELECT, INSERT, UPDATE")
    _grant("deviation", app="SELECT, INSERT", worker="SELECT, INSERT")


def _progress() -> None:
    """`match_key` is a keyed hash: it recognises the match when the next event comes and leads nobody to it."""
    op.execute(
        """CREATE TABLE match_progress (
            organisation text NOT NULL, match_key text NOT NULL,
            need_kind text NOT NULL, need_id uuid NOT NULL, covenant_id text, version int NOT NULL,
            shown_at timestamptz NOT NULL, first_answer_at timestamptz, furthest int NOT NULL, placed bool NOT NULL,
            PRIMARY KEY (organisation, match_key))"""
    )
    op.execute("CREATE INDEX match_progress_counted ON match_progress (covenant_id, shown_at)")
    op.execute("CREATE TABLE erased_candidate (candidate_id uuid PRIMARY KEY)")
    _grant("match_progress", app="SELECT", worker="SELECT, INSERT, UPDATE")
    _grant("erased_candidate", worker="SELECT, INSERT")


def _baselines() -> None:
    op.execute(
        "CREATE TABLE baseline (covenant_id text PRIMARY KEY, version int NOT NULL, entered_at timestamptz NOT NULL,"
        " figures jsonb NOT NULL)"
    )
    _grant("baseline", app="SELECT, INSERT, UPDATE")


def _grant(table: str, *, app: str = "", worker: str = "") -> None:
    for statement in grant(table, app=app, worker=worker):
        op.execute(statement)
