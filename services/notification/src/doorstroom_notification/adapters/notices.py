"""Notices in PostgreSQL: written once, in one gapless order per organisation.

The position is drawn by an update of the organisation's row in `notice_feed`, which stays locked until the commit. So
positions become visible in their order, and a reader who has seen one has nothing to fear from a late commit.
"""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from doorstroom_common.clock import Clock
from doorstroom_common.database import UnitOfWork, sql
from doorstroom_common.identifiers import new_id
from doorstroom_notification.domain.notice import UNAVAILABLE, Notice, NoticeType, Told

ENDINGS = sorted({kind.value for kind in UNAVAILABLE.values()})
STANDING = sql("SELECT organisation, type, marker FROM notice_standing WHERE subject_id = :subject_id")
STAND = sql(
    "INSERT INTO notice_standing (organisation, subject_id, type, marker)"
    " VALUES (:organisation, :subject_id, :type, :marker)"
)
TAKE_BACK = sql(
    "DELETE FROM notice_standing"
    " WHERE organisation = :organisation AND subject_id = :subject_id AND type = :type AND marker = :marker"
)
SAY = sql(
    "WITH feed AS (INSERT INTO notice_feed (organisation, newest) VALUES (:organisation, 1)"
    " ON CONFLICT (organisation) DO UPDATE SET newest = notice_feed.newest + 1 RETURNING newest)"
    " INSERT INTO notice (organisation, position, event_id, type, subject_id, data, told_at)"
    " SELECT :organisation, newest, CAST(:event_id AS uuid), CAST(:type AS text), CAST(:subject_id AS uuid),"
    " CAST(:data AS jsonb), CAST(:told_at AS timestamptz) FROM feed"
)
TAKE_OUT = sql("DELETE FROM notice WHERE subject_id = :subject_id AND type <> ALL(:endings::text[])")
FORGET_STANDING = sql("DELETE FROM notice_standing WHERE subject_id = :subject_id")
OVERDUE = sql("SELECT DISTINCT organisation FROM notice WHERE told_at < :before")
FORGET_OLD = sql(
    "WITH old AS (DELETE FROM notice WHERE organisation = :organisation AND told_at < :before RETURNING position)"
    " UPDATE notice_feed SET forgotten = greatest(forgotten, (SELECT max(position) FROM old))"
    " WHERE organisation = :organisation"
)


class SqlNotices:
    """`application.ports.Notices` in PostgreSQL, on the business clock."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    async def told(self, subject: UUID, uow: UnitOfWork) -> Sequence[Told]:
        rows = await uow.fetch(STANDING, subject_id=subject)
        return [Told(row["organisation"], NoticeType(row["type"]), row["marker"]) for row in rows]

    async def say(self, subject: UUID, notice: Notice, uow: UnitOfWork) -> None:
        told = notice.told
        change, changed = (TAKE_BACK, notice.ends) if notice.ends else (STAND, (told,))
        for of in changed:
            await uow.execute(
                change, organisation=of.organisation, subject_id=subject, type=of.type.value, marker=of.marker
            )
        await uow.execute(
            SAY,
            organisation=told.organisation,
            event_id=new_id(),
            type=told.type.value,
            subject_id=subject,
            data=dict(notice.data),
            told_at=self._clock.now(),
        )

    async def take_out(self, subject: UUID, uow: UnitOfWork) -> None:
        await uow.execute(TAKE_OUT, subject_id=subject, endings=ENDINGS)

    async def forget(self, subject: UUID, uow: UnitOfWork) -> None:
        await self.take_out(subject, uow)
        await uow.execute(FORGET_STANDING, subject_id=subject)


async def overdue(before: datetime, uow: UnitOfWork) -> list[str]:
    """Organisations that were told something before that moment which is still kept."""
    return [row["organisation"] for row in await uow.fetch(OVERDUE, before=before)]


async def forget_old(organisation: str, before: datetime, uow: UnitOfWork) -> None:
    """Of one organisation; the feed knows how far it was forgotten."""
    await uow.execute(FORGET_OLD, organisation=organisation, before=before)
