"""What people choose, as a function of the seed and the story's keys alone.

No id, order of arrival or moment counts, so that two runs of a seed tell the same story.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import TypeVar

from doorstroom.demo import cast
from doorstroom.demo.knowing import Pair

T = TypeVar("T")
ASKED_AT_ONCE = 2
"""How many candidates of one need are in conversation at most."""

REJECTIONS = ("skills", "experience", "availability")
REFUSALS = ("not-interested", "timing", "travel", "terms", "private")
EMPLOYER_REFUSALS = ("work-cannot-be-missed", "no-replacement", "dates", "hours")
REPLACEMENTS = ("colleagues", "none", "vacancy")


@dataclass(frozen=True, slots=True)
class Decisions:
    """For each question a number from 0 up to 1, which is the same in every run."""

    seed: int

    def chance(self, *words: object) -> float:
        text = "/".join(map(str, (self.seed, *words)))
        return int.from_bytes(sha256(text.encode()).digest()[:8]) / 2**64

    def one_of(self, options: Sequence[T], *words: object) -> T:
        return options[int(self.chance("one of", *words) * len(options))]

    # What an organisation chooses.

    def asks_for(self, pair: Pair) -> bool:
        """A leading need asks for those who were cast for it, and for nobody else."""
        if pair.is_led:
            return pair.key in cast.PAIRS and pair.key != cast.ONLY_REFERRED
        return True

    def passes_over(self, pair: Pair) -> str | None:
        """A reason not to look further at a proposal."""
        if pair.is_led or self.chance("passes over", *pair.key) > 0.25:
            return None
        return self.one_of(REJECTIONS, "passes over", *pair.key)

    def liking(self, pair: Pair) -> tuple[bool, float]:
        """Of those who were invited the one for whom it is smallest gets the offer."""
        return (pair.key != cast.CHOSEN, self.chance("liking", *pair.key))

    def refers(self, pair: Pair) -> bool:
        return pair.is_led or self.chance("refers", *pair.key) < 0.8

    def takes_up(self, pair: Pair) -> str | None:
        """A reason to decline a referral; None to take it up."""
        if pair.is_led or self.chance("takes up", *pair.key) < 0.75:
            return None
        return self.one_of(REJECTIONS, "takes up", *pair.key)

    def finds_unsuitable(self, reaction: str) -> str | None:
        if self.chance("finds suitable", reaction) < 0.55:
            return None
        return self.one_of(REJECTIONS, "finds suitable", reaction)

    def does_not_lend(self, pair: Pair) -> str | None:
        if pair.is_led or self.chance("lends", *pair.key) < 0.75:
            return None
        return self.one_of(EMPLOYER_REFUSALS, "lends", *pair.key)

    # What a person chooses.

    def refuses(self, pair: Pair) -> str | None:
        """A reason not to be known to the organisation of a need."""
        if pair.is_led:
            return None if pair.key in cast.PAIRS else "not-interested"
        if self.chance("grants", *pair.key) < 0.8:
            return None
        return self.one_of(REFUSALS, "grants", *pair.key)

    def stays_silent(self, pair: Pair) -> bool:
        return not pair.is_led and self.chance("stays silent", *pair.key) < 0.08

    def wants_to_be_lent(self, pair: Pair) -> bool:
        if pair.is_led:
            return pair.key in cast.PAIRS
        return self.chance("wants to be lent", *pair.key) < 0.35

    def turns_down(self, pair: Pair) -> bool:
        """An offer, after all."""
        return not pair.is_led and self.chance("turns down", *pair.key) < 0.08

    def takes_consent_back(self, pair: Pair) -> bool:
        return not pair.is_led and self.chance("takes consent back", *pair.key) < 0.06
