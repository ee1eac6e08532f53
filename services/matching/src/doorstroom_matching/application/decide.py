"""Judge pairs, and store, record, show and publish what came of it, in the one transaction of a worker."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from uuid import UUID

from doorstroom_common.database import UnitOfWork
from doorstroom_common.identifiers import new_id
from doorstroom_matching.application.desk import Desk
from doorstroom_matching.application.look_first import hold_back
from doorstroom_matching.application.outcome import Outcome
from doorstroom_matching.application.ports import KeptCandidate, KeptNeed
from doorstroom_matching.application.published import match_event, step_event
from doorstroom_matching.application.record import record_of
from doorstroom_matching.application.record_decisions import record_decisions
from doorstroom_matching.application.show_cards import counted_cards
from doorstroom_matching.domain.card import Card
from doorstroom_matching.domain.crowd import CountedCard, shown
from doorstroom_matching.domain.life import Side, Status
from doorstroom_matching.domain.match import Match, Taken
from doorstroom_matching.domain.verdict import Verdict, judge

Judged = tuple[Verdict, KeptNeed, KeptCandidate]
Cards = Mapping[tuple[UUID, Card], CountedCard]
Read = tuple[Mapping[UUID, KeptNeed], Mapping[UUID, KeptCandidate]]
"""Our copies of both sides."""


async def decide(
    need_ids: Collection[UUID], candidate_ids: Collection[UUID], uow: UnitOfWork, desk: Desk, *, afresh: bool = False
) -> Read:
    """Decide about every pair of one need with some candidates, or of one candidate with some needs.

    To be called with the turns of all of them held: what is read here is what holds until the commit. `afresh` with
    everybody whom the need concerns: every card of it is counted anew, and no other is shown any more.
    """
    matches = await desk.matches.load(need_ids, candidate_ids, uow)
    read, pairs, cards, departures = await _judged(need_ids, candidate_ids, uow, desk, afresh=afresh)
    outcomes = await hold_back(_outcomes(pairs, cards, matches, desk), uow, desk)
    if changed := [outcome for outcome in outcomes if outcome.after != outcome.before]:
        await _keep(changed, uow, desk)
    counted = list(cards.values())
    if afresh:
        for need_id in need_ids:
            desk.crowds.keep_only(need_id, counted, departures, uow)
    else:
        desk.crowds.keep(counted, departures, uow)
    return read


async def _judged(
    need_ids: Collection[UUID], candidate_ids: Collection[UUID], uow: UnitOfWork, desk: Desk, *, afresh: bool
) -> tuple[Read, list[Judged], Cards, int]:
    """Every pair, and how much of each card may be shown after how many departures.

    Counted once more when somebody left meanwhile; nobody does after this.
    """
    departures = await desk.crowds.departures(uow)
    while True:
        read, pairs = await _pairs(need_ids, candidate_ids, uow, desk)
        cards = await counted_cards((verdict for verdict, _, _ in pairs), uow, desk, afresh=afresh)
        if not cards or (held := await desk.crowds.hold(uow)) == departures:
            return read, pairs, cards, departures
        departures = held


async def _pairs(
    need_ids: Collection[UUID], candidate_ids: Collection[UUID], uow: UnitOfWork, desk: Desk
) -> tuple[Read, list[Judged]]:
    needs = await desk.copies.needs(need_ids, uow)
    people = await desk.copies.candidates(candidate_ids, uow)
    now = desk.now()
    members = desk.known.covenants.on(now)
    return (needs, people), [
        (judge(kept.need, person.candidate, desk.known.by_hash(kept.need.covenant_hash), members, now), kept, person)
        for kept in needs.values()
        for person in people.values()
    ]


def _outcomes(
    pairs: Iterable[Judged], cards: Cards, matches: Mapping[tuple[UUID, UUID], Match], desk: Desk
) -> list[Outcome]:
    now = desk.now()
    outcomes: list[Outcome] = []
    for verdict, kept, person in pairs:
        pair = (kept.need.id, person.candidate.id)
        before = matches.get(pair) or Match.considered(new_id(), kept.need, person.candidate.id, now)
        counted = cards.get((kept.need.id, verdict.card))
        card = shown(verdict.card, counted.level if counted else None, before.agreed)
        after = before.after(verdict, record_of(verdict, card), now)
        outcomes.append(Outcome(before, after, verdict, kept, person))
    return outcomes


async def _keep(changed: Collection[Outcome], uow: UnitOfWork, desk: Desk) -> None:
    """Store them; and where something is new, record why, show it to whom it is for, and publish."""
    ranks = await desk.matches.store_ranked([outcome.after for outcome in changed], uow)
    news = [outcome for outcome in changed if outcome.is_news]
    if not news:
        return
    now = desk.now()
    matches = [outcome.after for outcome in news]
    people = {outcome.after.candidate_id: outcome.candidate.candidate.person_ref for outcome in news}
    await record_decisions(news, uow, desk)
    desk.matches.show_at_commit(matches, people, uow)
    turned = [outcome.after for outcome in news if outcome.after.status is not outcome.before.status]
    desk.lives.add_at_commit([(match, _by_the_rules(match, now)) for match in turned], uow)
    if begun := [outcome.after for outcome in news if outcome.has_new_term]:
        desk.lives.set_terms(begun, uow)
    await _publish(matches, ranks, now, uow, desk)


async def _publish(
    matches: Collection[Match], ranks: Mapping[UUID, int], now: datetime, uow: UnitOfWork, desk: Desk
) -> None:
    """Of a match whose contact is asked for, only the card is another one: it tells again to which step it has come."""
    asked = [match for match in matches if match.status is Status.CONTACT_REQUESTED]
    steps = await desk.lives.last(asked, uow) if asked else {}
    for match in matches:
        if match.id in steps:
            uow.publish(step_event(match, steps[match.id], desk.source))
        else:
            uow.publish(match_event(match, ranks.get(match.id), desk.source, now))


def _by_the_rules(match: Match, now: datetime) -> Taken:
    return Taken(match.status, Side.SYSTEM, "rules", now, match.because)
