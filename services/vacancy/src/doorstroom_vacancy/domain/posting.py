"""What vacancies and secondment requests have in common: they are drafted, open in stages, change and close.

Each method that changes something checks first and then records what it did in `changes`; one method is one version.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Any, Generic, Self, TypeVar
from uuid import UUID

from doorstroom_common.covenant import Covenant, Covenants, StageDue, StageName
from doorstroom_common.identifiers import new_id
from doorstroom_vacancy.domain import errors
from doorstroom_vacancy.domain.audience import AudienceEntry
from doorstroom_vacancy.domain.opening import GoverningCovenant, Opening, governing_covenant
from doorstroom_vacancy.domain.values import Advert, Notice, OpeningRefused, Outcome, PublicDecision, Status

Details = TypeVar("Details")


class ChangeKind(StrEnum):
    """What can happen to a posting; the words of its history."""

    DRAFTED = "drafted"
    SCHEDULED = "scheduled"
    OPENED = "opened"
    OPENING_REFUSED = "opening-refused"
    STAGE_OPENED = "stage-opened"
    PUBLIC_DECIDED = "public-decided"
    STAGE_SKIPPED = "stage-skipped"
    STAGE_SHORTENED = "stage-shortened"
    STAGE_EXTENDED = "stage-extended"
    PUBLIC_RELEASED = "public-released"
    AUDIENCE_CHANGED = "audience-changed"
    CHANGED = "changed"
    ADVERT_CHANGED = "advert-changed"
    CLOSING_DATE_MOVED = "closing-date-moved"
    CLOSED = "closed"
    REOPENED = "reopened"


@dataclass(frozen=True, slots=True)
class Change:
    """One line of the history, with what it takes to show afterwards why."""

    kind: ChangeKind
    at: datetime
    facts: Mapping[str, Any]


@dataclass(slots=True, kw_only=True)
class Posting(Generic[Details]):
    """The aggregate. `version` grows by one with each change that is stored, nought before the first."""

    organisation: str
    details: Details
    created_at: datetime
    listed_at: datetime
    id: UUID = field(default_factory=new_id)
    external_id: str | None = None
    unannounced_until: datetime | None = None
    version: int = 0
    status: Status = Status.DRAFT
    advert: Advert = field(default_factory=Advert)
    opens_at: datetime | None = None
    opening: Opening | None = None
    closed_at: datetime | None = None
    outcome: Outcome | None = None
    notices: tuple[Notice, ...] = ()
    decision: PublicDecision | None = None
    stored_audience: tuple[AudienceEntry, ...] = ()
    changes: list[Change] = field(default_factory=list)

    @classmethod
    def new(cls, organisation: str, details: Details, advert: Advert, now: datetime) -> Self:
        """Not stored and not open yet; one of the next three methods says what becomes of it."""
        return cls(organisation=organisation, details=details, advert=advert, created_at=now, listed_at=now)

    def keep_as_draft(self, covenants: Covenants, now: datetime) -> None:
        """Seen by its own organisation alone. A member that is not live yet may make drafts, an outsider nothing."""
        self._only(Status.DRAFT)
        if covenants.governing(self.organisation, now) is None:
            raise errors.not_in_a_covenant(self.organisation)
        self._record(ChangeKind.DRAFTED, now)

    def schedule(self, opens_at: datetime, covenants: Covenants, now: datetime) -> None:
        """Open by itself at a later moment; the covenant is chosen then, and refused now where there will be none."""
        self._only(Status.DRAFT, Status.SCHEDULED)
        if opens_at <= now:
            raise errors.opens_in_the_past()
        self._check_may_open(governing_covenant(self.organisation, covenants, opens_at), opens_at)
        self.status, self.opens_at = Status.SCHEDULED, opens_at
        self._record(ChangeKind.SCHEDULED, now, opensAt=opens_at)

    def open(
        self, at: datetime, covenants: Covenants, now: datetime, *, announce: bool = True, ground: str | None = None
    ) -> None:
        """Open in the first stage of the governing covenant. `at` is now, the moment it was scheduled for, or when that
        stage began elsewhere, on some ground. Without `announce` nobody is alerted to what opens by now.
        """
        self._only(Status.DRAFT, Status.SCHEDULED)
        covenant = governing_covenant(self.organisation, covenants, at)
        self._check_may_open(covenant, at)
        self.status, self.opens_at, self.listed_at = Status.OPEN, None, at
        self.opening = self._opened(covenant, at, covenants, now)
        self.unannounced_until = None if announce else now
        self._record(ChangeKind.OPENED, now, reason=ground, **self._stage_facts((), covenant, now))
        self._after_stage(covenant, now)

    def refuse_opening(self, reason: str, now: datetime) -> None:
        """What was to open by itself cannot: it is a draft again, and the recruiter is told why."""
        self._only(Status.SCHEDULED)
        self.status, self.opens_at = Status.DRAFT, None
        self.notices = (*self.notices, OpeningRefused(now, reason))
        self._record(ChangeKind.OPENING_REFUSED, now, reason=reason)

    def is_due(self, at: datetime) -> bool:
        """Whether a stage timer of that moment still means something."""
        return self.status is Status.OPEN and self.opening is not None and self.opening.next_stage_at == at

    def open_next_stage(
        self, due_at: datetime, covenant: Covenant, covenants: Covenants, reactions: int, now: datetime
    ) -> None:
        """The stage that was due at `due_at` opens, or is held back because there are reactions enough."""
        opening = self._only_open()
        due = self._next_stage(covenant, opening.stage, opening.stage_opened_at)
        if due is None or not self._may_follow(due, covenant, reactions, now):
            self.opening = replace(opening, next_stage_at=None)
            return
        self._enter(due.stage, due_at, covenant, covenants, now)

    def review_audience(self, covenants: Covenants, now: datetime) -> None:
        """Let in who has become a member and end the sight of who has left."""
        if self.status is not Status.OPEN or self.opening is None:
            return
        reviewed = self.opening.as_members_are(covenants, now)
        if reviewed.audience == self.opening.audience:
            return
        before, self.opening = self.opening.audience, reviewed
        self._record(ChangeKind.AUDIENCE_CHANGED, now, audience=self._audience_since(before))

    def close(self, outcome: Outcome, now: datetime) -> None:
        """End it, with what came of it. What never opened can only be withdrawn."""
        if self.status is Status.CLOSED:
            raise errors.wrong_status("what is not closed yet can be closed", self.status)
        if self.opening is None and outcome is not Outcome.WITHDRAWN:
            raise errors.wrong_status("what was open has another outcome than `withdrawn`", self.status)
        self.status, self.closed_at, self.outcome, self.opens_at = Status.CLOSED, now, outcome, None
        if self.opening:
            self.opening = replace(self.opening, next_stage_at=None)
        self._record(ChangeKind.CLOSED, now, outcome=outcome)

    def change(self, details: Mapping[str, Any], advert: Advert, covenant: Covenant | None, now: datetime) -> None:
        """Take over some details and the advert; `covenant` is the governing one, where it has been opened."""
        raise NotImplementedError

    def expect(self, version: int | None) -> None:
        """Refuse a change made from another version than the present one; None expects nothing."""
        if version is not None and version != self.version:
            raise errors.stale(version, self.version)

    def audience_to_store(self) -> list[AudienceEntry]:
        """The entries that are new or have changed since it was loaded."""
        return self._audience_since(self.stored_audience)

    def _change(self, details: Details, advert: Advert, now: datetime) -> bool:
        """Take over what differs; False when nothing does."""
        if self.status is Status.CLOSED:
            raise errors.wrong_status("what is not closed yet can be changed", self.status)
        published, shown = details != self.details, advert != self.advert
        self.details, self.advert = details, advert
        if published:
            self._record(ChangeKind.CHANGED, now)
        elif shown:
            self._record(ChangeKind.ADVERT_CHANGED, now)
        return published or shown

    def _opened(self, covenant: Covenant, at: datetime, covenants: Covenants, now: datetime) -> Opening:
        stage = self._first_stage(covenant)
        unseen = Opening(
            organisation=self.organisation,
            governing=GoverningCovenant(covenant.id, covenant.version, covenant.hash),
            opened_at=at,
            stage=stage,
            stage_opened_at=at,
            next_stage_at=None,
            audience=(),
        )
        following = self._due_after(covenant, stage, at)
        return unseen.in_stage(stage, since=at, next_stage_at=following, covenants=covenants, now=now)

    def _enter(
        self, stage: StageName, since: datetime, covenant: Covenant, covenants: Covenants, now: datetime
    ) -> None:
        opening = self._only_open()
        following = self._due_after(covenant, stage, since)
        self.opening = opening.in_stage(stage, since=since, next_stage_at=following, covenants=covenants, now=now)
        self._record(ChangeKind.STAGE_OPENED, now, **self._stage_facts(opening.audience, covenant, now))
        self._after_stage(covenant, now)

    def _due_after(self, covenant: Covenant, stage: StageName, opened_at: datetime) -> datetime | None:
        due = self._next_stage(covenant, stage, opened_at)
        return due.due_at if due else None

    def _stage_facts(self, before: Collection[AudienceEntry], covenant: Covenant, now: datetime) -> dict[str, Any]:
        """With every entry that is new or has changed, so that the history alone shows who could see it when."""
        opening = self._only_open()
        return {
            "stage": opening.stage,
            "clause": self._clause_of_stage(covenant),
            "dueAt": opening.stage_opened_at,
            "openedLateBySeconds": round((now - opening.stage_opened_at).total_seconds()),
            "covenant": opening.governing,
            "audience": self._audience_since(before),
            "public": opening.is_public,
        }

    def _audience_since(self, before: Collection[AudienceEntry]) -> list[AudienceEntry]:
        known = frozenset(before)
        return [entry for entry in self.opening.audience if entry not in known] if self.opening else []

    def _only(self, *allowed: Status) -> None:
        if self.status not in allowed:
            raise errors.wrong_status(f"what is {' or '.join(allowed)} can be opened", self.status)

    def _only_open(self) -> Opening:
        if self.status is not Status.OPEN or self.opening is None:
            raise errors.wrong_status("what is open can go on to a next stage", self.status)
        return self.opening

    def _record(self, kind: ChangeKind, now: datetime, **facts: Any) -> None:
        self.changes.append(Change(kind, now, facts))

    def _clause_of_stage(self, _: Covenant) -> str | None:
        """What the covenant calls the clause by which it stands in its stage; None for the stages themselves."""
        return None

    def _check_may_open(self, covenant: Covenant, at: datetime) -> None:
        raise NotImplementedError

    def _first_stage(self, covenant: Covenant) -> StageName:
        raise NotImplementedError

    def _next_stage(
        self, covenant: Covenant, stage: StageName, opened_at: datetime, days: int | None = None
    ) -> StageDue | None:
        raise NotImplementedError

    def _may_follow(self, due: StageDue, covenant: Covenant, reactions: int, now: datetime) -> bool:
        raise NotImplementedError

    def _after_stage(self, covenant: Covenant, now: datetime) -> None:
        raise NotImplementedError
