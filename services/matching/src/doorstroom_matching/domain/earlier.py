"""How earlier versions of the rules judged, so that what they decided can be decided again.

Only the findings' codes, and all that follows from them, are those of then; figures are not.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Protocol

from doorstroom_common.covenant import Covenant, Membership
from doorstroom_matching.domain.candidate import Candidate
from doorstroom_matching.domain.clauses.moving import stays_with_employer
from doorstroom_matching.domain.finding import Code, Finding, Rule
from doorstroom_matching.domain.need import Need, NeedKind
from doorstroom_matching.domain.verdict import RULES_VERSION, Verdict, judge


class Judge(Protocol):
    """As `verdict.judge`."""

    def __call__(
        self, need: Need, candidate: Candidate, rules: Covenant, members: Membership, now: datetime
    ) -> Verdict: ...


def judge_by_2(need: Need, candidate: Candidate, rules: Covenant, members: Membership, now: datetime) -> Verdict:
    """Read nothing of single organisations in a passport, and found every trial period void at the same employer."""
    held = candidate.employment
    if held is None:
        return judge(need, candidate, rules, members, now)
    unnamed = replace(held, passport=replace(held.passport, successors={}))
    verdict = judge(need, replace(candidate, employment=unnamed), rules, members, now)
    if need.kind is NeedKind.SECONDMENT_REQUEST or not stays_with_employer(need, held, members):
        return verdict
    return replace(verdict, findings=tuple(_trial_is_void(finding) for finding in verdict.findings))


def _trial_is_void(finding: Finding) -> Finding:
    return replace(finding, code=Code.PRESERVED) if finding.rule is Rule.TRIAL else finding


JUDGES: Mapping[str, Judge] = {RULES_VERSION: judge, "2": judge_by_2}
"""By the version of the rules; with another a record is whole and cannot be decided again here."""
