"""Who could see a posting when, told from its history alone: never from what is stored beside it.

A line counts from the moment it was recorded, not from the moment a stage was due: until then nobody could read it.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from doorstroom_common.covenant import Relation
from doorstroom_vacancy.domain.posting import ChangeKind

EVERYBODY = "everybody"
"""Stands for whoever has a token, once the public stage is open."""

MAKERS = "own-organisation"
"""The rule by which its HR system, recruiters and vacancy holders see what is theirs, open or not."""

ASIDE = frozenset({ChangeKind.CHANGED, ChangeKind.ADVERT_CHANGED, ChangeKind.CLOSING_DATE_MOVED})
"""What has no bearing on who could see it."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the history, as it was stored."""

    kind: ChangeKind
    at: datetime
    facts: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Sight:
    """Somebody could see it from `since` until `until`, by a rule and the clause of the covenant it rests on."""

    organisation: str
    relation: Relation
    since: datetime
    until: datetime | None
    rule: str
    clause: str | None
    covenant_id: str | None
    ended_by: str | None = None

    def holds(self, at: datetime) -> bool:
        return self.since <= at and (self.until is None or at < self.until)


@dataclass(slots=True)
class _Reading:
    """The history, line by line: who is let in, and who can see it while it is open."""

    let_in: dict[str, Sight] = field(default_factory=dict)
    seeing: dict[str, Sight] = field(default_factory=dict)
    ended: list[Sight] = field(default_factory=list)

    def read(self, line: Line) -> None:
        if line.kind is ChangeKind.CLOSED:
            self._end(tuple(self.seeing), line.at, line.kind)
            return
        for entry in line.facts.get("audience", ()):
            self._take(entry, line)
        if line.facts.get("public"):
            self.let_in[EVERYBODY] = _sight(EVERYBODY, Relation.EXTERNAL, line, _rule(line), "publicWhen", None)
        if line.kind is ChangeKind.REOPENED:
            self.let_in = {who: replace(sight, since=line.at, rule=line.kind) for who, sight in self.let_in.items()}
        for who, sight in self.let_in.items():
            self.seeing.setdefault(who, sight)

    def _take(self, entry: Mapping[str, Any], line: Line) -> None:
        who = entry["organisation"]
        if "until" in entry:
            self._end((who,), line.at, "membership")
            self.let_in.pop(who, None)
            return
        relation, covenant_id = Relation(entry["relation"]), entry["covenantId"]
        known = self.let_in.get(who)
        if known and (known.relation, known.covenant_id) == (relation, covenant_id):
            return
        self._end((who,), line.at, "membership")
        rule, clause = _rule(line), _clause(relation, line)
        self.let_in[who] = _sight(who, relation, line, rule, clause, covenant_id)

    def _end(self, whose: Iterable[str], at: datetime, ended_by: str) -> None:
        for who in whose:
            sight = self.seeing.pop(who, None)
            if sight and sight.since < at:
                self.ended.append(replace(sight, until=at, ended_by=ended_by))


def sights(organisation: str, history: Iterable[Line]) -> tuple[Sight, ...]:
    """Everybody who could ever see it, in order of time."""
    lines = tuple(history)
    reading = _Reading()
    for line in lines:
        reading.read(line)
    made = Sight(organisation, Relation.OWN, lines[0].at, None, MAKERS, None, None)
    found = [made, *reading.ended, *reading.seeing.values()]
    return tuple(sorted(found, key=lambda sight: (sight.since, sight.relation.distance, sight.organisation)))


def steps(history: Iterable[Line]) -> Iterator[Line]:
    """The lines that bear on who could see it."""
    return (line for line in history if line.kind not in ASIDE)


def _sight(who: str, relation: Relation, line: Line, rule: str, clause: str, covenant_id: str | None) -> Sight:
    return Sight(who, relation, line.at, None, rule, clause, covenant_id)


def _rule(line: Line) -> str:
    """A stage that opened, or a membership that began."""
    return f"stage-{line.facts['stage']}" if "stage" in line.facts else "membership"


def _clause(relation: Relation, line: Line) -> str:
    """Where the covenant says so: its stages, its members, or the networks it recognises."""
    if "stage" in line.facts:
        return str(line.facts.get("clause") or f"stages.{line.facts['stage']}")
    return "links" if relation is Relation.LINKED else "members"
