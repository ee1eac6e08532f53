"""Reading for people: the alerts of one organisation, or of one of its recruiters, and the recruiters themselves."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import asyncpg

from doorstroom_common.clock import Clock
from doorstroom_common.database import Behalf, Database, sql
from doorstroom_common.errors import NotFound
from doorstroom_notification.adapters.recruiters import BY_EMAIL, PAGE, READ, from_row
from doorstroom_notification.domain.recruiter import Recruiter
from doorstroom_notification.domain.wishes import Kind

SHOWN = (
    "organisation, alert_id, recruiter_id, kind, subject_id, marker, need_id, because_of, content, told_at, read_at,"
    " ended_at, ended_because"
)
OF_RECRUITER = "(CAST(:recruiter_id AS uuid) IS NULL OR recruiter_id = CAST(:recruiter_id AS uuid))"

ALERTS = sql(
    f"SELECT {SHOWN} FROM alert WHERE organisation = :organisation AND {OF_RECRUITER}"  # noqa: S608 - our own columns
    " AND (CAST(:kind AS text) IS NULL OR kind = CAST(:kind AS text))"
    " AND (NOT :unread OR read_at IS NULL) AND (:ended OR ended_at IS NULL)"
    " AND (CAST(:after_at AS timestamptz) IS NULL"
    " OR (told_at, alert_id) < (CAST(:after_at AS timestamptz), CAST(:after_id AS uuid)))"
    " ORDER BY told_at DESC, alert_id DESC LIMIT :most"
)
ALERT = sql(
    f"SELECT {SHOWN} FROM alert WHERE organisation = :organisation AND alert_id = :alert_id AND {OF_RECRUITER}"  # noqa: S608
)
MARK_READ = sql(
    "UPDATE alert SET read_at = coalesce(read_at, :now)"  # noqa: S608
    f" WHERE organisation = :organisation AND alert_id = :alert_id AND {OF_RECRUITER} RETURNING {SHOWN}"
)


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads: an organisation, or one recruiter of it. `recruiter_id` None sees the whole organisation's."""

    organisation: str
    recruiter_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Filter:
    kind: Kind | None = None
    unread: bool = False
    ended: bool = False


@dataclass(frozen=True, slots=True)
class Inbox:
    """Every statement is bound to the reader's organisation; another's alert is as unknown as none."""

    database: Database
    clock: Clock

    async def reader(self, organisation: str, email: str | None) -> Reader:
        """The recruiter with this verified address there; `NotFound` when there is none."""
        async with self.database.unit_of_work(Behalf.of(organisation)) as uow:
            recruiter_id = await uow.fetch_value(BY_EMAIL, organisation=organisation, email=email or "")
        if recruiter_id is None:
            raise NotFound("recruiter-not-found", "No recruiter of this organisation has your e-mail address.")
        return Reader(organisation, recruiter_id)

    async def alerts(
        self, reader: Reader, wanted: Filter, after: tuple[datetime, UUID] | None, most: int
    ) -> Sequence[asyncpg.Record]:
        """Newest first; those that ended only where asked for."""
        after_at, after_id = after or (None, None)
        async with self.database.unit_of_work(Behalf.of(reader.organisation)) as uow:
            return await uow.fetch(
                ALERTS,
                organisation=reader.organisation,
                recruiter_id=reader.recruiter_id,
                kind=wanted.kind.value if wanted.kind else None,
                unread=wanted.unread,
                ended=wanted.ended,
                after_at=after_at,
                after_id=after_id,
                most=most,
            )

    async def alert(self, reader: Reader, alert_id: UUID) -> asyncpg.Record:
        async with self.database.unit_of_work(Behalf.of(reader.organisation)) as uow:
            row = await uow.fetch_row(
                ALERT, organisation=reader.organisation, recruiter_id=reader.recruiter_id, alert_id=alert_id
            )
        return _known(row)

    async def mark_read(self, reader: Reader, alert_id: UUID) -> asyncpg.Record:
        """The first moment of reading stays."""
        async with self.database.unit_of_work(Behalf.of(reader.organisation)) as uow:
            row = await uow.fetch_row(
                MARK_READ,
                organisation=reader.organisation,
                recruiter_id=reader.recruiter_id,
                alert_id=alert_id,
                now=self.clock.now(),
            )
            await uow.commit()
        return _known(row)

    async def recruiters(
        self, organisation: str, after: tuple[datetime, UUID] | None, most: int
    ) -> Sequence[Recruiter]:
        after_at, after_id = after or (None, None)
        async with self.database.unit_of_work(Behalf.of(organisation)) as uow:
            rows = await uow.fetch(PAGE, organisation=organisation, after_at=after_at, after_id=after_id, most=most)
        return [from_row(row) for row in rows]

    async def recruiter(self, organisation: str, recruiter_id: UUID) -> Recruiter:
        async with self.database.unit_of_work(Behalf.of(organisation)) as uow:
            row = await uow.fetch_row(READ, organisation=organisation, recruiter_id=recruiter_id)
        if row is None:
            raise NotFound("recruiter-not-found", "There is no such recruiter.")
        return from_row(row)


def _known(row: asyncpg.Record | None) -> asyncpg.Record:
    if row is None:
        raise NotFound("alert-not-found", "There is no such alert.")
    return row
