"""Transaction 2 when somebody no longer waits: those who were held back for them are decided about afresh."""

from uuid import UUID

from doorstroom_common.database import UnitOfWork
from doorstroom_matching.application.decide import decide
from doorstroom_matching.application.desk import Desk


async def release_held(key: str, uow: UnitOfWork, desk: Desk) -> None:
    need_id = UUID(key.split(" ", maxsplit=1)[0])
    await desk.pairs.take_turn(need_id, uow)
    if held := await desk.held.held_back(need_id, uow):
        await desk.pairs.share_turns(held, uow)
        await decide([need_id], held, uow, desk)
