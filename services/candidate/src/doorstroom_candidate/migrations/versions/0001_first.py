"""Candidates with their identity and employment, what employers gave, and how far erasures have come."""

from alembic import op

from doorstroom_common.database.foundation import APP, create_foundation, grant

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

EVERYTHING = "SELECT, INSERT, UPDATE, DELETE"


def upgrade() -> None:
    create_foundation(op.execute)
    _of_persons()
    _of_organisations()
    _erasures()
    # Erasure reaches dead letters from a person's own request, which may delete them by key and read nothing else.
    op.execute(f"GRANT SELECT (key), DELETE ON dead_letter TO {APP}")


def downgrade() -> None:
    raise NotImplementedError("this product goes forward only; restore a backup")


def _of_persons() -> None:
    """The person is the controller. The worker has no right on `identity`: it goes with its candidate."""
    op.execute(
        """CREATE TABLE candidate (
            person_ref uuid NOT NULL, candidate_id uuid NOT NULL UNIQUE,
            version int NOT NULL,
            status text NOT NULL CHECK (status IN ('active', 'withdrawn')),
            registered_by text NOT NULL CHECK (registered_by IN ('person', 'employer')),
            hidden_from_employer bool NOT NULL,
            goes_first_from date, goes_first_until date,
            profile jsonb NOT NULL,
            registered_at timestamptz NOT NULL, changed_at timestamptz NOT NULL, asked_at timestamptz,
            PRIMARY KEY (person_ref, candidate_id),
            CHECK ((goes_first_from IS NULL) = (goes_first_until IS NULL)),
            CHECK (goes_first_from IS NULL OR registered_by = 'employer'))"""
    )
    op.execute("CREATE UNIQUE INDEX candidate_one_active ON candidate (person_ref) WHERE status = 'active'")
    op.execute("CREATE INDEX candidate_own ON candidate (person_ref, registered_at DESC, candidate_id DESC)")
    op.execute(
        """CREATE TABLE employment (
            person_ref uuid NOT NULL, candidate_id uuid NOT NULL,
            employer text NOT NULL, workplace text,
            standing text NOT NULL CHECK (standing IN ('declared', 'confirmed')),
            given_by text NOT NULL CHECK (given_by IN ('person', 'employer')),
            legal_form text NOT NULL CHECK (legal_form IN ('contract', 'public-law', 'payroll', 'agency')),
            contract text NOT NULL CHECK (contract IN ('permanent', 'temporary')),
            contract_end_date date CHECK (contract_end_date IS NULL OR contract = 'temporary'),
            agreement text NOT NULL, scale text NOT NULL, step int, hours double precision NOT NULL,
            PRIMARY KEY (person_ref, candidate_id),
            FOREIGN KEY (person_ref, candidate_id) REFERENCES candidate ON DELETE CASCADE)"""
    )
    op.execute(
        """CREATE TABLE identity (
            person_ref uuid NOT NULL, candidate_id uuid NOT NULL,
            name text NOT NULL, email text NOT NULL, phone text,
            PRIMARY KEY (person_ref, candidate_id),
            FOREIGN KEY (person_ref, candidate_id) REFERENCES candidate ON DELETE CASCADE)"""
    )
    for statement in (
        *grant("candidate", app=EVERYTHING, worker="SELECT, UPDATE, DELETE"),
        *grant("employment", app=EVERYTHING, worker=EVERYTHING),
        *grant("identity", app=EVERYTHING),
    ):
        op.execute(statement)


def _of_organisations() -> None:
    """The organisation is the controller of what it gave. The worker has no right on `addressee`."""
    op.execute(
        """CREATE TABLE registration (
            organisation text NOT NULL, candidate_id uuid NOT NULL UNIQUE,
            version int NOT NULL,
            standing text NOT NULL CHECK (standing IN ('declared', 'confirmed')),
            employment jsonb NOT NULL,
            goes_first_from date, goes_first_until date,
            profile jsonb NOT NULL,
            registered_at timestamptz NOT NULL, confirmed_at timestamptz,
            PRIMARY KEY (organisation, candidate_id),
            CHECK ((goes_first_from IS NULL) = (goes_first_until IS NULL)))"""
    )
    op.execute("CREATE INDEX registration_own ON registration (organisation, registered_at DESC, candidate_id DESC)")
    op.execute(
        """CREATE TABLE addressee (
            organisation text NOT NULL, candidate_id uuid NOT NULL,
            name text NOT NULL, email text NOT NULL, address_key text NOT NULL, phone text,
            PRIMARY KEY (organisation, candidate_id),
            FOREIGN KEY (organisation, candidate_id) REFERENCES registration ON DELETE CASCADE)"""
    )
    op.execute("CREATE INDEX addressee_address ON addressee (address_key)")
    for statement in (
        *grant("registration", app=EVERYTHING, worker="SELECT, UPDATE, DELETE"),
        *grant("addressee", app=EVERYTHING),
    ):
        op.execute(statement)


def _erasures() -> None:
    """Nothing here leads to a person, so there is no controller: a random id, a reason, and who has confirmed."""
    op.execute(
        """CREATE TABLE erasure (
            erasure_id uuid PRIMARY KEY, candidate_id uuid NOT NULL UNIQUE,
            reason text NOT NULL CHECK (reason IN ('requested', 'registration-refused', 'registration-taken-back',
                'retention')),
            requester text, erased_at timestamptz NOT NULL)"""
    )
    op.execute(
        """CREATE TABLE erasure_confirmation (
            candidate_id uuid NOT NULL REFERENCES erasure (candidate_id),
            service text NOT NULL, confirmed_at timestamptz,
            PRIMARY KEY (candidate_id, service))"""
    )
    for statement in (
        *grant("erasure", app="SELECT, INSERT", worker="SELECT, INSERT"),
        *grant("erasure_confirmation", app="SELECT, INSERT", worker="SELECT, INSERT, UPDATE"),
    ):
        op.execute(statement)
