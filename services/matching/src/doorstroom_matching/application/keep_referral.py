"""Keep what a referral has become: its state, its term, and the event."""

from doorstroom_common.database import UnitOfWork
from doorstroom_matching.application.desk import Desk
from doorstroom_matching.application.published import referral_event
from doorstroom_matching.domain.referral import Referral


async def keep_referral(referral: Referral, uow: UnitOfWork, desk: Desk) -> None:
    """To be called with its row locked."""
    await desk.referrals.store(referral, uow)
    tell_of_referral(referral, uow, desk)


def tell_of_referral(referral: Referral, uow: UnitOfWork, desk: Desk) -> None:
    if referral.due_at:
        desk.referrals.set_term(referral, uow)
    uow.publish(referral_event(referral, desk.source))
