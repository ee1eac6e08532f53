"""What HTTP sees and writes is theirs on whose behalf it does, or open to them: the database holds that by itself."""

from alembic import op

from doorstroom_common.database.foundation import APP
from doorstroom_common.database.isolation import (
    ERASING,
    KNOWN_AS,
    OF_ORGANISATION,
    OF_PERSON,
    ORGANISATIONS,
    PERSONS,
    isolate_foundation,
    protect,
)

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

ADDRESSED = f"address_key = {KNOWN_AS}"


def upgrade() -> None:
    _foundation()
    _candidates()
    _disclosures()
    _of_the_candidate("adviser", f"{ADDRESSED} OR {_advised('adviser')}")
    _of_the_candidate("employment", f"{_advised('employment')} OR {_asked('employment')}")
    _of_the_candidate(
        "identity", " OR ".join(each("identity") for each in (_advised, _asked, _disclosed)), worker=False
    )
    _confirmations()
    _access_log()
    _registrations()
    _each(protect("candidate_import", OF_ORGANISATION, worker=False))


def downgrade() -> None:
    raise NotImplementedError("this product goes forward only; restore a backup")


def _foundation() -> None:
    """Erasure takes whatever holds the candidate's id: answers to others, dead letters, what waits to be published."""
    isolate_foundation(op.execute)
    op.execute(f"GRANT SELECT (topic, key), DELETE ON outbox TO {APP}")
    held = f"position(convert_to({ERASING}, 'UTF8') IN {{}}) > 0"
    for command in ("SELECT", "DELETE"):
        name = f"erasing_{command.lower()}"
        op.execute(f"CREATE POLICY {name} ON idempotency FOR {command} TO {APP} USING ({held.format('body')})")
    _each(protect("dead_letter", f"key = {ERASING} OR {held.format('value')}"))


def _candidates() -> None:
    """Whoever may know of a candidate sees and locks the row, and cannot change it."""
    known = " OR ".join((f"adviser_ref = ANY ({PERSONS})", _asked("candidate"), _disclosed("candidate")))
    _each(protect("candidate", OF_PERSON, select=known, update=known))
    _each(protect("procedure_copy"))


def _disclosures() -> None:
    _each(protect("disclosure", OF_PERSON, select=f"{OF_ORGANISATION} AND ended_at IS NULL"))


def _of_the_candidate(table: str, known: str, *, worker: bool = True) -> None:
    _each(protect(table, OF_PERSON, worker=worker and table != "adviser", select=known))


def _confirmations() -> None:
    asked = f"employer = ANY ({ORGANISATIONS}) AND status = 'asked'"
    _each(protect("employment_confirmation", OF_PERSON, select=asked))
    _each(protect("employment_answer", OF_ORGANISATION, worker=False))


def _access_log() -> None:
    """An organisation does not see the looks of an adviser, who acts for the person alone."""
    looked = f"{OF_ORGANISATION} OR looked_by = ANY ({PERSONS})"
    _each(
        protect(
            "access_log", OF_PERSON, worker=False, select=f"{OF_ORGANISATION} AND purpose <> 'advice'", insert=looked
        )
    )


def _registrations() -> None:
    """Whom it is addressed to sees and locks it, to confirm or refuse it; it goes with the candidate that it became."""
    addressed = f"candidate_id IN (SELECT a.candidate_id FROM addressee a WHERE a.{ADDRESSED})"  # noqa: S608 - our own names
    became = f"candidate_id IN (SELECT c.candidate_id FROM candidate c WHERE c.{OF_PERSON})"  # noqa: S608 - our own names
    seen = f"{addressed} OR {became}"
    _each(protect("registration", OF_ORGANISATION, select=seen, update=addressed, delete=seen))
    _each(protect("addressee", OF_ORGANISATION, worker=False, select=ADDRESSED, update=ADDRESSED))


def _advised(table: str) -> str:
    return _known_by(table, "candidate", f"other.adviser_ref = ANY ({PERSONS})")


def _asked(table: str) -> str:
    return _known_by(
        table, "employment_confirmation", f"other.employer = ANY ({ORGANISATIONS}) AND other.status = 'asked'"
    )


def _disclosed(table: str) -> str:
    return _known_by(table, "disclosure", f"other.{OF_ORGANISATION} AND other.ended_at IS NULL")


def _known_by(table: str, other: str, why: str) -> str:
    same = f"other.person_ref = {table}.person_ref AND other.candidate_id = {table}.candidate_id"
    return f"EXISTS (SELECT FROM {other} other WHERE {same} AND {why})"


def _each(statements: list[str]) -> None:
    for statement in statements:
        op.execute(statement)
