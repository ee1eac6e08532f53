"""What waits for somebody's answer, oldest due first; what has no term comes last."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from doorstroom_common.database import UnitOfWork, sql
from doorstroom_matching.adapters.order import barred
from doorstroom_matching.application.ports import Partaker

WITHOUT_TERM = datetime(9999, 1, 1, tzinfo=UTC)
FIELDS = "kind, seen_as, id, need, status, due_at, overdue_since, consent_until, generation, waits_since, sort"
AS_NEED = "jsonb_build_object('kind', {kind}, 'id', need_id, 'title', title)"


def _of_matches(table: str, seen_as: str, need_kind: str, since: str, where: str, overdue: str = "NULL") -> str:
    return (
        f"SELECT 'match' AS kind, '{seen_as}' AS seen_as, match_id AS id, {AS_NEED.format(kind=need_kind)} AS need,"  # noqa: S608 - our own text
        f" status, due_at, {overdue}::timestamptz AS overdue_since, consent_until, NULL::int AS generation,"
        f" {since} AS waits_since, coalesce(due_at, :never::timestamptz) AS sort FROM {table} WHERE {where}"
    )


def _of_referrals(seen_as: str, since: str, where: str) -> str:
    return (
        f"SELECT 'referral', '{seen_as}', referral_id, need, status, due_at, NULL, consent_until, generation,"  # noqa: S608 - our own text
        f" {since}, coalesce(due_at, :never::timestamptz) FROM referral WHERE {where}"
    )


ORGANISATIONS = " UNION ALL ".join(
    (
        _of_matches(
            "match_view", "organisation", "need_kind", "changed_at",
            "organisation = :who AND status IN ('proposed', 'contact-granted', 'employer-agreed')", "overdue_since",
        ),
        _of_matches(
            "lender_match_view", "lender", "'secondment-request'", "asked_at",
            "organisation = :who AND status = 'candidate-agreed'",
        ),
        _of_referrals("receiver", "sent_at", "receiver = :who AND status = 'sent'"),
    )
)  # fmt: skip
PERSONS = " UNION ALL ".join(
    (
        _of_matches(
            "person_match_view", "candidate", "need_kind", "changed_at",
            "person_ref = :who AND (status = 'contact-requested'"
            " OR (status = 'proposed' AND (need_kind = 'secondment-request' OR asked_first AND NOT EXISTS ("
            "SELECT FROM showing WHERE showing.match_id = person_match_view.match_id))))",
        ),
        _of_referrals("candidate", "made_at", "person_ref = :who AND status = 'awaiting-consent'"),
    )
)  # fmt: skip
PAGE = (
    f"SELECT {FIELDS}, {{barred}} FROM ({{waiting}}) AS waiting WHERE :moment::timestamptz IS NULL"  # noqa: S608 - our own text
    " OR (sort, id) > (:moment::timestamptz, :after::uuid) ORDER BY sort, id LIMIT :most"
)
AS_ORGANISATION = f"seen_as = 'organisation' AND {barred(':who', 'waiting.id')}"
FOR_ORGANISATION = sql(PAGE.format(waiting=ORGANISATIONS, barred=AS_ORGANISATION))
FOR_PERSON = sql(PAGE.format(waiting=PERSONS, barred="false AS barred"))


async def pending(
    by: Partaker, most: int, moment: datetime | None, after: UUID | None, now: datetime, uow: UnitOfWork
) -> Sequence[Mapping[str, Any]]:
    """For an organisation in all its parts, or for a person."""
    asked = {"never": WITHOUT_TERM, "most": most, "moment": moment, "after": after}
    if by.organisation:
        rows = await uow.fetch(FOR_ORGANISATION, who=by.organisation, now=now, **asked)
    else:
        rows = await uow.fetch(FOR_PERSON, who=by.person, **asked)
    return [dict(row) for row in rows]
