"""A step in the life of a match, by one of those who take part in it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from doorstroom_common.database import UnitOfWork
from doorstroom_matching.application.desk import Desk
from doorstroom_matching.application.keep_match import keep_match
from doorstroom_matching.application.order import Order, hold_to_the_order
from doorstroom_matching.application.ports import Partaker
from doorstroom_matching.application.what_is_agreed import life_after
from doorstroom_matching.domain import errors
from doorstroom_matching.domain.life import SIDES, Noun, Side
from doorstroom_matching.domain.match import Match, Taken


@dataclass(frozen=True, slots=True)
class TakeStep:
    """`said` is what comes with the step, as JSON; `until` the last day of a consent, `expected` the version known."""

    match_id: UUID
    noun: Noun
    by: Partaker
    expected: int | None = None
    reason: str | None = None
    until: date | None = None
    said: Mapping[str, Any] = field(default_factory=dict)

    @property
    def side(self) -> Side:
        return SIDES[self.noun]


async def take_step(command: TakeStep, order: Order, uow: UnitOfWork, desk: Desk) -> Match:
    """Under the match's lock: of two who answer at once one is answered that it does not follow any more."""
    seen = await desk.lives.seen_by(command.by, command.match_id, uow)
    if seen is None:
        raise errors.unknown()
    if command.side not in seen.sides:
        raise errors.not_your_step(command.side)
    seen.match.expect(command.expected)
    now = desk.now()
    step = seen.match.following(command.noun, now)
    await hold_to_the_order(step, seen.match, order, now, uow)
    life = await life_after(command.noun, seen.match, command.said, command.until, uow, desk)
    match = seen.match.take(step, life, now)
    await keep_match(
        match, Taken(match.status, step.side, command.by.actor, now, command.reason), seen.person, uow, desk
    )
    return match
