"""What organisations' own systems sent: under the hash of their id, and how many rows it was."""

import hashlib
import hmac
from collections.abc import Iterable, Sequence
from uuid import UUID

from pydantic import SecretStr

from doorstroom_candidate.adapters.registrations import JOINED
from doorstroom_candidate.adapters.rows import identity_from, registration_from
from doorstroom_candidate.application.ports import Given
from doorstroom_candidate.domain import errors
from doorstroom_common.database import UnitOfWork, sql

BEFORE = sql(
    "INSERT INTO candidate_import (organisation, rows) VALUES (:organisation, 0)"
    " ON CONFLICT (organisation) DO UPDATE SET rows = candidate_import.rows RETURNING rows"
)
"""Locks the row, which is made where it is not there yet."""

OF_SYSTEM = sql(
    f"{JOINED} WHERE r.organisation = :organisation AND (r.external_key = ANY(:keys::text[])"
    " OR :whole AND r.external_key IS NOT NULL) ORDER BY r.candidate_id FOR UPDATE OF r, a"
)
ASLEEP_BESIDE = sql(
    "SELECT candidate_id FROM registration WHERE organisation = :organisation AND external_key IS NOT NULL"
    " AND confirmed_at IS NULL AND NOT external_key = ANY(:keys::text[]) ORDER BY candidate_id FOR UPDATE"
)
REMEMBER = sql("UPDATE candidate_import SET rows = :rows WHERE organisation = :organisation")


class StoredImports:
    """`application.ports.Imports` in PostgreSQL, without the key: personnel numbers are few enough to try them all."""

    def __init__(self, key: SecretStr) -> None:
        self._key = key.get_secret_value().encode()

    def key_of(self, organisation: str, external_id: str) -> str:
        if not self._key:
            raise errors.no_external_id_key()
        return hmac.new(self._key, f"{organisation}\n{external_id}".encode(), hashlib.sha256).hexdigest()

    async def rows_before(self, uow: UnitOfWork, organisation: str) -> int:
        rows: int = await uow.fetch_value(BEFORE, organisation=organisation)
        return rows

    async def of_system(
        self, uow: UnitOfWork, organisation: str, keys: Sequence[str], *, whole: bool
    ) -> Sequence[Given]:
        rows = await uow.fetch(OF_SYSTEM, organisation=organisation, keys=list(keys), whole=whole)
        return [(registration_from(row), identity_from(row)) for row in rows]

    async def asleep_beside(self, uow: UnitOfWork, organisation: str, keys: Iterable[str]) -> Sequence[UUID]:
        rows = await uow.fetch(ASLEEP_BESIDE, organisation=organisation, keys=list(keys))
        return [row["candidate_id"] for row in rows]

    def remember(self, uow: UnitOfWork, organisation: str, rows: int) -> None:
        uow.write(REMEMBER, organisation=organisation, rows=rows)
