"""Referrals that end by themselves: unanswered, or because the person or the vacancy is no longer there."""

from datetime import datetime
from uuid import UUID

from doorstroom_common.database import UnitOfWork
from doorstroom_matching.application.desk import Desk
from doorstroom_matching.application.keep_referral import keep_referral
from doorstroom_matching.application.published import referral_event, without_person
from doorstroom_matching.domain.referral import WAITING, ReferralStatus

REFERRALS = "referrals"


async def let_referral_pass(key: str, due_at: datetime, uow: UnitOfWork, desk: Desk) -> None:
    """The person or the receiver did not answer in time; nothing happens where they did."""
    referral = await desk.referrals.by_id(UUID(key.split(" ", maxsplit=1)[0]), uow)
    if referral and (silent := referral.let_pass(due_at)) != referral:
        await keep_referral(silent, uow, desk)


async def end_referrals_to(need_id: UUID, uow: UnitOfWork, desk: Desk) -> None:
    """A vacancy that is closed takes nobody; what was accepted before is past that."""
    for referral in await desk.referrals.to_need(need_id, uow):
        if referral.status in WAITING:
            await keep_referral(referral.withdraw(desk.now()), uow, desk)


async def end_referrals_of(candidate_id: UUID, uow: UnitOfWork, desk: Desk) -> None:
    """A candidate who takes part no longer is handed to nobody."""
    for referral in await desk.referrals.of_candidate(candidate_id, uow):
        if referral.status in WAITING:
            await keep_referral(referral.withdraw(desk.now()), uow, desk)


async def tell_of_erased(candidate_id: UUID, uow: UnitOfWork, desk: Desk) -> None:
    """Those who wait hear that nothing comes, and nothing of the person; of the rest the log drops its last word."""
    for referral in await desk.referrals.of_candidate(candidate_id, uow):
        if referral.status in WAITING:
            uow.publish(without_person(referral_event(referral.withdraw(desk.now()), desk.source)))
        else:
            uow.publish_tombstone(REFERRALS, str(referral.id))


async def withdraw_referral(referral_id: UUID, uow: UnitOfWork, desk: Desk) -> bool:
    """The person took back the consent that it rests on; False where nothing rests on it any more."""
    referral = await desk.referrals.by_id(referral_id, uow)
    if referral is None or (ended := referral.withdraw(desk.now())) == referral:
        return False
    await keep_referral(ended, uow, desk)
    return ended.status is ReferralStatus.WITHDRAWN
