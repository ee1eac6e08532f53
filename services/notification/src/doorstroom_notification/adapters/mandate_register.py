"""The register of mandates in PostgreSQL: every statement names the organisation that keeps it."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import asyncpg

from doorstroom_common.database import UnitOfWork, sql
from doorstroom_common.mandates import HolderKind, Mandate
from doorstroom_notification.domain.registered_mandate import RegisteredMandate

OF_MANDATE = "organisation, mandate_id, kind, holder, scopes, from_date, until_date, ended_at"
BESIDE = "issuer, subject, granted_by, granted_at, ended_by, version"
COLUMNS = f"{OF_MANDATE}, {BESIDE}"

ADD = sql(
    f"INSERT INTO mandate ({COLUMNS}) VALUES (:organisation, :mandate_id, :kind, :holder, :scopes, :from_date,"  # noqa: S608 - our own columns
    " :until_date, :ended_at, :issuer, :subject, :granted_by, :granted_at, :ended_by, :version)"
)
END = sql(
    "UPDATE mandate SET ended_at = :ended_at, ended_by = :ended_by, version = :version"
    " WHERE organisation = :organisation AND mandate_id = :mandate_id"
)
OF_ORGANISATION = sql(
    f"SELECT {COLUMNS} FROM mandate WHERE organisation = :organisation ORDER BY granted_at, mandate_id"  # noqa: S608
)
LOAD = sql(
    f"SELECT {COLUMNS} FROM mandate WHERE organisation = :organisation AND mandate_id = :mandate_id FOR UPDATE"  # noqa: S608
)
PAGE = sql(
    f"SELECT {COLUMNS} FROM mandate WHERE organisation = :organisation"  # noqa: S608
    " AND (CAST(:kind AS text) IS NULL OR kind = CAST(:kind AS text))"
    " AND (CAST(:after_at AS timestamptz) IS NULL"
    " OR (granted_at, mandate_id) > (CAST(:after_at AS timestamptz), CAST(:after_id AS uuid)))"
    " ORDER BY granted_at, mandate_id LIMIT :most"
)


class SqlMandateRegister:
    """`application.ports.MandateRegister` in PostgreSQL."""

    def add(self, mandate: RegisteredMandate, uow: UnitOfWork) -> None:
        held = mandate.mandate
        uow.write(
            ADD,
            organisation=held.organisation,
            mandate_id=held.id,
            kind=held.kind.value,
            holder=held.holder,
            scopes=sorted(held.scopes),
            from_date=held.from_date,
            until_date=held.until_date,
            ended_at=held.ended_at,
            issuer=mandate.issuer,
            subject=mandate.subject,
            granted_by=mandate.granted_by,
            granted_at=mandate.granted_at,
            ended_by=mandate.ended_by,
            version=mandate.version,
        )

    def save(self, mandate: RegisteredMandate, uow: UnitOfWork) -> None:
        held = mandate.mandate
        uow.write(
            END,
            organisation=held.organisation,
            mandate_id=held.id,
            ended_at=held.ended_at,
            ended_by=mandate.ended_by,
            version=mandate.version,
        )

    async def of_organisation(self, organisation: str, uow: UnitOfWork) -> list[RegisteredMandate]:
        return [_read(row) for row in await uow.fetch(OF_ORGANISATION, organisation=organisation)]

    async def load(self, organisation: str, mandate_id: UUID, uow: UnitOfWork) -> RegisteredMandate | None:
        row = await uow.fetch_row(LOAD, organisation=organisation, mandate_id=mandate_id)
        return _read(row) if row else None

    async def page(
        self,
        organisation: str,
        kind: HolderKind | None,
        after: tuple[datetime, UUID] | None,
        most: int,
        uow: UnitOfWork,
    ) -> Sequence[RegisteredMandate]:
        after_at, after_id = after or (None, None)
        rows = await uow.fetch(
            PAGE,
            organisation=organisation,
            kind=kind.value if kind else None,
            after_at=after_at,
            after_id=after_id,
            most=most,
        )
        return [_read(row) for row in rows]


def _read(row: asyncpg.Record) -> RegisteredMandate:
    fields = dict(row)
    mandate = Mandate(
        id=fields.pop("mandate_id"),
        kind=HolderKind(fields.pop("kind")),
        scopes=frozenset(fields.pop("scopes")),
        **{name: fields.pop(name) for name in ("organisation", "holder", "from_date", "until_date", "ended_at")},
    )
    return RegisteredMandate(mandate, **fields)
