"""Copies of matches and referrals by version: what decides who may know their candidate, and nothing else."""

from datetime import date
from uuid import UUID

from doorstroom_candidate.adapters.rows import Row
from doorstroom_candidate.adapters.tables import ProcedureRow, columns
from doorstroom_candidate.domain.disclosure import Purpose, Receiver
from doorstroom_candidate.domain.procedure import Kind, Procedure
from doorstroom_common.database import UnitOfWork, sql

NAMES = columns(ProcedureRow)
NEWER = ", ".join(f"{name} = excluded.{name}" for name in NAMES[2:] if name != "yes_at")
KEEP = sql(
    f"INSERT INTO procedure_copy ({', '.join(NAMES)}) VALUES ({', '.join(f':{name}' for name in NAMES)})"  # noqa: S608 - our own names
    f" ON CONFLICT (kind, procedure_id) DO UPDATE SET {NEWER},"
    " yes_at = coalesce(excluded.yes_at, procedure_copy.yes_at)"
    " WHERE procedure_copy.version < excluded.version RETURNING 1"
)
BY_ID = sql("SELECT * FROM procedure_copy WHERE kind = :kind AND procedure_id = :procedure_id")
FIRST_START = sql("SELECT min(starts_on) FROM procedure_copy WHERE candidate_id = :candidate_id")


class StoredProcedures:
    """`application.ports.Procedures` in PostgreSQL."""

    async def keep(self, uow: UnitOfWork, procedure: Procedure) -> bool:
        return (
            await uow.fetch_value(
                KEEP,
                kind=procedure.kind,
                procedure_id=procedure.procedure_id,
                version=procedure.version,
                candidate_id=procedure.candidate_id,
                need_id=procedure.need_id,
                shown_to=[[receiver.organisation, receiver.purpose] for receiver in procedure.shown_to],
                stepped_at=procedure.stepped_at,
                yes_at=procedure.yes_at,
                consent_until=procedure.consent_until,
                starts_on=procedure.starts_on,
            )
            is not None
        )

    async def by_id(self, uow: UnitOfWork, kind: Kind, procedure_id: UUID) -> Procedure | None:
        row = await uow.fetch_row(BY_ID, kind=kind, procedure_id=procedure_id)
        return _procedure_from(row) if row else None

    async def first_start(self, uow: UnitOfWork, candidate_id: UUID) -> date | None:
        start: date | None = await uow.fetch_value(FIRST_START, candidate_id=candidate_id)
        return start


def _procedure_from(row: Row) -> Procedure:
    return Procedure(
        kind=Kind(row["kind"]),
        procedure_id=row["procedure_id"],
        version=row["version"],
        candidate_id=row["candidate_id"],
        need_id=row["need_id"],
        shown_to=tuple(Receiver(organisation, Purpose(purpose)) for organisation, purpose in row["shown_to"]),
        stepped_at=row["stepped_at"],
        yes_at=row["yes_at"],
        consent_until=row["consent_until"],
        starts_on=row["starts_on"],
    )
