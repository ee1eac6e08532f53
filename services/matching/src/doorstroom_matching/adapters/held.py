"""Who is held back for whom, and for which needs an organisation looks at people from outside at once."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from doorstroom_common.database import UnitOfWork, sql
from doorstroom_matching.adapters import rows

BEST_WAITING = sql(
    "SELECT need_id, min(tier_rank) AS best FROM match WHERE need_id = ANY(:needs::uuid[]) AND status = 'proposed'"
    " AND need_kind = 'vacancy' AND NOT record ? 'askedFirst' AND NOT said ? 'heldBack' AND overdue_since IS NULL"
    " AND (due_at IS NULL OR due_at > :now) AND candidate_id <> ALL(:without::uuid[]) GROUP BY need_id"
)
OVERRULED = sql("SELECT need_id FROM need_overruling WHERE need_id = ANY(:needs::uuid[])")
HELD_BACK = sql("SELECT candidate_id FROM match WHERE need_id = :need_id AND status = 'proposed' AND said ? 'heldBack'")


class StoredHeld:
    """The port `Held`, as `worker`."""

    async def best_waiting(
        self, needs: Collection[UUID], without: Collection[UUID], now: datetime, uow: UnitOfWork
    ) -> dict[UUID, int]:
        found = await uow.fetch(BEST_WAITING, needs=list(needs), without=list(without), now=now)
        return {rows.plain(row["need_id"]): row["best"] for row in found}

    async def overruled(self, needs: Collection[UUID], uow: UnitOfWork) -> set[UUID]:
        return {rows.plain(row["need_id"]) for row in await uow.fetch(OVERRULED, needs=list(needs))}

    async def held_back(self, need_id: UUID, uow: UnitOfWork) -> set[UUID]:
        return {row["candidate_id"] for row in await uow.fetch(HELD_BACK, need_id=need_id)}
