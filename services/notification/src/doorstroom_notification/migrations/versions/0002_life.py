"""Alerts about the life of a match, referrals and moves, copies of what they rest on, and the register of roles."""

from alembic import op

from doorstroom_common.database.foundation import grant

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

KINDS = (
    "match", "vacancy", "stage", "secondment-request", "answer", "employer-consent", "secondment", "referral",
    "placement",
)  # fmt: skip
ALERTS = (
    "ALTER TABLE alert DROP CONSTRAINT alert_kind_check",
    f"ALTER TABLE alert ADD CONSTRAINT alert_kind_check CHECK (kind IN ({', '.join(repr(kind) for kind in KINDS)}))",
    "ALTER TABLE alert ALTER need_id DROP NOT NULL",
)
COPIES = (
    """ALTER TABLE match_copy
        ADD proposed_version int NOT NULL DEFAULT 0, ADD taken_version int NOT NULL DEFAULT 0, ADD lender text""",
    "UPDATE match_copy SET proposed_version = version WHERE proposed",
    """CREATE TABLE referral_copy (
        receiver text NOT NULL, referral_id uuid PRIMARY KEY, version int NOT NULL, candidate_id uuid, state jsonb)""",
    "CREATE INDEX referral_copy_candidate ON referral_copy (candidate_id)",
    """CREATE TABLE disclosure_copy (
        organisation text NOT NULL, disclosure_id uuid PRIMARY KEY, version int NOT NULL, subject_id uuid NOT NULL,
        granted_at timestamptz NOT NULL, ended_because text, since timestamptz NOT NULL)""",
    "CREATE INDEX disclosure_copy_subject ON disclosure_copy (subject_id)",
    """CREATE TABLE placement_copy (
        organisation text NOT NULL, placement_id uuid PRIMARY KEY, version int NOT NULL, state jsonb NOT NULL)""",
)
ROLES = (
    """CREATE TABLE role_assignment (
        organisation text NOT NULL, assignment_id uuid NOT NULL, email text NOT NULL,
        role text NOT NULL
            CHECK (role IN ('recruiter', 'vacancy-holder', 'adviser', 'privacy-officer', 'co-ordinator')),
        covenant_id text, from_date date NOT NULL, until_date date, granted_by text NOT NULL,
        granted_at timestamptz NOT NULL,
        PRIMARY KEY (organisation, assignment_id), CHECK (until_date >= from_date),
        CHECK ((covenant_id IS NOT NULL) = (role = 'co-ordinator')))""",
    """CREATE UNIQUE INDEX role_assignment_once
        ON role_assignment (organisation, lower(email), role, coalesce(covenant_id, ''))""",
    "CREATE INDEX role_assignment_order ON role_assignment (organisation, granted_at, assignment_id)",
)
EVERYTHING = "SELECT, INSERT, UPDATE, DELETE"


def upgrade() -> None:
    for statement in (*ALERTS, *COPIES, *ROLES):
        op.execute(statement)
    for table in ("referral_copy", "disclosure_copy", "placement_copy"):
        for statement in grant(table, worker=EVERYTHING):
            op.execute(statement)
    for statement in grant("role_assignment", app="SELECT, INSERT, DELETE"):
        op.execute(statement)


def downgrade() -> None:
    raise NotImplementedError("this product goes forward only; restore a backup")
