"""What another version would make of the open needs of a region, and of who is proposed for them."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from uuid import UUID

from doorstroom.comparing.view import OpenNeed, Stand, View
from doorstroom_matching.domain.candidate import Candidate
from doorstroom_matching.domain.finding import Code, Rule
from doorstroom_matching.domain.need import Need
from doorstroom_matching.domain.verdict import Verdict, ranked

Group = tuple[str, ...]
"""The names of a tier and of what competes in it as one."""


@dataclass(frozen=True, slots=True)
class StageExample:
    need: Need
    before: Stand
    after: Stand


@dataclass(frozen=True, slots=True)
class PairExample:
    need: Need
    candidate_id: UUID
    before: Verdict
    after: Verdict


@dataclass(slots=True)
class Impact:
    """Numbers, and the first few of each kind as examples. A pair counts where either version would propose it."""

    most_examples: int
    needs: int = 0
    stood_elsewhere: int = 0
    unshared: list[Need] = field(default_factory=list)
    stages: int = 0
    stage_examples: list[StageExample] = field(default_factory=list)
    held: int = 0
    holding: int = 0
    come: Counter[Rule | None] = field(default_factory=Counter)
    gone: Counter[Rule | None] = field(default_factory=Counter)
    tiers: Counter[tuple[Group, Group]] = field(default_factory=Counter)
    findings: Counter[tuple[Rule, Code, Code]] = field(default_factory=Counter)
    scores: int = 0
    reordered: int = 0
    examples: dict[str, list[PairExample]] = field(default_factory=dict)

    @property
    def changes_nothing(self) -> bool:
        counted = (self.come, self.gone, self.tiers, self.findings)
        return not (self.unshared or self.stages or self.scores or self.reordered or any(map(bool, counted)))

    def add(self, given: OpenNeed, candidates: Iterable[Candidate], old: View, new: View) -> None:
        """One need with everybody who might be proposed for it."""
        self.needs += 1
        self._add_stage(given, old, new)
        before_need, after_need = old.need(given), new.need(given)
        pairs = [(old.judged(before_need, each), new.judged(after_need, each)) for each in candidates]
        for before, after in pairs:
            self._add_pair(before, after)
        both = [(before, after) for before, after in pairs if before.passes and after.passes]
        self.reordered += _order(before for before, _ in both) != _order(after for _, after in both)

    def _add_stage(self, given: OpenNeed, old: View, new: View) -> None:
        before, after = old.stand(given), new.stand(given)
        self.stood_elsewhere += before.stage is not given.stage
        if old.shares(given) and not new.shares(given):
            self.unshared.append(given.need)
        if before != after:
            self.stages += 1
            if len(self.stage_examples) < self.most_examples:
                self.stage_examples.append(StageExample(given.need, before, after))

    def _add_pair(self, before: Verdict, after: Verdict) -> None:
        self.held += before.passes
        self.holding += after.passes
        if after.passes and not before.passes:
            self.come[_why_not(before)] += 1
            self._keep("come", before, after)
        elif before.passes and not after.passes:
            self.gone[_why_not(after)] += 1
            self._keep("gone", before, after)
        elif before.passes:
            self._add_proposal(before, after)

    def _add_proposal(self, before: Verdict, after: Verdict) -> None:
        groups = (group_of(before), group_of(after))
        if groups[0] != groups[1]:
            self.tiers[groups] += 1
            self._keep("tiers", before, after)
        if changed := list(changed_findings(before, after)):
            self.findings.update(changed)
            self._keep("findings", before, after)
        self.scores += before.score.total != after.score.total

    def _keep(self, kind: str, before: Verdict, after: Verdict) -> None:
        kept = self.examples.setdefault(kind, [])
        if len(kept) < self.most_examples:
            kept.append(PairExample(before.need, before.candidate.id, before, after))


def group_of(verdict: Verdict) -> Group:
    tier = verdict.standing.tier
    return (tier.name, *tier.merged) if tier else ()


def changed_findings(before: Verdict, after: Verdict) -> Iterator[tuple[Rule, Code, Code]]:
    codes = {finding.rule: finding.code for finding in after.findings}
    for finding in before.findings:
        if finding.code != codes[finding.rule]:
            yield finding.rule, finding.code, codes[finding.rule]


def _why_not(verdict: Verdict) -> Rule | None:
    """The first rule that stands in the way; None where the need itself is not shared."""
    return verdict.failed[0].rule if verdict.failed else None


def _order(verdicts: Iterable[Verdict]) -> list[UUID]:
    return [verdict.candidate.id for verdict in ranked(verdicts)]
