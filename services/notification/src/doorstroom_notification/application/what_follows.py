"""Which alerts follow from what is known now of one vacancy, request, match, referral or move."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from doorstroom_common.database import UnitOfWork
from doorstroom_notification.application.ports import Copies
from doorstroom_notification.domain.notice import Notice
from doorstroom_notification.domain.noticed import match_there_for, noticed_of_match, noticed_of_need
from doorstroom_notification.domain.wanted import Wanted, open_to, wanted_for_match, wanted_for_need
from doorstroom_notification.domain.wanted_for_life import wanted_for_life
from doorstroom_notification.domain.wanted_for_placement import wanted_for_placement
from doorstroom_notification.domain.wanted_for_referral import wanted_for_referral


@dataclass(frozen=True, slots=True)
class Following:
    """The alerts that hold, and why others ended; with `forget` nothing is left of what those showed.

    `noticed` is what systems are told beside what the alerts say, and `there_for` those for whom the subject is there,
    whether they are alerted of it or not. With `unsay` nothing is left of what systems were told of the subject, but
    that it is no longer there: a withdrawal no longer says whose it was, so that a later erasure would not find it.
    """

    wanted: Sequence[Wanted]
    others_ended: str
    forget: bool = False
    noticed: Sequence[Notice] = ()
    there_for: frozenset[str] = frozenset()
    unsay: bool = False


MATCH_GOES_ON = frozenset(
    {"proposed", "contact-requested", "contact-granted", "candidate-agreed", "employer-agreed", "invited", "offered"}
)
REFERRAL_GOES_ON = frozenset({"awaiting-consent", "sent", "accepted"})
"""After these nobody sees a card any more, of an ended alert either."""

Question = Callable[[UUID, UnitOfWork, Copies], Awaitable[Following | None]]
"""None where nothing is known of the subject."""


async def _of_need(need_id: UUID, uow: UnitOfWork, copies: Copies) -> Following | None:
    need = await copies.need(need_id, uow)
    if need is None:
        return None
    if need.state is None:
        return Following((), "closed")
    state = need.state
    return Following(wanted_for_need(state), "changed", noticed=noticed_of_need(state), there_for=open_to(state))


async def _of_match(match_id: UUID, uow: UnitOfWork, copies: Copies) -> Following | None:
    match = await copies.match(match_id, uow)
    if match is None:
        return None
    state, course = match.state, match.course
    if state is None:
        return Following((), "withdrawn", forget=True, unsay=True)
    wanted = wanted_for_match(state, need_ended=course.need_ended) + wanted_for_life(state, course)
    shown = state["status"] in MATCH_GOES_ON and state["visibleTo"] == "organisation"
    return Following(
        wanted,
        _why(state, closed=course.need_ended),
        forget=not shown,
        noticed=list(noticed_of_match(state, course)),
        there_for=match_there_for(state, course),
        unsay=_is_withdrawn(state),
    )


async def _of_referral(referral_id: UUID, uow: UnitOfWork, copies: Copies) -> Following | None:
    referral = await copies.referral(referral_id, uow)
    if referral is None:
        return None
    if referral.state is None:
        return Following((), "withdrawn", forget=True, unsay=True)
    state, over = referral.state, _is_withdrawn(referral.state)
    wanted = wanted_for_referral(state, referral.contact)
    there_for = frozenset() if over else frozenset({state["sender"], state["receiver"]})
    forget = state["status"] not in REFERRAL_GOES_ON
    return Following(wanted, _why(state), forget=forget, there_for=there_for, unsay=over)


async def _of_placement(placement_id: UUID, uow: UnitOfWork, copies: Copies) -> Following | None:
    placement = await copies.placement(placement_id, uow)
    return Following(wanted_for_placement(placement), "changed") if placement else None


def _why(state: Mapping[str, Any], *, closed: bool = False) -> str:
    """`went-on`: somebody took the next step, so that there is nothing to do about the one before."""
    return "closed" if closed else "withdrawn" if _is_withdrawn(state) else "went-on"


def _is_withdrawn(state: Mapping[str, Any]) -> bool:
    return bool(state["status"] == "withdrawn")


QUESTIONS: dict[str, Question] = {
    "need": _of_need,
    "match": _of_match,
    "referral": _of_referral,
    "placement": _of_placement,
}
