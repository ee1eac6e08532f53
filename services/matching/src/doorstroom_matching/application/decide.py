"""Judge pairs, and store, record, show and publish what came of it, in the one transaction of a worker."""

import hmac
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import orjson

from doorstroom_common.database import UnitOfWork
from doorstroom_common.identifiers import new_id
from doorstroom_matching.application.desk import Desk
from doorstroom_matching.application.ports import Decision, KeptCandidate, KeptNeed
from doorstroom_matching.application.published import match_event
from doorstroom_matching.application.record import record_of
from doorstroom_matching.domain.life import Side, Status
from doorstroom_matching.domain.match import Match, Taken
from doorstroom_matching.domain.verdict import RULES_VERSION, Verdict, judge


@dataclass(frozen=True, slots=True)
class Outcome:
    """A match before and after a verdict."""

    before: Match
    after: Match
    verdict: Verdict
    need: KeptNeed
    candidate: KeptCandidate

    @property
    def is_news(self) -> bool:
        return self.after.version != self.before.version


async def decide(need_ids: Collection[UUID], candidate_ids: Collection[UUID], uow: UnitOfWork, desk: Desk) -> None:
    """Decide about every pair of one need with some candidates, or of one candidate with some needs.

    To be called with the turns of all of them held: what is read here is what holds until the commit.
    """
    if await desk.copies.covenants_stored(uow) != len(desk.known.covenants):
        await desk.known.refresh()
    needs = await desk.copies.needs(need_ids, uow)
    candidates = await desk.copies.candidates(candidate_ids, uow)
    matches = await desk.matches.load(list(needs), list(candidates), uow)
    outcomes = _outcomes(needs.values(), candidates.values(), matches, desk)
    changed = [outcome for outcome in outcomes if outcome.after != outcome.before]
    if not changed:
        return
    news = [outcome for outcome in changed if outcome.is_news]
    await desk.matches.store([outcome.after for outcome in changed], uow)
    if news:
        await _tell(news, uow, desk)


def _outcomes(
    needs: Iterable[KeptNeed], candidates: Collection[KeptCandidate], matches: Mapping[tuple[UUID, UUID], Match],
    desk: Desk,
) -> list[Outcome]:  # fmt: skip
    now = desk.now()
    members = desk.known.covenants.on(now)
    outcomes: list[Outcome] = []
    for kept in needs:
        rules = desk.known.by_hash(kept.need.covenant_hash)
        for person in candidates:
            pair = (kept.need.id, person.candidate.id)
            before = matches.get(pair) or Match.considered(new_id(), kept.need, person.candidate.id, now)
            verdict = judge(kept.need, person.candidate, rules, members, now)
            after = before.after(verdict, record_of(verdict), now)
            outcomes.append(Outcome(before, after, verdict, kept, person))
    return outcomes


async def _tell(news: Collection[Outcome], uow: UnitOfWork, desk: Desk) -> None:
    """Record why, show it to whom it is for, and publish."""
    now = desk.now()
    matches = [outcome.after for outcome in news]
    needs = {outcome.need.need.id: outcome.need for outcome in news}
    people = {outcome.candidate.candidate.id: outcome.candidate for outcome in news}
    decisions = [_decision(outcome, now) for outcome in news]
    await desk.matches.record(decisions, list(needs.values()), list(people.values()), uow)
    await desk.matches.show(matches, {key: kept.candidate.person_ref for key, kept in people.items()}, uow)
    turned = [outcome.after for outcome in news if outcome.after.status is not outcome.before.status]
    await desk.lives.add([(match, _by_the_rules(match, now)) for match in turned], uow)
    if begun := [match for match in turned if match.life.due_at]:
        desk.lives.set_terms(begun, uow)
    ranks = await desk.matches.ranks([match for match in matches if match.status is Status.PROPOSED], uow)
    for match in matches:
        uow.publish(match_event(match, ranks.get(match.id), desk.source, now))


def _by_the_rules(match: Match, now: datetime) -> Taken:
    return Taken(match.status, Side.SYSTEM, "rules", now, match.because)


def _decision(outcome: Outcome, now: datetime) -> Decision:
    verdict = outcome.verdict
    tier = verdict.standing.tier
    return Decision(
        id=new_id(),
        match=outcome.after,
        covenant_hash=verdict.covenant.hash,
        rules_version=RULES_VERSION,
        verdict=[{"rule": finding.rule, "finding": finding.code} for finding in verdict.findings],
        score=verdict.score.total,
        relation=verdict.standing.relation,
        tier=tier.name if tier else None,
        inputs_seal=seal(outcome.need, outcome.candidate, verdict.covenant.hash, now),
        decided_at=now,
    )


def seal(need: KeptNeed, candidate: KeptCandidate, covenant_hash: str, at: datetime) -> bytes:
    """An HMAC over all that a verdict was made of, with the person's own key: without that key it says nothing."""
    inputs = [need.data, candidate.data, covenant_hash, RULES_VERSION, at]
    return hmac.digest(candidate.key, orjson.dumps(inputs, option=orjson.OPT_SORT_KEYS), "sha256")
