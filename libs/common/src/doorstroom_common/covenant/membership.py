"""Who is a member of what on one day, worked out once and looked up often."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from doorstroom_common.covenant.members import Member
from doorstroom_common.covenant.model import Covenant
from doorstroom_common.covenant.relation import Relation, RelationFound, Work, counts_as_staff_of

_EXTERNAL = RelationFound(Relation.EXTERNAL, None)


@dataclass(frozen=True, slots=True)
class Near:
    """Organisations to which one is `own` or `partner`, those it has taken the place of included; and `linked`."""

    partners: frozenset[str]
    linked: frozenset[str]


class Membership:
    """The covenants in force on one day with their members; immutable once made."""

    def __init__(self, covenants: Iterable[Covenant], day: date) -> None:
        self.covenants = tuple(covenants)
        self._members: dict[str, dict[str, Member]] = {}
        self._linked: dict[str, tuple[str, ...]] = {}
        self._successor: dict[str, str] = {}
        in_force = {covenant.id for covenant in self.covenants}
        for covenant in self.covenants:
            self._members[covenant.id] = {m.id: m for m in covenant.members if m.belongs_on(day)}
            self._linked[covenant.id] = tuple(
                link.covenant
                for link in covenant.links
                if link.covenant in in_force
                and link.from_date <= day
                and (link.until_date is None or day <= link.until_date)
            )
            for member in covenant.members:
                if member.succeeded_by and member.succeeded_by.on <= day:
                    self._successor.setdefault(member.id, member.succeeded_by.organisation)
        self._of = {o: self._order(o, day) for o in {o for members in self._members.values() for o in members}}
        self._partners: dict[str, Mapping[str, str]] = {}
        self._near: dict[str, Near] = {}

    @property
    def organisations(self) -> frozenset[str]:
        """Whoever is a member anywhere on that day."""
        return frozenset(self._of)

    def _order(self, organisation: str, day: date) -> tuple[Covenant, ...]:
        mine = [covenant for covenant in self.covenants if organisation in self._members[covenant.id]]

        def rank(covenant: Covenant) -> tuple[bool, date, str]:
            member = self._members[covenant.id][organisation]
            return not member.is_live_on(day), member.from_date, covenant.id

        return tuple(sorted(mine, key=rank))

    def current(self, organisation: str) -> str:
        """The organisation, or the one that has taken its place."""
        seen = {organisation}
        while (successor := self._successor.get(organisation)) is not None and successor not in seen:
            seen.add(successor)
            organisation = successor
        return organisation

    def covenants_of(self, organisation: str) -> tuple[Covenant, ...]:
        """Live ones first, then the longest membership, then the id."""
        return self._of.get(self.current(organisation), ())

    def member(self, organisation: str, covenant_id: str) -> Member | None:
        return self._members.get(covenant_id, {}).get(self.current(organisation))

    def members_of(self, covenant_id: str) -> Mapping[str, Member]:
        return MappingProxyType(self._members.get(covenant_id, {}))

    def partners_of(self, organisation: str) -> Mapping[str, str]:
        """Each partner with the first covenant, in the order of `covenants_of`, that makes it one."""
        organisation = self.current(organisation)
        if organisation not in self._partners:
            found: dict[str, str] = {}
            for covenant in self.covenants_of(organisation):
                for other in self._members[covenant.id]:
                    if other != organisation:
                        found.setdefault(other, covenant.id)
            self._partners[organisation] = MappingProxyType(found)
        return self._partners[organisation]

    def linked_to(self, organisation: str) -> Mapping[str, str]:
        """Each linked organisation that is no partner, with the own covenant that recognises its covenant."""
        organisation = self.current(organisation)
        partners = self.partners_of(organisation)
        found: dict[str, str] = {}
        for covenant in self.covenants_of(organisation):
            for linked in self._linked[covenant.id]:
                for other in self._members[linked]:
                    if other != organisation and other not in partners:
                        found.setdefault(other, covenant.id)
        return MappingProxyType(found)

    def near(self, organisation: str) -> Near:
        """Whose things may be open to it, the other way round: worked out once for each that asks."""
        if organisation not in self._near:
            others = {*self._of, *self._successor}
            partners = {other for other in others if organisation in self.partners_of(other)}
            same = {other for other in others if self.current(other) == organisation}
            linked = {other for other in others if organisation in self.linked_to(other)}
            self._near[organisation] = Near(frozenset({organisation, *same, *partners}), frozenset(linked))
        return self._near[organisation]

    def relation(self, organisation: str, work: Work | None) -> RelationFound:
        """The nearest over the organisation's covenants; by each covenant's own clause on own staff."""
        if work is None:
            return _EXTERNAL
        organisation = self.current(organisation)
        at_home = Work(self.current(work.employer), work.workplace and self.current(work.workplace), work.legal_form)
        nearest = _EXTERNAL
        for covenant in self.covenants_of(organisation):
            relation = self._in_covenant(covenant, organisation, at_home)
            if relation.distance < nearest.relation.distance:
                nearest = RelationFound(relation, covenant.id)
        if nearest.relation is Relation.EXTERNAL and not self.covenants_of(organisation):
            return RelationFound(Relation.OWN, None) if _plainly_own(organisation, at_home) else nearest
        return nearest

    def _in_covenant(self, covenant: Covenant, organisation: str, work: Work) -> Relation:
        members = self._members[covenant.id]
        employer = members.get(work.employer)
        serves = employer is not None and work.workplace in [
            self.current(served) for served in employer.employs_staff_for
        ]
        homes = counts_as_staff_of(work, covenant.own_staff, serves)
        if organisation in homes:
            return Relation.OWN
        if any(home in members for home in homes):
            return Relation.PARTNER
        if any(home in self._members[linked] for linked in self._linked[covenant.id] for home in homes):
            return Relation.LINKED
        return Relation.EXTERNAL


def _plainly_own(organisation: str, work: Work) -> bool:
    return work.employer == organisation and work.legal_form.value in ("contract", "public-law")
