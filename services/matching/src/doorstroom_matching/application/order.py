"""The order of a need's list: whoever stands lower is not asked while others of a better tier wait for an answer."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Protocol
from uuid import UUID

from doorstroom_common.clock import local_date
from doorstroom_common.database import UnitOfWork
from doorstroom_matching.application.ports import Sealed
from doorstroom_matching.domain import errors
from doorstroom_matching.domain.decision import Decision
from doorstroom_matching.domain.life import Step, goes_on
from doorstroom_matching.domain.match import Match


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many wait, and when the term of the last of them ends, where one runs."""

    count: int
    due_at: datetime | None


class Order(Protocol):
    """What stands before a match in its need's list, and the record of who went past it."""

    async def waiting_before(self, match: Match, now: datetime, uow: UnitOfWork) -> Waiting:
        """The proposals of a better tier that the organisation sees and has not answered, within their term."""
        ...

    async def is_overruled(self, match: Match, uow: UnitOfWork) -> bool:
        """Whether the organisation went past the order for this match since it was last proposed."""
        ...

    async def last(self, match_id: UUID, uow: UnitOfWork) -> Sealed:
        """The last record about a match, with its seal; every match has one."""
        ...

    async def record(self, decision: Decision, seal: bytes, uow: UnitOfWork) -> None: ...


async def hold_to_the_order(step: Step, match: Match, order: Order, now: datetime, uow: UnitOfWork) -> None:
    """Refuse an organisation that goes on with a match while a better tier waits, unless it overruled the order.

    Only what the organisation sees counts, so that a refusal tells nothing of anybody else.
    """
    if not goes_on(step):
        return
    waiting = await order.waiting_before(match, now, uow)
    if waiting.count and not await order.is_overruled(match, uow):
        raise errors.better_tier_waits(_last_day(waiting.due_at))


def _last_day(due_at: datetime | None) -> date | None:
    """A term runs until the end of its last day."""
    return local_date(due_at - timedelta(microseconds=1)) if due_at else None
