"""The life of a match with its steps, what a lender may see, referrals, and facts of a profile that steps ask for."""

from alembic import op

from doorstroom_common.database.foundation import APP, WORKER, grant

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

ALL = "SELECT, INSERT, UPDATE, DELETE"
STATUSES = (
    "'proposed', 'contact-requested', 'contact-granted', 'contact-declined', 'candidate-agreed', 'employer-agreed',"
    " 'employer-declined', 'invited', 'offered', 'placed', 'rejected', 'no-answer', 'withdrawn'"
)
OPEN = (
    "('proposed', 'contact-requested', 'contact-granted', 'candidate-agreed', 'employer-agreed', 'invited', 'offered')"
)
REFERRAL_STATUSES = (
    "'awaiting-consent', 'sent', 'consent-refused', 'accepted', 'declined', 'no-answer', 'forwarded', 'withdrawn'"
)


def upgrade() -> None:
    _life()
    _steps()
    _views()
    _referrals()
    _facts()


def downgrade() -> None:
    raise NotImplementedError("this product goes forward only; restore a backup")


def _life() -> None:
    """A step is taken by HTTP, on a match that it found by organisation or person."""
    op.execute("ALTER TABLE match DROP CONSTRAINT match_status_check")
    op.execute(
        f"""ALTER TABLE match
            ADD CONSTRAINT match_status_check CHECK (status IN ({STATUSES})),
            ADD due_at timestamptz, ADD overdue_since timestamptz, ADD consent_until date, ADD lender text,
            ADD said jsonb NOT NULL DEFAULT '{{}}'"""
    )
    op.execute(f"CREATE INDEX match_open_need ON match (need_id) WHERE status IN {OPEN}")
    _grant("match", app="SELECT, INSERT, UPDATE")


def _steps() -> None:
    """Append-only: nobody may change a step, and only an erasure removes it."""
    op.execute(
        """CREATE TABLE match_step (
            organisation text NOT NULL, match_id uuid NOT NULL, number int NOT NULL, taken text NOT NULL,
            side text NOT NULL CHECK (side IN ('organisation', 'candidate', 'lender', 'system')),
            actor text NOT NULL, reason text, taken_at timestamptz NOT NULL,
            PRIMARY KEY (organisation, match_id, number))"""
    )
    op.execute("CREATE INDEX match_step_match ON match_step (match_id)")
    _grant("match_step", app="SELECT, INSERT", worker="SELECT, INSERT, DELETE")


def _views() -> None:
    op.execute(
        """ALTER TABLE match_view
            ADD due_at timestamptz, ADD overdue_since timestamptz, ADD consent_until date,
            ADD said jsonb NOT NULL DEFAULT '{}'"""
    )
    op.execute(
        """ALTER TABLE person_match_view
            ADD due_at timestamptz, ADD consent_until date, ADD lender text, ADD said jsonb NOT NULL DEFAULT '{}'"""
    )
    op.execute("CREATE INDEX person_match_view_match ON person_match_view (match_id)")
    op.execute(
        """CREATE TABLE lender_match_view (
            organisation text NOT NULL, match_id uuid NOT NULL, borrower text NOT NULL, need_id uuid NOT NULL,
            title text NOT NULL, version int NOT NULL, status text NOT NULL, because text, due_at timestamptz,
            consent_until date, said jsonb NOT NULL, asked_at timestamptz NOT NULL, changed_at timestamptz NOT NULL,
            PRIMARY KEY (organisation, match_id))"""
    )
    op.execute("CREATE INDEX lender_match_view_match ON lender_match_view (match_id)")
    op.execute(
        "CREATE INDEX lender_match_view_newest ON lender_match_view (organisation, asked_at DESC, match_id DESC)"
    )
    op.execute(
        """CREATE INDEX match_view_waiting ON match_view (organisation, due_at)
            WHERE status IN ('proposed', 'contact-granted', 'employer-agreed')"""
    )
    for table in ("match_view", "person_match_view", "lender_match_view"):
        _grant(table, app=ALL, worker=ALL)


def _referrals() -> None:
    op.execute(
        f"""CREATE TABLE referral (
            sender text NOT NULL, referral_id uuid NOT NULL UNIQUE, match_id uuid NOT NULL, candidate_id uuid NOT NULL,
            person_ref uuid NOT NULL, receiver text NOT NULL, need jsonb, need_id uuid,
            generation int NOT NULL CHECK (generation IN (1, 2)),
            status text NOT NULL CHECK (status IN ({REFERRAL_STATUSES})), version int NOT NULL,
            card jsonb NOT NULL, covenant_hash text NOT NULL, made_at timestamptz NOT NULL,
            changed_at timestamptz NOT NULL, due_at timestamptz, sent_at timestamptz, consent_until date,
            answered_at timestamptz, reason text, PRIMARY KEY (sender, referral_id))"""
    )
    op.execute("CREATE INDEX referral_sent ON referral (sender, made_at DESC, referral_id DESC)")
    op.execute("CREATE INDEX referral_received ON referral (receiver, made_at DESC, referral_id DESC)")
    op.execute("CREATE INDEX referral_person ON referral (person_ref, made_at DESC, referral_id DESC)")
    op.execute(
        "CREATE UNIQUE INDEX referral_once ON referral (candidate_id, sender, receiver, need_id) NULLS NOT DISTINCT"
    )
    op.execute("CREATE INDEX referral_match ON referral (match_id)")
    op.execute("CREATE INDEX referral_need ON referral (need_id) WHERE need_id IS NOT NULL")
    op.execute("CREATE INDEX referral_waiting ON referral (receiver, due_at) WHERE status = 'sent'")
    _grant("referral", app="SELECT, INSERT, UPDATE", worker=ALL)


def _facts() -> None:
    """Of a profile HTTP learns who employs the candidate of a match, and of whom somebody is the adviser."""
    op.execute("CREATE INDEX candidate_adviser ON candidate ((data ->> 'adviserRef')) WHERE data ? 'adviserRef'")
    _function(
        "employment_behind(wanted uuid)",
        "jsonb",
        "SELECT data -> 'employment' FROM candidate JOIN match USING (candidate_id) WHERE match_id = wanted",
    )
    _function(
        "advised_by(adviser uuid)",
        "SETOF uuid",
        "SELECT candidate_id FROM candidate WHERE data ? 'adviserRef' AND data ->> 'adviserRef' = adviser::text",
    )


def _function(signature: str, returns: str, body: str) -> None:
    op.execute(
        f"""CREATE FUNCTION {signature} RETURNS {returns}
            LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $body${body}$body$"""
    )
    named = f"{signature.split('(', maxsplit=1)[0]}(uuid)"
    op.execute(f"REVOKE ALL ON FUNCTION {named} FROM PUBLIC")
    op.execute(f"GRANT EXECUTE ON FUNCTION {named} TO {APP}, {WORKER}")


def _grant(table: str, *, app: str = "", worker: str = "") -> None:
    for statement in grant(table, app=app, worker=worker):
        op.execute(statement)
