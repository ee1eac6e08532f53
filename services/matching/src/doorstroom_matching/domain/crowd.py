"""The rule of five: a card is shown only as far as at least five profiles share it.

Fields drop away in the order in which they stand here, whatever they say, so that what a recruiter needs most goes
last: whether the contract can be kept, whether it is the occupation asked for, how many of the skills are there.
"""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from doorstroom_matching.domain.card import Card
from doorstroom_matching.domain.need import Need

FIVE = 5


class Field(StrEnum):
    """What a card says, as its contract names it. How many skills are present outlasts which."""

    START_MONTH = "startMonth"
    SKILLS_PRESENT = "skillsPresent"
    HOURS_BAND = "hoursBand"
    GOES_FIRST = "goesFirst"
    SCALE_FITS = "scaleFits"
    SKILLS_COUNT = "skillsCount"
    OCCUPATION_GROUP = "occupationGroup"
    CONTRACT_KEPT = "contractKept"


def skills_of(card: Card) -> tuple[str, ...]:
    """Which of the required skills are present, each once."""
    return tuple(sorted({term.uri for term in card.skills_present}))


FIELDS = tuple(Field)
LEVELS = range(len(FIELDS) + 1)
"""At level n the first n fields are withheld: 0 is the whole card, the last one is empty."""

SAID: Mapping[Field, Callable[[Card], Hashable]] = {
    Field.START_MONTH: lambda card: card.start_month or "",
    Field.SKILLS_PRESENT: skills_of,
    Field.HOURS_BAND: lambda card: card.hours_band,
    Field.GOES_FIRST: lambda card: card.goes_first,
    Field.SCALE_FITS: lambda card: card.scale_fits,
    Field.SKILLS_COUNT: lambda card: len(skills_of(card)),
    Field.OCCUPATION_GROUP: lambda card: card.occupation_group,
    Field.CONTRACT_KEPT: lambda card: card.contract_kept,
}

Part = tuple[Hashable, ...]


@dataclass(frozen=True, slots=True)
class ShownCard:
    """A card as far as the need's organisation may see it; with `asked_first` only after the person's yes."""

    card: Card
    withheld: tuple[Field, ...] = ()
    asked_first: bool = False

    def shows(self, field: Field) -> bool:
        return field not in self.withheld


@dataclass(frozen=True, slots=True)
class CountedCard:
    """A card at the level at which it may be shown, and by how many at least it is shared there.

    Without crowd it is shown already, and what was counted then is still enough. Without level not even an empty card
    is shared by five: there are fewer than five active profiles.
    """

    need: Need
    card: Card
    level: int | None
    crowd: int | None


def part(card: Card, level: int = 0) -> Part:
    """What is left of a card, to be compared with other cards of the same need at the same level."""
    return tuple(SAID[field](card) for field in FIELDS[level:])


def crowds(whole: Iterable[Part], level: int) -> Counter[Part]:
    """How many cards of one need, given whole, say the same at this level."""
    return Counter(said[level:] for said in whole)


def shown(card: Card, level: int | None, agreed: bool | None) -> ShownCard:
    """Who was asked and said yes is shown as they are, who said no is not; of anybody else what five share."""
    if agreed:
        return ShownCard(card)
    if agreed is False or level is None:
        return ShownCard(card, FIELDS, asked_first=True)
    return ShownCard(card, FIELDS[:level])
