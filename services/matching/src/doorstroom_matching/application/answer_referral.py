"""The answers to a referral: the person's for this receiver, and the receiver's."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from doorstroom_common.database import UnitOfWork
from doorstroom_matching.application.desk import Desk
from doorstroom_matching.application.keep_match import keep_match
from doorstroom_matching.application.keep_referral import keep_referral
from doorstroom_matching.application.make_referral import Receiver, refer
from doorstroom_matching.application.ports import Partaker, Seen
from doorstroom_matching.application.what_is_agreed import covenant_of
from doorstroom_matching.domain import errors
from doorstroom_matching.domain.life import OF_THE_RULES, Side, Status
from doorstroom_matching.domain.match import Taken
from doorstroom_matching.domain.need import NeedKind
from doorstroom_matching.domain.referral import SIDE_OF, Referral, ReferralNoun
from doorstroom_matching.domain.terms import due_after


@dataclass(frozen=True, slots=True)
class AnswerReferral:
    """Which one, by whom, and the version they decided on."""

    referral_id: UUID
    noun: ReferralNoun
    by: Partaker
    expected: int | None = None


async def give_consent(
    command: AnswerReferral, until: date | None, uow: UnitOfWork, desk: Desk, *, granted: bool
) -> Referral:
    """Yes for this receiver, who sees it from now on; or no, which nobody but the sender hears."""
    referral, now = await _locked(command, uow, desk), desk.now()
    if not granted:
        return await _kept(referral.refuse(now), uow, desk)
    days = covenant_of(referral.covenant_hash, desk).terms.referral_answer_days
    return await _kept(referral.consent(until, due_after(now, days), now), uow, desk)


async def accept_referral(command: AnswerReferral, uow: UnitOfWork, desk: Desk) -> Referral:
    """Where the rules propose the pair, their match goes on from there with contact granted."""
    pair = await _pair(command, uow, desk)
    referral, now = await _locked(command, uow, desk), desk.now()
    accepted = await _kept(referral.accept(now), uow, desk)
    if pair and pair.match.need_kind is NeedKind.VACANCY and pair.match.status in OF_THE_RULES:
        await _grant(pair, accepted, now, uow, desk)
    return accepted


async def decline_referral(command: AnswerReferral, reason: str, uow: UnitOfWork, desk: Desk) -> Referral:
    return await _answered(command, lambda referral, now: referral.decline(reason, now), uow, desk)


async def forward_referral(command: AnswerReferral, receiver: Receiver, uow: UnitOfWork, desk: Desk) -> Referral:
    """Once more, to another receiver, with a new yes; returns the new one, whose sender is the present receiver."""
    peeked = await desk.referrals.seen_by(command.by, command.referral_id, uow, lock=False)
    await uow.act_for(organisations=[peeked[0].sender] if peeked else [])
    origin = await desk.lives.by_id(peeked[0].match_id, uow) if peeked else None
    referral = await _answered(command, lambda found, now: found.forward(now), uow, desk)
    if origin is None:
        raise errors.unknown()
    return await refer(origin, referral.receiver, receiver, referral.generation + 1, uow, desk)


async def _answered(
    command: AnswerReferral, answer: Callable[[Referral, datetime], Referral], uow: UnitOfWork, desk: Desk
) -> Referral:
    return await _kept(answer(await _locked(command, uow, desk), desk.now()), uow, desk)


async def _locked(command: AnswerReferral, uow: UnitOfWork, desk: Desk) -> Referral:
    seen = await desk.referrals.seen_by(command.by, command.referral_id, uow)
    if seen is None:
        raise errors.unknown()
    referral, sides = seen
    if SIDE_OF[command.noun] not in sides:
        raise errors.not_your_step(SIDE_OF[command.noun])
    referral.expect(command.expected)
    return referral


async def _pair(command: AnswerReferral, uow: UnitOfWork, desk: Desk) -> Seen | None:
    """The match is locked before the referral, as whoever erases a person does."""
    peeked = await desk.referrals.seen_by(command.by, command.referral_id, uow, lock=False)
    if peeked is None or peeked[0].need_id is None:
        return None
    return await desk.lives.by_pair(peeked[0].need_id, peeked[0].candidate_id, uow)


async def _grant(pair: Seen, referral: Referral, now: datetime, uow: UnitOfWork, desk: Desk) -> None:
    if referral.consent_until is None:
        raise errors.unknown()
    match = pair.match.grant_through(referral.id, referral.consent_until, now)
    taken = Taken(Status.CONTACT_GRANTED, Side.CANDIDATE, f"person:{referral.person}", now)
    await keep_match(match, taken, pair.person, uow, desk)


async def _kept(referral: Referral, uow: UnitOfWork, desk: Desk) -> Referral:
    await keep_referral(referral, uow, desk)
    return referral
