"""Who is made known to whom, every look at it, advisers, and employments to be confirmed."""

from alembic import op

from doorstroom_common.database.foundation import APP, grant

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

EVERYTHING = "SELECT, INSERT, UPDATE, DELETE"
OF_A_CANDIDATE = "FOREIGN KEY (person_ref, candidate_id) REFERENCES candidate ON DELETE CASCADE"


def upgrade() -> None:
    _candidates()
    _disclosures()
    _access_log()
    _advisers()
    _employment_confirmations()
    _procedures()


def downgrade() -> None:
    raise NotImplementedError("this product goes forward only; restore a backup")


def _candidates() -> None:
    op.execute("ALTER TABLE candidate ADD COLUMN adviser_ref uuid, ADD COLUMN goes_at timestamptz")
    op.execute("CREATE INDEX candidate_advised ON candidate (adviser_ref) WHERE adviser_ref IS NOT NULL")
    op.execute("ALTER TABLE erasure DROP CONSTRAINT erasure_reason_check")
    op.execute(
        """ALTER TABLE erasure ADD CONSTRAINT erasure_reason_check CHECK (reason IN ('requested',
            'registration-refused', 'registration-taken-back', 'retention', 'placement'))"""
    )
    # A letter about a match has the match as its key; erasure finds the person's by the opaque id that it holds.
    op.execute(f"GRANT SELECT (value) ON dead_letter TO {APP}")


def _disclosures() -> None:
    """The person is the controller of who may know them."""
    op.execute(
        f"""CREATE TABLE disclosure (
            person_ref uuid NOT NULL, disclosure_id uuid NOT NULL UNIQUE, candidate_id uuid NOT NULL,
            version int NOT NULL,
            organisation text NOT NULL,
            purpose text NOT NULL CHECK (purpose IN ('contact', 'employer-consent', 'secondment', 'referral')),
            match_id uuid, referral_id uuid, need_id uuid,
            from_at timestamptz NOT NULL,
            until_at timestamptz NOT NULL,
            until_because text NOT NULL CHECK (until_because IN ('expired', 'procedure-ended', 'placed')),
            ended_at timestamptz,
            ended_because text CHECK (ended_because IN ('expired', 'consent-withdrawn', 'procedure-ended',
                'candidate-withdrawn', 'placed')),
            PRIMARY KEY (person_ref, disclosure_id),
            {OF_A_CANDIDATE},
            CHECK (num_nonnulls(match_id, referral_id) = 1),
            CHECK ((ended_at IS NULL) = (ended_because IS NULL)))"""
    )
    op.execute(
        """CREATE UNIQUE INDEX disclosure_one_running ON disclosure (coalesce(match_id, referral_id), organisation,
            purpose) WHERE ended_at IS NULL"""
    )
    op.execute("CREATE INDEX disclosure_procedure ON disclosure (coalesce(match_id, referral_id))")
    op.execute("CREATE INDEX disclosure_own ON disclosure (person_ref, from_at DESC, disclosure_id DESC)")
    op.execute(
        """CREATE INDEX disclosure_running ON disclosure (organisation, from_at DESC, disclosure_id DESC)
            WHERE ended_at IS NULL"""
    )
    for statement in grant("disclosure", app=EVERYTHING, worker=EVERYTHING):
        op.execute(statement)


def _access_log() -> None:
    """Append-only: no role may change or delete a line. It goes with its candidate and in no other way."""
    op.execute(
        f"""CREATE TABLE access_log (
            person_ref uuid NOT NULL, look_id uuid NOT NULL, candidate_id uuid NOT NULL,
            looked_at timestamptz NOT NULL,
            organisation text, role text, system text, looked_by uuid,
            purpose text NOT NULL CHECK (purpose IN ('contact', 'employer-consent', 'secondment', 'referral', 'advice',
                'employment-confirmation')),
            seen text[] NOT NULL,
            disclosure_id uuid, match_id uuid, referral_id uuid, need_id uuid,
            PRIMARY KEY (person_ref, look_id),
            {OF_A_CANDIDATE},
            CHECK (num_nonnulls(role, system) = 1),
            CHECK (organisation IS NOT NULL OR purpose = 'advice'))"""
    )
    op.execute("CREATE INDEX access_log_own ON access_log (person_ref, candidate_id, looked_at DESC, look_id DESC)")
    op.execute(
        """CREATE INDEX access_log_organisation ON access_log (organisation, looked_at DESC, look_id DESC)
            WHERE purpose <> 'advice'"""
    )
    for statement in grant("access_log", app="SELECT, INSERT"):
        op.execute(statement)


def _advisers() -> None:
    """The worker has no right on `adviser`, which holds an address; who accepted stands with the candidate."""
    op.execute(
        f"""CREATE TABLE adviser (
            person_ref uuid NOT NULL, candidate_id uuid NOT NULL,
            email text NOT NULL, address_key text NOT NULL,
            chosen_at timestamptz NOT NULL, accepted_at timestamptz,
            organisation text, also_recruits bool NOT NULL,
            PRIMARY KEY (person_ref, candidate_id),
            {OF_A_CANDIDATE})"""
    )
    op.execute("CREATE INDEX adviser_address ON adviser (address_key)")
    for statement in grant("adviser", app=EVERYTHING):
        op.execute(statement)


def _employment_confirmations() -> None:
    op.execute(
        f"""CREATE TABLE employment_confirmation (
            person_ref uuid NOT NULL, candidate_id uuid NOT NULL, confirmation_id uuid NOT NULL UNIQUE,
            employer text NOT NULL,
            status text NOT NULL CHECK (status IN ('asked', 'confirmed', 'refused')),
            asked_at timestamptz NOT NULL, answered_at timestamptz,
            PRIMARY KEY (person_ref, candidate_id),
            {OF_A_CANDIDATE},
            CHECK ((status = 'asked') = (answered_at IS NULL)))"""
    )
    op.execute(
        """CREATE INDEX employment_confirmation_asked ON employment_confirmation (employer, asked_at DESC,
            confirmation_id DESC) WHERE status = 'asked'"""
    )
    op.execute(
        """CREATE TABLE employment_answer (
            organisation text NOT NULL, confirmation_id uuid NOT NULL,
            answer text NOT NULL CHECK (answer IN ('confirmed', 'refused')), answered_at timestamptz NOT NULL,
            PRIMARY KEY (organisation, confirmation_id))"""
    )
    for statement in (
        *grant("employment_confirmation", app=EVERYTHING, worker="SELECT, DELETE"),
        *grant("employment_answer", app="SELECT, INSERT"),
    ):
        op.execute(statement)


def _procedures() -> None:
    """Copies of matches and referrals by version: the background alone reads them, and they go with the candidate."""
    op.execute(
        """CREATE TABLE procedure_copy (
            kind text NOT NULL CHECK (kind IN ('match', 'referral')), procedure_id uuid NOT NULL,
            version int NOT NULL,
            candidate_id uuid NOT NULL REFERENCES candidate (candidate_id) ON DELETE CASCADE,
            need_id uuid,
            shown_to jsonb NOT NULL,
            stepped_at timestamptz NOT NULL, yes_at timestamptz, consent_until timestamptz, starts_on date,
            PRIMARY KEY (kind, procedure_id))"""
    )
    op.execute("CREATE INDEX procedure_copy_candidate ON procedure_copy (candidate_id)")
    for statement in grant("procedure_copy", worker="SELECT, INSERT, UPDATE"):
        op.execute(statement)
