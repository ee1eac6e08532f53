"""Keep what was decided, sealed, with the versions of all that it rests on."""

from collections.abc import Collection

from doorstroom_common.database import UnitOfWork
from doorstroom_common.identifiers import new_id
from doorstroom_matching.application.desk import Desk
from doorstroom_matching.application.outcome import Outcome
from doorstroom_matching.domain.decision import Decision, Inputs, membership_key
from doorstroom_matching.domain.verdict import RULES_VERSION


async def record_decisions(news: Collection[Outcome], uow: UnitOfWork, desk: Desk) -> None:
    """To be called with the matches locked: each record holds the seal of the one before about the same match.

    All were judged at one moment, under the same covenants.
    """
    of_now = next(iter(news)).verdict.members
    membership = membership_key(of_now)
    known = [outcome.before.id for outcome in news if outcome.before.version]
    previous = await desk.matches.last_seals(known, uow) if known else {}
    decisions = [_decision(outcome, membership, previous.get(outcome.before.id)) for outcome in news]
    needs = {outcome.need.need.id: outcome.need for outcome in news}
    people = {outcome.candidate.candidate.id: outcome.candidate for outcome in news}
    sealed = [(decision, decision.seal(desk.decision_key)) for decision in decisions]
    desk.matches.record(sealed, list(needs.values()), list(people.values()), {membership: of_now}, uow)


def _decision(outcome: Outcome, membership: str, previous: bytes | None) -> Decision:
    verdict, before, after = outcome.verdict, outcome.before, outcome.after
    tier, inputs = verdict.standing.tier, _inputs(outcome, membership)
    return Decision(
        id=new_id(),
        organisation=after.organisation,
        match_id=after.id,
        match_version=after.version,
        need_id=after.need_id,
        need_version=after.need_version,
        candidate_id=after.candidate_id,
        candidate_version=after.candidate_version,
        prior_status=before.status,
        prior_candidate_version=before.candidate_version,
        matching_off=inputs.matching_off,
        outcome=after.status,
        because=after.because,
        relation=verdict.standing.relation,
        tier=tier.name if tier else None,
        score=verdict.score.total,
        covenant_hash=inputs.covenant_hash,
        membership=inputs.membership,
        rules_version=RULES_VERSION,
        verdict=verdict.codes,
        inputs_seal=inputs.seal(outcome.candidate.key),
        decided_at=verdict.at,
        previous=previous,
    )


def _inputs(outcome: Outcome, membership: str) -> Inputs:
    return Inputs(
        need=outcome.need.data,
        candidate=outcome.candidate.data,
        covenant_hash=outcome.verdict.covenant.hash,
        membership=membership,
        rules_version=RULES_VERSION,
        prior_status=outcome.before.status,
        prior_candidate_version=outcome.before.candidate_version,
        matching_off=not outcome.need.need.is_matched,
        at=outcome.verdict.at,
    )
