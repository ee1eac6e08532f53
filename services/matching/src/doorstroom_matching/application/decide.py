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


async def decide(need_ids: Collection[UUID], candidate_ids: Collection[UUID], uow: UnitOfWork, desk: Desk) -> None:
    """Decide about every pair of one need with some candidates, or of one candidate with some needs.

    To be called with the turns of all of them held: what is read here is what holds until the commit.
    """
    if await desk.copies.covenants_stored(uow) != len(desk.known.covenants):
        await desk.known.refresh()
    matches = await desk.matches.load(need_ids, candidate_ids, uow)
    outcomes = await hold_back(_outcomes(*await _judged(need_ids, candidate_ids, uow, desk), matches, desk), uow, desk)
    changed = [outcome for outcome in outcomes if outcome.after != outcome.before]
    if not changed:
        return
    news = [outcome for outcome in changed if outcome.is_news]
    await desk.matches.store([outcome.after for outcome in changed], uow)
    if news:
        await _tell(news, uow, desk)


async def _judged(
    need_ids: Collection[UUID], candidate_ids: Collection[UUID], uow: UnitOfWork, desk: Desk
) -> tuple[list[Judged], Cards]:
    """Every pair, and how much of each card may be shown; counted once more when somebody left meanwhile."""
    departures = await desk.crowds.departures(uow)
    while True:
        pairs = await _pairs(need_ids, candidate_ids, uow, desk)
        cards = await counted_cards((verdict for verdict, _, _ in pairs), uow, desk)
        if not cards or (held := await desk.crowds.hold(uow)) == departures:
            break
        departures = held
    await desk.crowds.keep(list(cards.values()), departures, uow)
    return pairs, cards


async def _pairs(
    need_ids: Collection[UUID], candidate_ids: Collection[UUID], uow: UnitOfWork, desk: Desk
) -> list[Judged]:
    needs = await desk.copies.needs(need_ids, uow)
    people = await desk.copies.candidates(candidate_ids, uow)
    now = desk.now()
    members = desk.known.covenants.on(now)
    return [
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


async def _tell(news: Collection[Outcome], uow: UnitOfWork, desk: Desk) -> None:
    """Record why, show it to whom it is for, and publish."""
    now = desk.now()
    matches = [outcome.after for outcome in news]
    people = {outcome.after.candidate_id: outcome.candidate.candidate.person_ref for outcome in news}
    await record_decisions(news, uow, desk)
    await desk.matches.show(matches, people, uow)
    turned = [outcome.after for outcome in news if outcome.after.status is not outcome.before.status]
    await desk.lives.add([(match, _by_the_rules(match, now)) for match in turned], uow)
    if begun := [outcome.after for outcome in news if outcome.has_new_term]:
        desk.lives.set_terms(begun, uow)
    await _publish(matches, now, uow, desk)


async def _publish(matches: Collection[Match], now: datetime, uow: UnitOfWork, desk: Desk) -> None:
    """Of a match whose contact is asked for, only the card is another one: it tells again to which step it has come."""
    ranks = await desk.matches.ranks([match for match in matches if match.status is Status.PROPOSED], uow)
    asked = [match for match in matches if match.status is Status.CONTACT_REQUESTED]
    steps = await desk.lives.last(asked, uow) if asked else {}
    for match in matches:
        if match.id in steps:
            uow.publish(step_event(match, steps[match.id], desk.source))
        else:
            uow.publish(match_event(match, ranks.get(match.id), desk.source, now))


def _by_the_rules(match: Match, now: datetime) -> Taken:
    return Taken(match.status, Side.SYSTEM, "rules", now, match.because)
