"""What falls due with a placement: the work starts, or its end is three months away."""

from datetime import date, datetime
from uuid import UUID

from doorstroom_common.database import UnitOfWork
from doorstroom_vacancy.application.placing import Placing


async def on_start(key: str, _: datetime, uow: UnitOfWork, placing: Placing) -> None:
    """From the first day on nothing leads to the person any more. Nothing that is published changes."""
    placement = await placing.placements.load(UUID(key), uow)
    if placement.forget():
        placing.placements.save(placement, uow)


async def on_end_in_sight(key: str, due_at: datetime, uow: UnitOfWork, placing: Placing) -> None:
    """The talk about extending is asked for, unless it has ended or been extended since the timer was set."""
    placement_id, _, end = key.partition("/")
    placement = await placing.placements.load(UUID(placement_id), uow)
    if placement.is_awaiting(date.fromisoformat(end)):
        placement.ask_for_extension(due_at)
        placing.keep(placement, uow)
