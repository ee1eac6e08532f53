"""Hand a candidate on: to an organisation, or to a vacancy that is open to the sender; the person is asked first."""

from dataclasses import dataclass
from uuid import UUID

from doorstroom_common.database import UnitOfWork
from doorstroom_common.identifiers import new_id
from doorstroom_matching.application.desk import Desk
from doorstroom_matching.application.keep_referral import tell_of_referral
from doorstroom_matching.application.ports import KeptNeed, Partaker, Seen
from doorstroom_matching.application.what_is_agreed import governing
from doorstroom_matching.domain import errors
from doorstroom_matching.domain.life import Side
from doorstroom_matching.domain.need import Need, NeedKind
from doorstroom_matching.domain.referral import Referral
from doorstroom_matching.domain.standing import is_open_to
from doorstroom_matching.domain.terms import due_after


@dataclass(frozen=True, slots=True)
class Receiver:
    """An organisation, or one of its vacancies: exactly one of the two."""

    organisation: str | None = None
    need_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class MakeReferral:
    match_id: UUID
    receiver: Receiver
    by: Partaker


async def make_referral(command: MakeReferral, uow: UnitOfWork, desk: Desk) -> Referral:
    """Under the match's lock. The same receiver a second time is refused when it is stored.

    Whether the receiver is the candidate's own employer, or one they blocked, is not looked at: an answer to that would
    tell the sender. The person sees the receiver and says yes or no.
    """
    seen = await desk.lives.seen_by(command.by, command.match_id, uow)
    if seen is None or Side.ORGANISATION not in seen.sides or seen.person is None:
        raise errors.unknown()
    if not seen.match.may_be_referred:
        raise errors.not_to_be_referred(seen.match.status)
    return await refer(seen, seen.match.organisation, command.receiver, 1, uow, desk)


async def refer(
    origin: Seen, sender: str, receiver: Receiver, generation: int, uow: UnitOfWork, desk: Desk
) -> Referral:
    """Ask the person for this receiver; `origin` is the match that it all began with, locked."""
    match, now = origin.match, desk.now()
    kept = await _need(receiver, sender, uow, desk) if receiver.need_id else None
    organisation = kept.need.organisation if kept else _partner(receiver.organisation or "", sender, desk)
    covenant = governing(match, desk)
    await uow.act_for(organisations=[organisation])
    referral = Referral(
        id=new_id(),
        match_id=match.id,
        candidate_id=match.candidate_id,
        person=_known(origin),
        sender=sender,
        receiver=organisation,
        need=_shown(kept.need) if kept else None,
        generation=generation,
        card=await _card(origin, kept, uow, desk),
        covenant_hash=covenant.hash,
        made_at=now,
        changed_at=now,
        due_at=due_after(now, covenant.terms.contact_answer_days),
    )
    desk.referrals.add(referral, uow)
    tell_of_referral(referral, uow, desk)
    return referral


async def _need(receiver: Receiver, sender: str, uow: UnitOfWork, desk: Desk) -> KeptNeed:
    """A vacancy of somebody else that is open to the sender now; anything else is unknown to them."""
    assert receiver.need_id  # noqa: S101 - the caller looked
    kept = (await desk.copies.needs([receiver.need_id], uow)).get(receiver.need_id)
    members = desk.known.covenants.on(desk.now())
    if kept is None or kept.need.kind is not NeedKind.VACANCY or not is_open_to(kept.need, sender, members, desk.now()):
        raise errors.unknown()
    if members.current(kept.need.organisation) == members.current(sender):
        raise errors.fault("/receiver/needId", "must be a vacancy of another organisation")
    return kept


def _partner(organisation: str, sender: str, desk: Desk) -> str:
    members = desk.known.covenants.on(desk.now())
    near = {*members.partners_of(sender), *members.linked_to(sender)}
    if members.current(organisation) not in near:
        raise errors.fault("/receiver/organisation", "must be a partner of yours, or a member of a linked covenant")
    return members.current(organisation)


async def _card(origin: Seen, kept: KeptNeed | None, uow: UnitOfWork, desk: Desk) -> dict[str, object]:
    """Where the rules propose the very pair, its own card; otherwise that of the match that it comes from."""
    if kept and (card := await desk.referrals.card_for(kept.need.id, origin.match.candidate_id, uow)):
        return card
    return dict((origin.match.record or {})["card"])


def _known(origin: Seen) -> UUID:
    if origin.person is None:
        raise errors.unknown()
    return origin.person


def _shown(need: Need) -> dict[str, str]:
    return {"kind": need.kind.value, "id": str(need.id), "title": need.title}
