"""Recruiters in PostgreSQL: every statement names the organisation they belong to."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import asyncpg

from doorstroom_common.database import UnitOfWork, sql
from doorstroom_notification.domain.recruiter import Language, Recruiter
from doorstroom_notification.domain.wishes import Channel, Kind, Wishes

COLUMNS = "organisation, recruiter_id, version, name, email, language, wishes, registered_at"

ADD = sql(
    f"INSERT INTO recruiter ({COLUMNS}) VALUES"  # noqa: S608 - our own columns
    " (:organisation, :recruiter_id, :version, :name, :email, :language, :wishes, :registered_at)"
)
CHANGE = sql(
    "UPDATE recruiter SET version = :version, name = :name, email = :email, language = :language, wishes = :wishes,"
    " email_refused_at = NULL WHERE organisation = :organisation AND recruiter_id = :recruiter_id"
)
REMOVE = sql("DELETE FROM recruiter WHERE organisation = :organisation AND recruiter_id = :recruiter_id")
ONE = sql(
    f"SELECT {COLUMNS} FROM recruiter"  # noqa: S608
    " WHERE organisation = :organisation AND recruiter_id = :recruiter_id FOR UPDATE"
)
READ = sql(f"SELECT {COLUMNS} FROM recruiter WHERE organisation = :organisation AND recruiter_id = :recruiter_id")  # noqa: S608
PAGE = sql(
    f"SELECT {COLUMNS} FROM recruiter WHERE organisation = :organisation"  # noqa: S608
    " AND (CAST(:after_at AS timestamptz) IS NULL"
    " OR (registered_at, recruiter_id) > (CAST(:after_at AS timestamptz), CAST(:after_id AS uuid)))"
    " ORDER BY registered_at, recruiter_id LIMIT :most"
)
OF_ORGANISATIONS = sql(f"SELECT {COLUMNS} FROM recruiter WHERE organisation = ANY(:organisations::text[])")  # noqa: S608
WITH_ADDRESSES = sql(
    f"SELECT {COLUMNS} FROM recruiter WHERE organisation = :organisation"  # noqa: S608
    " AND lower(email) = ANY(SELECT lower(given) FROM unnest(:emails::text[]) AS given)"
    " ORDER BY recruiter_id FOR UPDATE"
)
BY_EMAIL = sql("SELECT recruiter_id FROM recruiter WHERE organisation = :organisation AND lower(email) = lower(:email)")


class SqlRecruiters:
    """`application.ports.Recruiters` in PostgreSQL."""

    def add(self, recruiter: Recruiter, uow: UnitOfWork) -> None:
        uow.write(ADD, **_row(recruiter), registered_at=recruiter.registered_at)

    def save(self, recruiter: Recruiter, uow: UnitOfWork) -> None:
        uow.write(CHANGE, **_row(recruiter))

    def remove(self, recruiter: Recruiter, uow: UnitOfWork) -> None:
        uow.write(REMOVE, organisation=recruiter.organisation, recruiter_id=recruiter.id)

    async def load(self, organisation: str, recruiter_id: UUID, uow: UnitOfWork) -> Recruiter | None:
        row = await uow.fetch_row(ONE, organisation=organisation, recruiter_id=recruiter_id)
        return from_row(row) if row else None

    async def with_addresses(self, organisation: str, emails: Sequence[str], uow: UnitOfWork) -> list[Recruiter]:
        found = await uow.fetch(WITH_ADDRESSES, organisation=organisation, emails=list(emails))
        return [from_row(row) for row in found]

    async def of_organisations(self, organisations: Sequence[str], uow: UnitOfWork) -> list[Recruiter]:
        return [from_row(row) for row in await uow.fetch(OF_ORGANISATIONS, organisations=list(organisations))]


def from_row(row: asyncpg.Record) -> Recruiter:
    chosen = {Kind(kind): Channel(channel) for kind, channel in row["wishes"].items()}
    return Recruiter(
        organisation=row["organisation"],
        id=row["recruiter_id"],
        version=row["version"],
        name=row["name"],
        email=row["email"],
        language=Language(row["language"]),
        registered_at=row["registered_at"],
        wishes=Wishes(chosen),
    )


def _row(recruiter: Recruiter) -> dict[str, Any]:
    return {
        "organisation": recruiter.organisation,
        "recruiter_id": recruiter.id,
        "version": recruiter.version,
        "name": recruiter.name,
        "email": recruiter.email,
        "language": recruiter.language.value,
        "wishes": {kind.value: channel.value for kind, channel in recruiter.wishes.chosen.items()},
    }
