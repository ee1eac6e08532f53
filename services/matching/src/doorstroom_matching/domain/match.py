"""A match: a need and a candidate that are proposed to each other, with a life of its own.

Withdrawn and proposed again it is the same match with a higher version.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from doorstroom_matching.domain.finding import Rule
from doorstroom_matching.domain.need import Need, NeedKind
from doorstroom_matching.domain.verdict import Verdict


class Status(StrEnum):
    """`considered` is a pair that has never been published."""

    CONSIDERED = "considered"
    PROPOSED = "proposed"
    WITHDRAWN = "withdrawn"


class Because(StrEnum):
    """Why a match is withdrawn. Whatever the candidate changed is one word, so that nobody learns what it was."""

    NEED_CLOSED = "need-closed"
    NEED_CHANGED = "need-changed"
    OUT_OF_AUDIENCE = "out-of-audience"
    CANDIDATE_CHANGED = "candidate-changed"
    CANDIDATE_WITHDRAWN = "candidate-withdrawn"
    CANDIDATE_ERASED = "candidate-erased"


@dataclass(frozen=True, slots=True)
class Match:
    """What is stored of a pair; `record` holds all that is published and shown of the last proposal.

    `agreed` is the person's answer when they were asked whether the organisation may see it.
    """

    id: UUID
    need_id: UUID
    candidate_id: UUID
    need_kind: NeedKind
    organisation: str
    need_version: int
    candidate_version: int
    changed_at: datetime
    version: int = 0
    status: Status = Status.CONSIDERED
    record: Mapping[str, Any] | None = None
    because: Because | None = None
    proposed_at: datetime | None = None
    agreed: bool | None = None

    @classmethod
    def considered(cls, match_id: UUID, need: Need, candidate_id: UUID, now: datetime) -> "Match":
        return cls(match_id, need.id, candidate_id, need.kind, need.organisation, 0, 0, now)

    @property
    def seen_first_by(self) -> str:
        """A secondment goes to the candidate first, to nobody else; so does a card that too few share."""
        asked_first = self.record is not None and "askedFirst" in self.record
        return "candidate" if asked_first or self.need_kind is NeedKind.SECONDMENT_REQUEST else "organisation"

    def propose(self, verdict: Verdict, record: Mapping[str, Any], now: datetime) -> "Match":
        """Nothing but the input versions moves on when all that was published still holds."""
        resting = self._resting_on(verdict)
        proposed = self.status is Status.PROPOSED
        if proposed and self.record == record:
            return resting
        return replace(
            resting,
            version=self.version + 1,
            status=Status.PROPOSED,
            record=record,
            because=None,
            proposed_at=self.proposed_at if proposed else now,
            changed_at=now,
        )

    def withdraw(self, because: Because, now: datetime) -> "Match":
        """No change unless it is proposed now."""
        if self.status is not Status.PROPOSED:
            return self
        return replace(self, version=self.version + 1, status=Status.WITHDRAWN, because=because, changed_at=now)

    def after(self, verdict: Verdict, record: Mapping[str, Any] | None, now: datetime) -> "Match":
        """The next state by a verdict; `record` goes with one that passes."""
        if record is not None:
            return self.propose(verdict, record, now)
        if self.status is not Status.PROPOSED:
            return self
        return self._resting_on(verdict).withdraw(why_withdrawn(self, verdict), now)

    def _resting_on(self, verdict: Verdict) -> "Match":
        return replace(self, need_version=verdict.need.version, candidate_version=verdict.candidate.version)


def why_withdrawn(match: Match, verdict: Verdict) -> Because:
    """Closed and withdrawn first, then whichever side has changed since the proposal."""
    if not verdict.need.is_open:
        return Because.NEED_CLOSED
    if not verdict.candidate.is_active:
        return Because.CANDIDATE_WITHDRAWN
    if verdict.candidate.version != match.candidate_version:
        return Because.CANDIDATE_CHANGED
    if any(finding.rule in (Rule.STAGE, Rule.TIER) for finding in verdict.failed):
        return Because.OUT_OF_AUDIENCE
    return Because.NEED_CHANGED
