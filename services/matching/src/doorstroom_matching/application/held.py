"""What looking first needs from outside, as small promises."""

from collections.abc import Collection
from datetime import datetime
from typing import Protocol
from uuid import UUID

from doorstroom_common.database import UnitOfWork


class Held(Protocol):
    """Who is held back, and by whom."""

    async def best_waiting(
        self, needs: Collection[UUID], without: Collection[UUID], now: datetime, uow: UnitOfWork
    ) -> dict[UUID, int]:
        """For each need the rank of the best tier of which somebody waits, beside these candidates."""
        ...

    async def overruled(self, needs: Collection[UUID], uow: UnitOfWork) -> set[UUID]:
        """Those for which the organisation looks at people from outside at once."""
        ...

    async def held_back(self, need_id: UUID, uow: UnitOfWork) -> set[UUID]:
        """The candidates whose proposals for the need are held back now."""
        ...
