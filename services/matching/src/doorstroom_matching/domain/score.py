"""Rule 4, the score: whole numbers from 0 to 1000, so that SQL and any index come to the very same figures.

Each part has 0 to 1000 points and the covenant's weight. Commute and development wish are not known to this service:
their weights take no part, and the others count in proportion.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from doorstroom_common.covenant import Covenant
from doorstroom_matching.domain.candidate import Candidate, Employment
from doorstroom_matching.domain.need import Need, Term
from doorstroom_matching.domain.scale import Equivalence, in_agreement, order_of

FULL = 1000
HALF = 500
_ISCO = "http://data.europa.eu/esco/isco/C"
"""ESCO writes an ISCO group as this and its digits; each digit more is a narrower group."""


@dataclass(frozen=True, slots=True)
class Part:
    name: str
    points: int
    weight: int


@dataclass(frozen=True, slots=True)
class Score:
    """The whole and its parts."""

    parts: tuple[Part, ...]

    @property
    def total(self) -> int:
        weights = sum(part.weight for part in self.parts)
        return sum(part.points * part.weight for part in self.parts) // weights if weights else 0


def score_of(need: Need, candidate: Candidate, rules: Covenant, table: Equivalence) -> Score:
    weights = rules.score
    return Score(
        (
            Part("required-skills", _share(need.required_skills, candidate.skills), weights.required_skills),
            Part("wished-skills", _share(need.wished_skills, candidate.skills), weights.wished_skills),
            Part("occupation", occupation_points(need.occupation.uri, candidate.occupations), weights.occupation),
            Part("scale", scale_points(need, candidate.employment, table), weights.scale),
            Part("hours", _hours_points(need.hours.max, candidate.hours.max), weights.hours),
        )
    )


def occupation_points(asked: str, present: frozenset[str]) -> int:
    """The same occupation is full; of two ISCO groups each leading digit in common is a quarter."""
    if asked in present:
        return FULL
    return len(leading_groups([asked]) & leading_groups(present)) * FULL // 4


def leading_groups(uris: Iterable[str]) -> frozenset[str]:
    """The ISCO groups among these, each with the wider ones that it is part of: 2512, 251, 25 and 2."""
    digits = (uri[len(_ISCO) :][:4] for uri in uris if uri.startswith(_ISCO))
    return frozenset(group[:length] for group in digits for length in range(1, len(group) + 1))


def _share(asked: tuple[Term, ...], present: frozenset[str]) -> int:
    uris = {term.uri for term in asked}
    return len(uris & present) * FULL // len(uris) if uris else FULL


def scale_points(need: Need, held: Employment | None, table: Equivalence) -> int:
    """A scale on offer is full; a step up, and what cannot be compared, is half; a step down is nothing."""
    scale = in_agreement(held.scale, held.agreement, need.scales.agreement, table) if held else None
    order = order_of(scale) if scale else None
    low, top = order_of(need.scales.min), order_of(need.scales.max)
    if order is None or low is None or top is None or order < low:
        return HALF
    return FULL if order <= top else 0


def _hours_points(offered: int, wanted: int) -> int:
    """How near the most hours offered and the most hours wanted are."""
    return FULL * min(offered, wanted) // max(offered, wanted)
