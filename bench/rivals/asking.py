"""What all rivals are told of a need: worked out as the index does it, before the clock starts."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from bench.population import NOW, Country, Crowd
from doorstroom_common.covenant import ClauseCode, Covenant, Strictness
from doorstroom_matching.adapters.index.asked import Asked, Asking
from doorstroom_matching.adapters.index.coded import word
from doorstroom_matching.adapters.index.found import Found
from doorstroom_matching.domain.need import Need
from doorstroom_matching.domain.score import leading_groups

Answer = list[tuple[bytes, int, bool, int]]
"""Id, tier, demoted and missing points of each, in order."""


class Rival(Protocol):
    name: str

    def ready(self, question: "Question", most: int) -> Callable[[], Answer]:
        """What is timed; everything that could be worked out before is."""
        ...


@dataclass(frozen=True, slots=True)
class Question:
    """A need in the codes of the population."""

    need: Need
    rules: Covenant
    asked: Asked
    required: list[int]
    wished: list[int]
    occupation: int
    groups: list[int]
    organisation: int
    starts_by: int

    @property
    def pay(self) -> Strictness:
        return self.rules.contract_preservation.clause(ClauseCode.PAY).strictness

    def enough(self) -> list[tuple[int, ...]]:
        """Every smallest set of required skills that suffices."""
        return list(combinations(self.required, self.need.skills_needed))

    def homes(self, tier: int) -> NDArray[np.int64]:
        """Where anybody in the tier can be at home."""
        return np.union1d(self.asked.homes_in(tier, first=False), self.asked.homes_in(tier, first=True))


def questions(country: Country, crowd: Crowd, needs: Sequence[Need]) -> list[Question]:
    asking, asked = Asking(crowd.words), []

    def codes(kind: str, terms: Iterable[str]) -> list[int]:
        return sorted({crowd.words.terms[kind].code(word(term)) for term in terms})

    for need in needs:
        rules = country.governing(need)
        asked.append(
            Question(
                need=need,
                rules=rules,
                asked=asking.of(need, rules, country.members, NOW),
                required=codes("skills", (term.uri for term in need.required_skills)),
                wished=codes("skills", (term.uri for term in need.wished_skills)),
                occupation=codes("occupations", [need.occupation.uri])[0],
                groups=codes("groups", leading_groups([need.occupation.uri])),
                organisation=codes("blocked", [need.organisation])[0],
                starts_by=need.starts_by.toordinal() if need.starts_by else 2**31 - 1,
            )
        )
    return asked


def answered(found: Sequence[Found]) -> Answer:
    return [(one.id.bytes, one.place.tier_rank, one.place.demoted, one.place.missing) for one in found]
