"""The term of an answer is over: a question ends unanswered, a proposal is overdue from then on."""

from datetime import datetime
from uuid import UUID

from doorstroom_common.database import UnitOfWork
from doorstroom_matching.application.desk import Desk
from doorstroom_matching.application.keep_match import keep_match
from doorstroom_matching.domain.life import Side, Status
from doorstroom_matching.domain.match import Taken

OVERDUE = "answer-overdue"
CLOCK = "clock"


async def let_term_pass(key: str, due_at: datetime, uow: UnitOfWork, desk: Desk) -> None:
    """Nothing happens where the answer came in time, or the match ended otherwise."""
    seen = await desk.lives.by_id(UUID(key.split(" ", maxsplit=1)[0]), uow)
    if seen is None:
        return
    match = seen.match.let_pass(due_at)
    if match.version == seen.match.version:
        return
    what = match.status if match.status is Status.NO_ANSWER else OVERDUE
    await keep_match(match, Taken(what, Side.SYSTEM, CLOCK, due_at), seen.person, uow, desk)
