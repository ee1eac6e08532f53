"""For whom and for which needs matching is switched off."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from doorstroom_common.database import UnitOfWork, sql
from doorstroom_matching.adapters import rows
from doorstroom_matching.application.switch_matching import SwitchMatching

IS_OFF = (
    "EXISTS (SELECT FROM matching_off WHERE matching_off.organisation = need.organisation"
    " AND (matching_off.need_id IS NULL OR matching_off.need_id = need.need_id)) AS matching_off"
)
"""A column beside those of `need`."""
NEEDS = sql(
    "SELECT need_id FROM need WHERE organisation = :organisation"
    " AND CASE WHEN :need_id::uuid IS NULL THEN is_open ELSE need_id = :need_id::uuid END"
)
TURN_OFF = sql(
    "INSERT INTO matching_off (organisation, need_id, since, actor)"
    " VALUES (:organisation, :need_id, :since, :actor) ON CONFLICT DO NOTHING"
)
TURN_ON = sql(
    "DELETE FROM matching_off WHERE organisation = :organisation AND need_id IS NOT DISTINCT FROM :need_id::uuid"
)
OFF = sql(
    "SELECT need_id, since, data ->> 'title' AS title FROM matching_off LEFT JOIN need USING (organisation, need_id)"
    " WHERE organisation = :organisation ORDER BY since, need_id"
)


class StoredSwitches:
    """The port `Switches`."""

    async def needs(self, organisation: str, need_id: UUID | None, uow: UnitOfWork) -> Sequence[UUID]:
        return [
            rows.plain(row["need_id"]) for row in await uow.fetch(NEEDS, organisation=organisation, need_id=need_id)
        ]

    async def turn(self, command: SwitchMatching, at: datetime, uow: UnitOfWork) -> None:
        by, need_id = command.by, command.need_id
        if command.on:
            await uow.execute(TURN_ON, organisation=by.organisation, need_id=need_id)
        else:
            await uow.execute(TURN_OFF, organisation=by.organisation, need_id=need_id, since=at, actor=by.actor)

    async def off(self, organisation: str, uow: UnitOfWork) -> Sequence[dict[str, Any]]:
        """What the organisation has switched off; for itself where there is no need."""
        return [dict(row) for row in await uow.fetch(OFF, organisation=organisation)]
