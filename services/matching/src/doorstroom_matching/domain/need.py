"""The demand side: a vacancy or a secondment request, as the vacancy service last published it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from doorstroom_matching.domain.passport import Offer
from doorstroom_matching.domain.scale import Scales


class NeedKind(StrEnum):
    VACANCY = "vacancy"
    SECONDMENT_REQUEST = "secondment-request"


class Move(StrEnum):
    """The kinds of move that a candidate can want and a need can offer."""

    PERMANENT = "permanent"
    TEMPORARY = "temporary"
    SECONDMENT = "secondment"
    WORK_EXPERIENCE = "work-experience"


class OutsiderContract(StrEnum):
    """What somebody from outside is offered; not the same as how long the work lasts."""

    PERMANENT = "permanent"
    TEMPORARY_WITH_PROSPECT = "temporary-with-prospect"
    TEMPORARY = "temporary"


@dataclass(frozen=True, slots=True)
class Term:
    """A term of a published vocabulary; two are the same when their URIs are."""

    scheme: str
    uri: str
    label: str | None = None
    version: str | None = None


@dataclass(frozen=True, slots=True)
class Minutes:
    """Hours a week as whole minutes, so that every comparison and score is exact."""

    min: int
    max: int

    @classmethod
    def of_hours(cls, least: float, most: float) -> "Minutes":
        return cls(round(least * 60), round(most * 60))

    def meets(self, other: "Minutes") -> bool:
        return self.min <= other.max and other.min <= self.max


def in_hours(minutes: int) -> int | float:
    """As people write it: 36, or 28.5."""
    return minutes // 60 if minutes % 60 == 0 else minutes / 60


@dataclass(frozen=True, slots=True)
class Admission:
    """One organisation of the audience: its staff may see the need from `since`, and before `until` if that is set."""

    organisation: str
    relation: str
    since: datetime
    until: datetime | None = None

    def holds_at(self, moment: datetime) -> bool:
        return self.since <= moment and (self.until is None or moment < self.until)


@dataclass(frozen=True, slots=True)
class Need:
    """What the rules read of a vacancy or a secondment request; nothing else can reach them.

    `is_matched` unless its organisation has switched matching off, for itself or for this need.
    """

    kind: NeedKind
    id: UUID
    version: int
    organisation: str
    title: str
    is_open: bool
    occupation: Term
    hours: Minutes
    scales: Scales
    covenant_hash: str
    audience: tuple[Admission, ...]
    public: bool
    is_matched: bool = True
    required_skills: tuple[Term, ...] = ()
    required_share: int = 100
    wished_skills: tuple[Term, ...] = ()
    until: date | None = None
    latest_start: date | None = None
    contract: OutsiderContract | None = None
    offer: Offer = field(default_factory=Offer)

    @property
    def move(self) -> Move:
        """The kind of move it is for who takes it: by how long the work lasts, not by the contract for outsiders."""
        if self.kind is NeedKind.SECONDMENT_REQUEST:
            return Move.SECONDMENT
        return Move.TEMPORARY if self.until else Move.PERMANENT

    @property
    def starts_by(self) -> date | None:
        """The last day on which somebody can start; nobody can after the work has ended."""
        return self.latest_start or self.until

    @property
    def skills_needed(self) -> int:
        """How many of the required skills are enough: at least the share, rounded up."""
        return -(-len({term.uri for term in self.required_skills}) * self.required_share // 100)

    def turning_points(self) -> Iterable[datetime]:
        """The moments at which its audience changes by itself."""
        for admission in self.audience:
            yield admission.since
            if admission.until:
                yield admission.until
