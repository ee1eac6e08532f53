"""A person took their consent back: what rested on it ends."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from doorstroom_common.cloudevent import CloudEvent
from doorstroom_common.consumer import Effect, PermanentFailure
from doorstroom_common.database import UnitOfWork
from doorstroom_matching.application.desk import Desk
from doorstroom_matching.application.end_referrals import withdraw_referral
from doorstroom_matching.application.keep_match import keep_match
from doorstroom_matching.domain.life import Side
from doorstroom_matching.domain.match import Taken
from doorstroom_matching.domain.withdrawal import Because

PERSON = "person"
"""The actor of a step whose event does not say who it was; there is only one whose consent it can be."""


async def on_disclosure_ended(event: CloudEvent, uow: UnitOfWork, desk: Desk) -> Effect:
    """Only a withdrawn consent concerns a match or a referral; that one ran out, or its procedure ended, does not.

    A referral that went on as a match takes that along, and leaves alone the match that it came from. A consumer may do
    this itself: it locks what it ends and gives only work of a key of its own, so it and a worker
    never wait for each other.
    """
    if event.data.get("endedBecause") != Because.CONSENT_WITHDRAWN:
        return Effect.IGNORED
    try:
        match_id, referral_id = _id(event.data, "matchId"), _id(event.data, "referralId")
    except (ValueError, TypeError, AttributeError) as error:
        raise PermanentFailure(f"{event.type} cannot be read: {type(error).__name__}") from error
    ended = False
    if referral_id is not None:
        match_id = await desk.lives.through(referral_id, uow)
    if match_id is not None:
        ended = await _end_match(match_id, uow, desk)
    if referral_id is not None:
        ended = await withdraw_referral(referral_id, uow, desk) or ended
    return Effect.APPLIED if ended else Effect.IGNORED


def _id(data: Mapping[str, Any], name: str) -> UUID | None:
    return UUID(data[name]) if data.get(name) else None


async def _end_match(match_id: UUID, uow: UnitOfWork, desk: Desk) -> bool:
    seen = await desk.lives.by_id(match_id, uow)
    if seen is None or seen.match.life.consent_until is None:
        return False
    match = seen.match.withdraw(Because.CONSENT_WITHDRAWN, desk.now())
    if match.version == seen.match.version:
        return False
    taken = Taken(match.status, Side.CANDIDATE, PERSON, match.changed_at, Because.CONSENT_WITHDRAWN)
    await keep_match(match, taken, seen.person, uow, desk)
    return True
