"""A covenant was adopted, or a day has come on which members change: relations may be others, so look afresh."""

from datetime import datetime, time

from doorstroom_common.clock import AMSTERDAM, local_date
from doorstroom_common.database import UnitOfWork
from doorstroom_matching.application.desk import Desk

MEMBERS_CHANGE = "members-change"
"""The timer that `review_members` answers; it has one key."""
KEY = "next"


async def review_members(uow: UnitOfWork, desk: Desk) -> None:
    """Have every open need matched again, and come back on the next day on which anything about members changes."""
    await desk.copies.review_needs(uow)
    day = desk.known.covenants.next_change(local_date(desk.now()))
    if day is not None:
        uow.schedule(MEMBERS_CHANGE, KEY, datetime.combine(day, time.min, AMSTERDAM))
