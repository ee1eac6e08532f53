"""What people did in the demo, as they did it: the keys of the story, the day, and the reason where one was given."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Did(StrEnum):
    """The deeds, in the order of a conversation."""

    SHOWN, HIDDEN = "card-shown", "card-hidden"
    ASSESSED = "reaction-assessed"
    REJECTED = "rejected"
    ASKED = "contact-requested"
    GRANTED = "contact-granted"
    DECLINED = "contact-declined"
    AGREED = "candidate-agreed"
    LENT = "employer-agreed"
    NOT_LENT = "employer-declined"
    INVITED = "invited"
    TOOK_BACK = "consent-withdrawn"
    WITHDREW = "withdrawn"
    OFFERED = "offered"
    ASKED_EMPLOYER = "employment-confirmation-asked"
    CONFIRMED = "employment-confirmed"
    PLACED = "placed"
    REFERRED = "referred"
    CONSENTED = "referral-consented"
    TOOK_UP = "referral-accepted"
    TURNED_AWAY = "referral-declined"
    CLOSED = "closed"
    RETURNED = "secondment-ended"


ENDINGS = frozenset({Did.REJECTED, Did.PLACED, Did.WITHDREW, Did.TOOK_BACK, Did.NOT_LENT, Did.DECLINED})


@dataclass(frozen=True, slots=True)
class Deed:
    """`by` is an organisation or the key of a person; `about` is what came back from the region."""

    day: int
    did: Did
    by: str
    need: str
    person: str = ""
    reason: str | None = None
    about: Any = None

    @property
    def pair(self) -> tuple[str, str]:
        return self.need, self.person


@dataclass(slots=True)
class Journal:
    """Only ever added to."""

    deeds: list[Deed] = field(default_factory=list)

    def of(self, did: Did, pair: tuple[str, str] | None = None) -> Iterator[Deed]:
        return (deed for deed in self.deeds if deed.did is did and pair in (None, deed.pair))

    def on(self, day: int, did: Did) -> list[Deed]:
        return [deed for deed in self.of(did) if deed.day == day]

    def first(self, did: Did, pair: tuple[str, str]) -> Deed | None:
        return next(self.of(did, pair), None)

    def stands(self, did: Did) -> Iterator[Deed]:
        """Those whose conversation has not ended since, as far as the actors know."""
        ended = {deed.pair for deed in self.deeds if deed.did in ENDINGS}
        return (deed for deed in self.of(did) if deed.pair not in ended)

    def counts(self) -> Counter[Did]:
        return Counter(deed.did for deed in self.deeds)

    def as_json(self) -> list[list[Any]]:
        """Without what the region gave out, so that two runs of a story can be compared."""
        return [*_plain(self.deeds)]


def _plain(deeds: Iterable[Deed]) -> Iterator[list[Any]]:
    return ([deed.day, deed.did.value, deed.by, deed.need, deed.person, deed.reason] for deed in deeds)
