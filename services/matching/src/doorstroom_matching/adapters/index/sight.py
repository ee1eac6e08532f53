"""What organisations and homes are to each other, by the members of a day."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

from doorstroom_common.covenant import Membership, Relation, Work
from doorstroom_matching.adapters.index.codes import Codes
from doorstroom_matching.domain.need import Need

Flags = NDArray[np.bool_]

RELATIONS = tuple(Relation)
OWN, EXTERNAL = Relation.OWN.distance, Relation.EXTERNAL.distance


@dataclass(frozen=True, slots=True)
class Sight:
    """Per pair: the relation as its distance, whether the employer is the organisation, whether any place of it is."""

    relation: NDArray[np.int8]
    stays: Flags
    own_place: Flags

    @property
    def obliged(self) -> Flags:
        """Where a covenant's promises count."""
        return self.relation <= Relation.PARTNER.distance


Seen = TypeVar("Seen", bound=Hashable)
From = TypeVar("From", bound=Hashable)


class Sights(Generic[From, Seen]):
    """What everything on one side is to one thing on the other, by the members of a day.

    Worked out once for as long as the members stay the same; what is new comes in when it is asked for.
    """

    def __init__(self, seen: Codes[Seen], pair: Callable[[From, Seen], tuple[str, Work | None]]) -> None:
        self._seen = seen
        self._pair = pair
        self._members: Membership | None = None
        self._known: dict[From, Sight] = {}

    def of(self, one: From, members: Membership) -> Sight:
        if members is not self._members:
            self._members = members
            self._known.clear()
        known = self._known.get(one)
        done = 0 if known is None else len(known.relation)
        if known is None or done < len(self._seen):
            fresh = _sight([self._pair(one, other) for other in self._seen.keys[done:]], members)
            known = self._known[one] = fresh if known is None else _joined(known, fresh)
        return known


class Homes:
    """Where people are at home, seen by an organisation."""

    def __init__(self, homes: Codes[Work | None]) -> None:
        self._homes = homes
        self._sights: Sights[str, Work | None] = Sights(homes, lambda organisation, home: (organisation, home))
        self._members: Membership | None = None
        self._places: Codes[str] = Codes()
        self._at: NDArray[np.int32] = np.empty((0, 2), np.int32)

    def seen_by(self, organisation: str, members: Membership) -> Sight:
        return self._sights.of(organisation, members)

    def admitted(self, need: Need, sight: Sight, members: Membership, now: datetime) -> Flags:
        """As `standing.is_admitted`, for every home."""
        if need.public:
            return np.ones(len(sight.relation), np.bool_)
        self._follow(members)
        organisation = members.current(need.organisation)
        audience = {members.current(entry.organisation) for entry in need.audience if entry.holds_at(now)}
        open_to = np.zeros(len(self._places) + 1, np.bool_)
        for place in audience - {organisation}:
            if (code := self._places.find(place)) is not None:
                open_to[code] = True
        theirs = open_to[self._at].any(axis=1) & (sight.relation != EXTERNAL)
        return np.where(sight.relation == OWN, organisation in audience, theirs)

    def _follow(self, members: Membership) -> None:
        if members is not self._members:
            self._members, self._places = members, Codes()
            self._at = np.empty((0, 2), np.int32)
        if len(self._at) < len(self._homes):
            fresh = [self._places_of(home, members) for home in self._homes.keys[len(self._at) :]]
            self._at = np.concatenate([self._at, np.array(fresh, np.int32)])

    def _places_of(self, home: Work | None, members: Membership) -> tuple[int, int]:
        """Employer and workplace as they are called now; -1 is a place that no audience has."""
        if home is None:
            return -1, -1
        places = (home.employer, home.workplace or home.employer)
        employer, workplace = (self._places.code(members.current(place)) for place in places)
        return employer, workplace


def _sight(pairs: Sequence[tuple[str, Work | None]], members: Membership) -> Sight:
    """Of pairs of an organisation and a home."""
    current = members.current
    return Sight(
        np.array([members.relation(one, home).relation.distance for one, home in pairs], np.int8),
        np.array([home is not None and current(home.employer) == current(one) for one, home in pairs], np.bool_),
        np.array([_is_at(home, {one, current(one)}, members) for one, home in pairs], np.bool_),
    )


def _is_at(home: Work | None, organisations: set[str], members: Membership) -> bool:
    places = [place for place in (home.employer, home.workplace) if place] if home else []
    return not organisations.isdisjoint(name for place in places for name in (place, members.current(place)))


def _joined(one: Sight, other: Sight) -> Sight:
    return Sight(
        np.concatenate([one.relation, other.relation]),
        np.concatenate([one.stays, other.stays]),
        np.concatenate([one.own_place, other.own_place]),
    )
