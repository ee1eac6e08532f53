"""One pair judged: every rule's finding, the tier, the score and the place it takes in the need's list.

The same inputs, covenant and rules version give the same verdict, now and in years.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from doorstroom_common.covenant import Covenant, Membership
from doorstroom_matching.domain.candidate import Candidate
from doorstroom_matching.domain.card import Card, card_of
from doorstroom_matching.domain.clauses import preservation
from doorstroom_matching.domain.finding import Finding, Rule
from doorstroom_matching.domain.fit import fit, scale_is_accepted
from doorstroom_matching.domain.need import Need
from doorstroom_matching.domain.scale import Equivalence
from doorstroom_matching.domain.score import Score, score_of
from doorstroom_matching.domain.standing import Standing, hidden_after_merger, standing_of

RULES_VERSION = "3"
"""Raised with every change of a rule that can change a verdict; decision records cite it."""

NO_TIER = 99
"""The rank of somebody who takes no part: after every tier that a covenant can have."""


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where a proposal stands among the others of its need; smaller goes first.

    By tier, then those with a ranked loss last, then by score, then by a lot that is drawn from both ids, so that it is
    always the same and favours no organisation and no early id.
    """

    tier_rank: int
    demoted: bool
    missing: int
    lot: int


@dataclass(frozen=True, slots=True)
class Verdict:
    """The outcome for one need and one candidate, each in one version, under one covenant, `at` a moment.

    `members` are those of that moment: whoever judges again needs the same.
    """

    need: Need
    candidate: Candidate
    covenant: Covenant
    standing: Standing
    findings: tuple[Finding, ...]
    score: Score
    card: Card
    members: Membership = field(compare=False)
    at: datetime

    @property
    def passes(self) -> bool:
        """By every rule, for a need that is open and matched and a candidate who is active."""
        takes_part = self.need.is_open and self.need.is_matched and self.candidate.is_active
        return takes_part and all(finding.passes for finding in self.findings)

    @property
    def failed(self) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.findings if not finding.passes)

    @property
    def codes(self) -> list[dict[str, str]]:
        """Each finding without its figures: what is kept of a verdict for good."""
        return [{"rule": finding.rule, "finding": finding.code} for finding in self.findings]

    @property
    def place(self) -> Place:
        tier = self.standing.tier
        demoted = any(finding.demotes for finding in self.findings)
        return Place(
            tier.rank if tier else NO_TIER, demoted, 1000 - self.score.total, lot(self.need.id, self.candidate.id)
        )


def judge(need: Need, candidate: Candidate, rules: Covenant, members: Membership, now: datetime) -> Verdict:
    """`rules` is the covenant version that governs the need, `members` who belongs where at `now`."""
    table = equivalence_of(rules)
    standing = standing_of(need, candidate, rules, members, now)
    fitting = (_own_employer(finding, need, candidate, members) for finding in fit(need, candidate, table))
    findings = (
        *standing.findings(need, rules),
        *fitting,
        *preservation(need, candidate, standing.relation, rules, members, table),
    )
    score = score_of(need, candidate, rules, table)
    card = card_of(need, candidate, findings, goes_first=standing.first)
    return Verdict(need, candidate, rules, standing, findings, score, card, members, now)


def card_alone(need: Need, candidate: Candidate, rules: Covenant, members: Membership, now: datetime) -> Card:
    """The card of `judge`, for whoever only counts who has the same: no score, and of the fit only what it shows."""
    table = equivalence_of(rules)
    standing = standing_of(need, candidate, rules, members, now)
    findings = (
        scale_is_accepted(need, candidate, table),
        *preservation(need, candidate, standing.relation, rules, members, table),
    )
    return card_of(need, candidate, findings, goes_first=standing.first)


def ranked(verdicts: Iterable[Verdict]) -> list[Verdict]:
    """The proposals of one need, the first to be looked at first."""
    return sorted(verdicts, key=lambda verdict: verdict.place)


def lot(need_id: UUID, candidate_id: UUID) -> int:
    """The tie-break: 62 bits of a hash over both ids."""
    return int.from_bytes(hashlib.sha256(need_id.bytes + candidate_id.bytes).digest()[:8]) >> 2


def equivalence_of(rules: Covenant) -> Equivalence:
    """The tables of the governing covenant, each in the direction in which it is written."""
    return {(table.from_agreement, table.to_agreement): table.scales for table in rules.scale_equivalence}


def _own_employer(finding: Finding, need: Need, candidate: Candidate, members: Membership) -> Finding:
    return hidden_after_merger(need, candidate, members) if finding.rule is Rule.OWN_EMPLOYER else finding
