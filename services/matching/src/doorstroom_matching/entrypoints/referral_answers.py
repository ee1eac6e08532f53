"""What is shown of referrals: to the sender, to the receiver from the person's yes on, and to the person."""

from datetime import date, datetime
from typing import Literal
from uuid import UUID

from doorstroom_common.http import AnswerModel, PageOf
from doorstroom_common.http.fields import DateTime
from doorstroom_matching.domain.referral import (
    SIDE_OF,
    WAITING,
    Referral,
    ReferralNoun,
    ReferralSide,
    ReferralStatus,
    may_follow,
)
from doorstroom_matching.entrypoints.answers import CardAnswer, NeedAnswer


class ReferralAnswer(AnswerModel):
    """One candidate handed on. Who it is stands in what they disclose once it is accepted."""

    referral_id: UUID
    version: int
    seen_as: ReferralSide
    status: ReferralStatus
    sender: str
    receiver: str
    need: NeedAnswer | None
    generation: Literal[1, 2]
    match_id: UUID | None
    card: CardAnswer | None
    made_at: DateTime
    changed_at: DateTime
    due_at: DateTime | None
    sent_at: DateTime | None
    answered_at: DateTime | None
    consent_until: date | None
    reason: str | None
    may_do: list[str]


class ReferralPage(PageOf[ReferralAnswer]):
    """Referrals, the newest first."""


class OnwardNeed(AnswerModel):
    """A vacancy of another organisation for which the rules propose the candidate."""

    organisation: str
    need: NeedAnswer


class OnwardAnswer(AnswerModel):
    """The best place first."""

    items: list[OnwardNeed]


def referral_answer(referral: Referral, sides: frozenset[ReferralSide], now: datetime) -> ReferralAnswer:
    """A receiver reads nothing of somebody any more once they declined or the person stopped."""
    side = next(side for side in (ReferralSide.SENDER, ReferralSide.RECEIVER, ReferralSide.CANDIDATE) if side in sides)
    gone = side is ReferralSide.RECEIVER and referral.status not in WAITING | {ReferralStatus.ACCEPTED}
    first = referral.generation == 1 and side is not ReferralSide.RECEIVER
    same = (
        "version", "status", "sender", "receiver", "need", "generation", "made_at", "changed_at", "due_at", "sent_at",
        "answered_at", "consent_until", "reason",
    )  # fmt: skip
    return ReferralAnswer(
        **{name: getattr(referral, name) for name in same},
        referral_id=referral.id,
        seen_as=side,
        match_id=referral.match_id if first or side is ReferralSide.CANDIDATE else None,
        card=None if gone else CardAnswer.model_validate(referral.card),
        may_do=[noun.value for noun in nouns_of(referral, side, now)],
    )


def nouns_of(referral: Referral, side: ReferralSide, now: datetime) -> list[ReferralNoun]:
    """The steps that are this side's to take now; none after the term."""
    if referral.due_at is not None and now >= referral.due_at:
        return []
    return [noun for noun in may_follow(referral) if SIDE_OF[noun] is side]
