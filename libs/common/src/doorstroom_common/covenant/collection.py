"""All adopted covenants, and every question about members and relations that depends on the moment."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta
from functools import cached_property

from doorstroom_common.clock import local_date
from doorstroom_common.covenant.membership import Membership
from doorstroom_common.covenant.model import Covenant
from doorstroom_common.covenant.relation import RelationFound, Work
from doorstroom_common.covenant.vocabulary import LegalForm

Moment = date | datetime


class Covenants:
    """An immutable collection; `including` gives the next one.

    It may hold several versions of a covenant: in force on a day is the highest that has started, and when that one has
    ended, none. Between two days on which anything changes the answers are the same, so they are worked out once.
    """

    def __init__(self, covenants: Iterable[Covenant] = ()) -> None:
        by_key = {(covenant.id, covenant.version): covenant for covenant in covenants}
        self._all = tuple(by_key[key] for key in sorted(by_key))
        self._by_hash = {covenant.hash: covenant for covenant in self._all}
        self._made: dict[int, Membership] = {}

    def __iter__(self) -> Iterator[Covenant]:
        return iter(self._all)

    def __len__(self) -> int:
        return len(self._all)

    def including(self, covenant: Covenant) -> "Covenants":
        return Covenants((*self._all, covenant))

    def by_hash(self, covenant_hash: str) -> Covenant | None:
        """The version that a vacancy or a decision cites, in force or not."""
        return self._by_hash.get(covenant_hash)

    def latest(self, covenant_id: str) -> Covenant | None:
        """The highest adopted version, started or not."""
        return next((covenant for covenant in reversed(self._all) if covenant.id == covenant_id), None)

    def organisation_of(self, oin: str) -> str | None:
        """Whose OIN this is in the newest version of each covenant; nobody's where two covenants differ about it."""
        named = self._by_oin.get(oin, set())
        return next(iter(named)) if len(named) == 1 else None

    def in_force(self, at: Moment) -> tuple[Covenant, ...]:
        return self.on(at).covenants

    def relation(
        self,
        organisation: str,
        employer: str | None,
        at: Moment,
        *,
        workplace: str | None = None,
        legal_form: LegalForm = LegalForm.CONTRACT,
    ) -> RelationFound:
        """How near somebody employed by `employer`, or by nobody, stands to `organisation`."""
        work = Work(employer, workplace, legal_form) if employer else None
        return self.on(at).relation(organisation, work)

    def partners_of(self, organisation: str, at: Moment) -> Mapping[str, str]:
        """Organisation → id of the covenant that makes it a partner."""
        return self.on(at).partners_of(organisation)

    def linked_to(self, organisation: str, at: Moment) -> Mapping[str, str]:
        """Organisation → id of the own covenant that recognises it; partners are not among them."""
        return self.on(at).linked_to(organisation)

    def covenants_of(self, organisation: str, at: Moment) -> tuple[Covenant, ...]:
        return self.on(at).covenants_of(organisation)

    def governing(self, organisation: str, at: Moment) -> Covenant | None:
        """The one covenant that governs a vacancy opened now.

        Of several: one in which the organisation is live before one in which it is not, then the one it has been a
        member of longest, then the first id. So the choice does not change when another covenant is joined.
        """
        return next(iter(self.covenants_of(organisation, at)), None)

    def may_publish(self, organisation: str, at: Moment) -> bool:
        """Whether the organisation is live in a covenant; a member that is not live yet may test."""
        day = _day(at)
        membership = self.on(day)
        found = (membership.member(organisation, c.id) for c in membership.covenants_of(organisation))
        return any(member is not None and member.is_live_on(day) for member in found)

    def current(self, organisation: str, at: Moment) -> str:
        """The organisation, or the one that has taken its place by then."""
        return self.on(at).current(organisation)

    def next_change(self, after: Moment) -> date | None:
        """The first later day on which a covenant, a membership or a link starts or has ended."""
        days = self._change_days
        index = bisect_right(days, _day(after))
        return days[index] if index < len(days) else None

    def on(self, at: Moment) -> Membership:
        """The members on that day; days in Europe/Amsterdam."""
        day = _day(at)
        interval = bisect_right(self._change_days, day)
        if interval not in self._made:
            self._made[interval] = Membership(self._started(day), day)
        return self._made[interval]

    def _started(self, day: date) -> Iterator[Covenant]:
        newest = {covenant.id: covenant for covenant in self._all if covenant.valid_from <= day}
        return (covenant for covenant in newest.values() if covenant.in_force_on(day))

    @cached_property
    def _by_oin(self) -> Mapping[str, set[str]]:
        found: dict[str, set[str]] = {}
        for covenant in {covenant.id: covenant for covenant in self._all}.values():
            for member in covenant.members:
                if member.oin is not None:
                    found.setdefault(member.oin, set()).add(member.id)
        return found

    @cached_property
    def _change_days(self) -> tuple[date, ...]:
        return tuple(sorted({day for covenant in self._all for day in _turning_points(covenant)}))


def _turning_points(covenant: Covenant) -> Iterator[date]:
    periods = [(covenant.valid_from, covenant.valid_until)]
    periods += [(member.from_date, member.last_day) for member in covenant.members]
    periods += [(link.from_date, link.until_date) for link in covenant.links]
    for first, last in periods:
        yield first
        if last is not None:
            yield last + timedelta(days=1)
    for member in covenant.members:
        if member.live_from:
            yield member.live_from
        if member.succeeded_by:
            yield member.succeeded_by.on


def _day(at: Moment) -> date:
    return local_date(at) if isinstance(at, datetime) else at
