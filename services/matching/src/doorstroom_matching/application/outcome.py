"""A match before and after a verdict."""

from dataclasses import dataclass

from doorstroom_matching.application.ports import KeptCandidate, KeptNeed
from doorstroom_matching.domain.match import Match
from doorstroom_matching.domain.verdict import Verdict


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one pair, with our copies of both sides."""

    before: Match
    after: Match
    verdict: Verdict
    need: KeptNeed
    candidate: KeptCandidate

    @property
    def is_news(self) -> bool:
        return self.after.version != self.before.version

    @property
    def has_new_term(self) -> bool:
        return self.after.life.due_at not in (None, self.before.life.due_at)
