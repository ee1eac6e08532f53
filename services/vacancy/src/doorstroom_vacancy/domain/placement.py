"""A realised move: from which organisation to which, in which tier and by which way; never of whom.

The candidate and what leads to them (match, reaction, referral) are known until the work starts, and not after that.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Self
from uuid import UUID

from doorstroom_common.covenant import Relation, TierName
from doorstroom_common.identifiers import new_id
from doorstroom_vacancy.domain import errors
from doorstroom_vacancy.domain.clauses import ClauseKept, ContractKept, contract_kept


class NeedOf(StrEnum):
    """What was filled."""

    VACANCY = "vacancy"
    SECONDMENT_REQUEST = "secondment-request"


class Through(StrEnum):
    """By which way somebody came; `outside` is outside Doorstroom."""

    MATCH = "match"
    REFERRAL = "referral"
    REACTION = "reaction"
    OUTSIDE = "outside"


class PlacementContract(StrEnum):
    PERMANENT = "permanent"
    TEMPORARY = "temporary"
    SECONDMENT = "secondment"


class PlacementStatus(StrEnum):
    AGREED = "agreed"
    ENDED = "ended"


class EndedBecause(StrEnum):
    """At its end, before it, or because the borrower has become the employer."""

    ENDED = "ended"
    STOPPED = "stopped"
    CONVERTED = "converted"


class Gap(StrEnum):
    """How the lender fills the place that somebody leaves for a time."""

    UNANSWERED = "unanswered"
    VACANCY = "vacancy"
    SECONDMENT_REQUEST = "secondment-request"
    COLLEAGUES = "colleagues"
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class FilledNeed:
    """The vacancy or request that was filled, with the covenant under which it was opened."""

    kind: NeedOf
    id: UUID
    covenant_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """What leads to the person, for as long as that is needed."""

    candidate_id: UUID | None = None
    match_id: UUID | None = None
    reaction_id: UUID | None = None
    referral_id: UUID | None = None


NO_TRACE = Trace()


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreed:
    """What was agreed on; a secondment has an end, and `right_to_return` is of it alone."""

    through: Through
    origin: str | None
    tier: TierName
    relation: Relation
    contract: PlacementContract
    start_date: date
    end_date: date | None = None
    hours: float | None = None
    right_to_return: bool | None = None
    clauses: tuple[ClauseKept, ...] = ()


@dataclass(slots=True, kw_only=True)
class Placement:
    """`organisation` is where to, `agreed.origin` where from (None: from outside the covenants); of a secondment the
    borrower and the lender. `version` grows by one with each change, nought before the first.
    """

    organisation: str
    need: FilledNeed
    agreed: Agreed
    recorded_at: datetime
    trace: Trace = NO_TRACE
    placement_id: UUID = field(default_factory=new_id)
    version: int = 0
    status: PlacementStatus = PlacementStatus.AGREED
    ended_because: EndedBecause | None = None
    ended_at: datetime | None = None
    extension_due_at: datetime | None = None
    extended: int = 0
    replacement: str | None = None
    gap: Gap | None = None
    gap_need_id: UUID | None = None

    @classmethod
    def of(cls, organisation: str, need: FilledNeed, agreed: Agreed, trace: Trace, now: datetime) -> Self:
        """A temporary leave asks at once who fills the gap."""
        leaves = agreed.contract is PlacementContract.SECONDMENT and agreed.origin is not None
        gap = Gap.UNANSWERED if leaves else None
        return cls(organisation=organisation, need=need, agreed=agreed, trace=trace, recorded_at=now, gap=gap)

    @property
    def is_secondment(self) -> bool:
        return self.agreed.contract is PlacementContract.SECONDMENT

    @property
    def contract_kept(self) -> ContractKept:
        """Of a secondment nothing: the lender stays the employer. Nor of somebody from outside the covenants."""
        if self.is_secondment or self.agreed.origin is None:
            return ContractKept.NOT_APPLICABLE
        return contract_kept(self.agreed.clauses)

    def expect(self, version: int | None) -> None:
        """Refuse a change made from another version than the present one; None expects nothing."""
        if version is not None and version != self.version:
            raise errors.stale(version, self.version)

    def is_awaiting(self, end_date: date) -> bool:
        """Whether a timer for the talk about extending, set for that end, still means something."""
        return self._runs() and self.agreed.end_date == end_date and self.extension_due_at is None

    def ask_for_extension(self, due_at: datetime) -> None:
        self.extension_due_at = due_at

    def extend(self, end_date: date) -> None:
        """A later end; the talk about the next one is asked for anew."""
        self._only_running("extended")
        if self.agreed.end_date is not None and end_date <= self.agreed.end_date:
            raise errors.ends_no_later(self.agreed.end_date)
        self.agreed, self.extension_due_at = replace(self.agreed, end_date=end_date), None
        self.extended += 1

    def end(self, because: EndedBecause, now: datetime) -> None:
        self._only_running("ended")
        self.status, self.ended_because, self.ended_at = PlacementStatus.ENDED, because, now
        self.extension_due_at = None

    def converted(self, start_date: date, clauses: Iterable[ClauseKept], now: datetime) -> "Placement":
        """The permanent contract at the borrower that a secondment becomes: a move of its own."""
        self.end(EndedBecause.CONVERTED, now)
        agreed = replace(
            self.agreed, contract=PlacementContract.PERMANENT, start_date=start_date, end_date=None,
            right_to_return=None, clauses=tuple(clauses),
        )  # fmt: skip
        return Placement.of(self.organisation, self.need, agreed, NO_TRACE, now)

    def check_gap(self) -> None:
        """Refuse to answer who fills the gap where there is none, or a vacancy or request was made of it."""
        if self.gap is None:
            raise errors.leaves_no_gap()
        if self.gap_need_id is not None:
            raise errors.gap_is_filled(self.gap)

    def fill_gap(self, gap: Gap, need_id: UUID | None) -> None:
        """Remember the lender's answer, and the posting that was made of it."""
        self.check_gap()
        self.gap, self.gap_need_id = gap, need_id

    def forget(self) -> bool:
        """No way back to the person; False where there was none already."""
        known = self.trace != NO_TRACE
        self.trace = NO_TRACE
        return known

    def _runs(self) -> bool:
        return self.is_secondment and self.status is PlacementStatus.AGREED

    def _only_running(self, what: str) -> None:
        if not self._runs():
            raise errors.wrong_status(f"a secondment that runs can be {what}", self.agreed.contract + " " + self.status)
