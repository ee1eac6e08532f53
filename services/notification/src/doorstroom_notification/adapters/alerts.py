"""Alerts and their deliveries in PostgreSQL.

What an alert shows is what is known now: a card from which something dropped away is shown without it. The unique key
over recipient, kind, subject and marker is the promise that nobody gets the same alert twice.
"""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from doorstroom_common.clock import Clock
from doorstroom_common.database import UnitOfWork, sql
from doorstroom_common.identifiers import new_id
from doorstroom_notification.application.ports import Delivery
from doorstroom_notification.domain.recruiter import Language, Recruiter
from doorstroom_notification.domain.wanted import Wanted

TELL = sql(
    "INSERT INTO alert (organisation, alert_id, recruiter_id, kind, subject_id, marker, need_id, because_of, content,"
    " told_at) VALUES (:organisation, :alert_id, :recruiter_id, :kind, :subject_id, :marker, :need_id, :because_of,"
    " :content, :told_at) ON CONFLICT (organisation, recruiter_id, kind, subject_id, marker) DO UPDATE"
    " SET ended_at = NULL, ended_because = NULL, content = excluded.content"
    " WHERE alert.ended_at IS NOT NULL OR alert.content IS DISTINCT FROM excluded.content"
    " RETURNING xmax = 0 AS first_time"
)
DELIVER = sql(
    "INSERT INTO delivery (organisation, alert_id, state, attempts) VALUES (:organisation, :alert_id, 'waiting', 0)"
    " ON CONFLICT DO NOTHING RETURNING 1"
)
END_SUBJECT = sql(
    "UPDATE alert SET ended_at = :now, ended_because = :because WHERE subject_id = :subject_id AND ended_at IS NULL"
    " AND NOT (kind || ' ' || marker || ' ' || organisation = ANY(:standing::text[]))"
)
FORGET = sql(
    "UPDATE alert SET content = '{}', ended_at = coalesce(ended_at, :now),"
    " ended_because = coalesce(ended_because, 'withdrawn') WHERE subject_id = :subject_id"
)
EMPTY_ENDED = sql(
    "UPDATE alert SET content = '{}' WHERE subject_id = :subject_id AND ended_at IS NOT NULL AND content <> '{}'"
)
TO_DELIVER = sql(
    "SELECT d.organisation, d.alert_id, d.attempts, a.kind, a.content, a.because_of, a.need_id, a.told_at, a.ended_at,"
    " r.recruiter_id, r.email, r.language, r.email_refused_at"
    " FROM delivery d JOIN alert a USING (organisation, alert_id) JOIN recruiter r USING (organisation, recruiter_id)"
    " WHERE d.alert_id = :alert_id AND d.state = 'waiting' FOR UPDATE OF d"
)
SETTLE = sql(
    "UPDATE delivery SET state = :state, attempts = :attempts, settled_at = :now, error = :error"
    " WHERE organisation = :organisation AND alert_id = :alert_id"
)
TRIED = sql(
    "UPDATE delivery SET attempts = :attempts, error = :error"
    " WHERE organisation = :organisation AND alert_id = :alert_id"
)
REFUSED = sql(
    "UPDATE recruiter SET email_refused_at = :now WHERE organisation = :organisation AND recruiter_id = :recruiter_id"
)


class SqlAlerts:
    """`application.ports.Alerts` in PostgreSQL, on the business clock."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    async def end(self, subject: UUID, standing: Sequence[Wanted], because: str, uow: UnitOfWork) -> None:
        keys = [f"{each.kind} {each.marker} {each.organisation}" for each in standing]
        now = self._clock.now()
        await uow.execute(END_SUBJECT, subject_id=subject, now=now, because=because, standing=keys)

    async def tell(self, recruiter: Recruiter, wanted: Wanted, uow: UnitOfWork) -> UUID | None:
        alert_id = new_id()
        need_id = wanted.content.get("needId")
        row = await uow.fetch_row(
            TELL,
            organisation=recruiter.organisation,
            alert_id=alert_id,
            recruiter_id=recruiter.id,
            kind=wanted.kind.value,
            subject_id=UUID(wanted.subject),
            marker=wanted.marker,
            need_id=UUID(need_id) if need_id else None,
            because_of=wanted.because_of,
            content=dict(wanted.content),
            told_at=self._clock.now(),
        )
        return alert_id if row and row["first_time"] else None

    def await_delivery(self, organisation: str, alert_id: UUID, uow: UnitOfWork) -> None:
        uow.write(DELIVER, organisation=organisation, alert_id=alert_id)

    async def forget(self, subject: UUID, uow: UnitOfWork) -> None:
        await uow.execute(FORGET, subject_id=subject, now=self._clock.now())

    async def empty_ended(self, subject: UUID, uow: UnitOfWork) -> None:
        await uow.execute(EMPTY_ENDED, subject_id=subject)

    async def delivery(self, alert_id: UUID, uow: UnitOfWork) -> Delivery | None:
        row = await uow.fetch_row(TO_DELIVER, alert_id=alert_id)
        if row is None:
            return None
        fields: dict[str, Any] = dict(row)
        pointless = bool(fields.pop("ended_at") or fields.pop("email_refused_at"))
        fields.pop("email_refused_at", None)
        return Delivery(**{**fields, "language": Language(fields["language"])}, pointless=pointless)

    def settle(self, delivery: Delivery, state: str, error: str | None, uow: UnitOfWork) -> None:
        tried = 0 if state == "dropped" else 1
        uow.write(SETTLE, **_attempted(delivery, error, tried), state=state, now=self._clock.now())

    def tried(self, delivery: Delivery, error: str, uow: UnitOfWork) -> None:
        uow.write(TRIED, **_attempted(delivery, error))

    def refuse_address(self, delivery: Delivery, uow: UnitOfWork) -> None:
        uow.write(
            REFUSED, organisation=delivery.organisation, recruiter_id=delivery.recruiter_id, now=self._clock.now()
        )


def _attempted(delivery: Delivery, error: str | None, tried: int = 1) -> dict[str, Any]:
    return {
        "organisation": delivery.organisation,
        "alert_id": delivery.alert_id,
        "attempts": delivery.attempts + tried,
        "error": error,
    }
