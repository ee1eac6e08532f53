"""What HTTP sees and writes is theirs on whose behalf it does, or open to them: the database holds that by itself."""

from alembic import op

from doorstroom_common.database.foundation import APP, WORKER
from doorstroom_common.database.isolation import (
    OF_ORGANISATION,
    OF_PERSON,
    ORGANISATIONS,
    PERSONS,
    isolate_foundation,
    open_to_owner,
    protect,
)

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

TAKES_PART = (
    f"{OF_ORGANISATION} OR lender = ANY ({ORGANISATIONS}) OR EXISTS ("
    f"SELECT FROM person_match_view p WHERE p.match_id = match.match_id AND p.{OF_PERSON})"
)
IS_WORKER = f"pg_has_role(session_user, '{WORKER}', 'MEMBER')"


def upgrade() -> None:
    isolate_foundation(op.execute)
    _copies()
    _matches()
    _views()
    _referrals()
    _each(protect("need_overruling", OF_ORGANISATION))
    _each([*protect("reaction", OF_ORGANISATION), open_to_owner("reaction")])
    _switches()
    _functions()


def downgrade() -> None:
    raise NotImplementedError("this product goes forward only; restore a backup")


def _copies() -> None:
    """A need that is open is there for all whom the rules let ask about it; one that is not, for who takes part in it.

    The owner makes these copies anew, and its functions tell HTTP one fact of a profile.
    """
    taken_part_in = "EXISTS (SELECT FROM match m WHERE m.need_id = need.need_id)"
    _each(protect("need", OF_ORGANISATION, select=f"is_open OR {taken_part_in}"))
    _each(protect("candidate"))
    for table in ("need", "candidate"):
        op.execute(open_to_owner(table))
    for table in ("need_version", "shown_card"):
        _each(protect(table))


def _matches() -> None:
    op.execute("CREATE INDEX match_lender ON match (lender) WHERE lender IS NOT NULL")
    _each([*protect("match", TAKES_PART), open_to_owner("match", f"{IS_WORKER} OR {TAKES_PART}")])
    taken_part_in = "EXISTS (SELECT FROM match m WHERE m.organisation = {0}.organisation AND m.match_id = {0}.match_id)"
    _each(protect("match_step", f"{OF_ORGANISATION} OR {taken_part_in.format('match_step')}"))
    _each([*protect("decision", insert=OF_ORGANISATION), open_to_owner("decision")])


def _views() -> None:
    """Each is for one organisation or person alone; an adviser sees those of the people who chose them."""
    for table in ("match_view", "lender_match_view"):
        _each(protect(table, OF_ORGANISATION))
    advised = f"candidate_id IN (SELECT advised_by(adviser) FROM unnest({PERSONS}) AS adviser)"  # noqa: S608 - our own names
    _each([*protect("person_match_view", OF_PERSON, select=advised), open_to_owner("person_match_view")])
    same = "p.person_ref = showing.person_ref AND p.match_id = showing.match_id"
    _each(protect("showing", OF_PERSON, select=f"EXISTS (SELECT FROM person_match_view p WHERE {same})"))


def _referrals() -> None:
    received = f"receiver = ANY ({ORGANISATIONS}) AND sent_at IS NOT NULL"
    _each(protect("referral", f"sender = ANY ({ORGANISATIONS}) OR {received} OR {OF_PERSON}"))


def _switches() -> None:
    """That matching is off is told to whoever asks why; who turned it off is not."""
    op.execute(f"REVOKE SELECT ON matching_off FROM {APP}")  # noqa: S608 - our own names
    op.execute(f"GRANT SELECT (organisation, need_id, since) ON matching_off TO {APP}")
    _each(protect("matching_off", OF_ORGANISATION, select="true"))


def _functions() -> None:
    """Of a match that the caller takes part in: whose it is, and its last record. Of a profile: to its person alone."""
    _function(
        "person_behind(wanted uuid)",
        "uuid",
        "SELECT person_ref FROM person_match_view JOIN match USING (match_id) WHERE match_id = wanted",
    )
    _function(
        "last_decision(wanted uuid)",
        "SETOF decision",
        "SELECT decision.* FROM decision WHERE match_id = wanted AND EXISTS (SELECT FROM match WHERE match_id = wanted)"
        " ORDER BY match_version DESC LIMIT 1",
    )
    _function(
        "own_profile(wanted uuid, person uuid)",
        "jsonb",
        f"SELECT data FROM candidate WHERE candidate_id = wanted AND person_ref = person AND person = ANY ({PERSONS})",  # noqa: S608
    )
    advises = f"data ? 'adviserRef' AND data ->> 'adviserRef' = adviser::text AND adviser = ANY ({PERSONS})"
    _function("advised_by(adviser uuid)", "SETOF uuid", f"SELECT candidate_id FROM candidate WHERE {advises}")  # noqa: S608
    _function(
        "advised_profile(wanted uuid, adviser uuid)",
        "jsonb",
        f"SELECT data FROM candidate WHERE candidate_id = wanted AND {advises}",  # noqa: S608
    )
    op.execute("REVOKE ALL ON FUNCTION person_behind(uuid) FROM PUBLIC")
    op.execute(f"GRANT EXECUTE ON FUNCTION person_behind(uuid) TO {APP}, {WORKER}")


def _function(signature: str, returns: str, body: str) -> None:
    op.execute(
        f"""CREATE OR REPLACE FUNCTION {signature} RETURNS {returns}
            LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $body${body}$body$"""
    )


def _each(statements: list[str]) -> None:
    for statement in statements:
        op.execute(statement)
