"""What every home is to one organisation, by the members of a day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

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
    """Per home: the relation as its distance, whether its employer is the organisation, whether any of it is."""

    relation: NDArray[np.int8]
    stays: Flags
    own_place: Flags

    @property
    def obliged(self) -> Flags:
        """Where a covenant's promises count."""
        return self.relation <= Relation.PARTNER.distance


class Homes:
    """Worked out once for as long as the members stay the same; homes that are new come in when they are asked for."""

    def __init__(self, homes: Codes[Work | None]) -> None:
        self._homes = homes
        self._members: Membership | None = None
        self._sights: dict[str, Sight] = {}
        self._places: Codes[str] = Codes()
        self._at: NDArray[np.int32] = np.empty((0, 2), np.int32)

    def seen_by(self, organisation: str, members: Membership) -> Sight:
        self._follow(members)
        known = self._sights.get(organisation)
        done = 0 if known is None else len(known.relation)
        if known is None or done < len(self._homes):
            fresh = _sight(self._homes.keys[done:], organisation, members)
            known = fresh if known is None else _joined(known, fresh)
            self._sights[organisation] = known
        return known

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
            self._sights.clear()
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


def _sight(homes: Sequence[Work | None], organisation: str, members: Membership) -> Sight:
    current = members.current(organisation)
    return Sight(
        np.array([members.relation(organisation, home).relation.distance for home in homes], np.int8),
        np.array([home is not None and members.current(home.employer) == current for home in homes], np.bool_),
        np.array([_is_at(home, {organisation, current}, members) for home in homes], np.bool_),
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
