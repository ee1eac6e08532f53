"""A person's own matches, and what they answer about them."""

from datetime import datetime
from uuid import UUID

from doorstroom_common.database import UnitOfWork, sql
from doorstroom_matching.adapters.listing import ONE_OF_PERSON
from doorstroom_matching.application.ports import Data, Partaker

ANSWER = sql(
    "INSERT INTO showing (person_ref, match_id, agreed, answered_at) VALUES (:person, :match_id, :agreed, :at)"
    " ON CONFLICT (person_ref, match_id) DO UPDATE SET agreed = excluded.agreed, answered_at = excluded.answered_at"
)


class StoredOwnMatches:
    """The port `OwnMatches`."""

    async def match(self, match_id: UUID, by: Partaker, uow: UnitOfWork) -> Data | None:
        row = await uow.fetch_row(ONE_OF_PERSON, person=by.person, match_id=match_id)
        return dict(row) if row else None

    async def answer(self, match_id: UUID, by: Partaker, agreed: bool, at: datetime, uow: UnitOfWork) -> None:
        await uow.execute(ANSWER, person=by.person, match_id=match_id, agreed=agreed, at=at)
