"""Members come and go: whoever may see what is open is worked out afresh."""

from collections.abc import Sequence
from datetime import datetime, time
from typing import Any
from uuid import UUID

from doorstroom_common.clock import AMSTERDAM, Clock
from doorstroom_common.covenant import Covenants
from doorstroom_common.database import UnitOfWork
from doorstroom_vacancy.application.board import Board
from doorstroom_vacancy.application.ports import KnownCovenants, P, Postings

MEMBERSHIP_TIMER = "membership"
NEXT = "next"


async def review_audience(key: str, uow: UnitOfWork, board: Board[P]) -> None:
    """For one posting, with the covenants as they are adopted by now, here or by another process."""
    await board.known.refresh()
    posting = await board.postings.load(UUID(key), uow)
    posting.review_audience(board.known.covenants, board.now())
    board.keep(posting, uow)


async def members_changed(
    uow: UnitOfWork, known: KnownCovenants, clock: Clock, everything: Sequence[Postings[Any]]
) -> None:
    """The first moment of a day on which a membership, a link or a covenant starts or has ended."""
    await known.refresh()
    for postings in everything:
        postings.review_all(uow)
    schedule_next_change(known.covenants, clock.now(), uow)


def schedule_next_change(covenants: Covenants, now: datetime, uow: UnitOfWork) -> None:
    """Wake up at the start of the next day, in Amsterdam, on which the audience of something may change."""
    day = covenants.next_change(now)
    if day is not None:
        uow.schedule(MEMBERSHIP_TIMER, NEXT, datetime.combine(day, time.min, AMSTERDAM))
