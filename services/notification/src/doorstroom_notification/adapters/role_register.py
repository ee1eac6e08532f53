"""The register of roles in PostgreSQL: every statement names the organisation that keeps it."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import asyncpg

from doorstroom_common.database import UnitOfWork, sql
from doorstroom_notification.domain.role_assignment import Role, RoleAssignment

COLUMNS = "organisation, assignment_id, email, role, covenant_id, from_date, until_date, granted_by, granted_at"

ADD = sql(
    f"INSERT INTO role_assignment ({COLUMNS}) VALUES (:organisation, :assignment_id, :email, :role, :covenant_id,"  # noqa: S608 - our own columns
    " :from_date, :until_date, :granted_by, :granted_at)"
)
REMOVE = sql(
    "DELETE FROM role_assignment WHERE organisation = :organisation AND assignment_id = :assignment_id RETURNING 1"
)
OF_PERSONS = sql(
    f"SELECT {COLUMNS} FROM role_assignment"  # noqa: S608
    " WHERE organisation = :organisation AND lower(email) = ANY(:emails::text[])"
)
PAGE = sql(
    f"SELECT {COLUMNS} FROM role_assignment WHERE organisation = :organisation"  # noqa: S608
    " AND (CAST(:role AS text) IS NULL OR role = CAST(:role AS text))"
    " AND (CAST(:after_at AS timestamptz) IS NULL"
    " OR (granted_at, assignment_id) > (CAST(:after_at AS timestamptz), CAST(:after_id AS uuid)))"
    " ORDER BY granted_at, assignment_id LIMIT :most"
)


class SqlRoleRegister:
    """`application.ports.RoleRegister` in PostgreSQL."""

    def add(self, assignment: RoleAssignment, uow: UnitOfWork) -> None:
        uow.write(
            ADD,
            organisation=assignment.organisation,
            assignment_id=assignment.id,
            email=assignment.email,
            role=assignment.role.value,
            covenant_id=assignment.covenant_id,
            from_date=assignment.from_date,
            until_date=assignment.until_date,
            granted_by=assignment.granted_by,
            granted_at=assignment.granted_at,
        )

    async def remove(self, organisation: str, assignment_id: UUID, uow: UnitOfWork) -> bool:
        gone = await uow.fetch_value(REMOVE, organisation=organisation, assignment_id=assignment_id)
        return gone is not None

    async def of_persons(self, organisation: str, emails: Sequence[str], uow: UnitOfWork) -> list[RoleAssignment]:
        lowered = sorted({email.lower() for email in emails})
        return [_read(row) for row in await uow.fetch(OF_PERSONS, organisation=organisation, emails=lowered)]

    async def page(
        self, organisation: str, role: Role | None, after: tuple[datetime, UUID] | None, most: int, uow: UnitOfWork
    ) -> list[RoleAssignment]:
        after_at, after_id = after or (None, None)
        rows = await uow.fetch(
            PAGE,
            organisation=organisation,
            role=role.value if role else None,
            after_at=after_at,
            after_id=after_id,
            most=most,
        )
        return [_read(row) for row in rows]


def _read(row: asyncpg.Record) -> RoleAssignment:
    fields = dict(row)
    return RoleAssignment(id=fields.pop("assignment_id"), role=Role(fields.pop("role")), **fields)
