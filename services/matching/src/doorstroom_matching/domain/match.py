"""A match: a need and a candidate that are proposed to each other, with a life of its own.

Withdrawn by the rules and proposed again it is the same match with a higher version. What a person or an organisation
ended is not proposed again.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from doorstroom_matching.domain import errors
from doorstroom_matching.domain.life import (
    OF_THE_RULES,
    OPEN,
    QUESTIONS,
    REFERABLE,
    Noun,
    Side,
    Status,
    Step,
    answers,
    following,
    step_of,
)
from doorstroom_matching.domain.need import Need, NeedKind
from doorstroom_matching.domain.terms import due_after
from doorstroom_matching.domain.verdict import Verdict
from doorstroom_matching.domain.withdrawal import ENDED_BY_THE_PERSON, Because, why_withdrawn

Said = Mapping[str, Any]


ASKED_FIRST = "askedFirst"
"""In a record, what the organisation would see of somebody whose card too few share, as long as it sees nothing."""

HELD_BACK = "heldBack"
"""In what was said with a match, since when it waits for others of a better tier to have an answer."""


@dataclass(frozen=True, slots=True)
class Taken:
    """A step as it is kept and published: `what` is its new status, `answer-overdue` or `order-overruled`."""

    what: str
    by: Side
    actor: str
    at: datetime
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Life:
    """What people have made of a proposal.

    `due_at` is when the present answer comes too late, `lender` the present employer once a candidate for a secondment
    has agreed. `said` holds what was agreed with a step, under the name of what it is: wish, need, employer, askedAt,
    agreed, offer, placement, throughReferral.
    """

    due_at: datetime | None = None
    overdue_since: datetime | None = None
    consent_until: date | None = None
    lender: str | None = None
    said: Said = field(default_factory=dict)


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
    life: Life = Life()

    @classmethod
    def considered(cls, match_id: UUID, need: Need, candidate_id: UUID, now: datetime) -> "Match":
        return cls(match_id, need.id, candidate_id, need.kind, need.organisation, 0, 0, now)

    @property
    def is_secondment(self) -> bool:
        return self.need_kind is NeedKind.SECONDMENT_REQUEST

    @property
    def is_asked_first(self) -> bool:
        """Too few share even an empty card: until the person says yes, the organisation does not know of the match."""
        return ASKED_FIRST in (self.record or {})

    @property
    def is_held_back(self) -> bool:
        """Others of a better tier go first: the organisation does not know of the match yet."""
        return HELD_BACK in self.life.said

    @property
    def is_shown_proposal(self) -> bool:
        return self.status is Status.PROPOSED and self.visible_to is Side.ORGANISATION

    @property
    def tier_rank(self) -> int:
        """Of the last proposal; smaller goes first."""
        rank: int = (self.record or {})["place"][0]
        return rank

    def waits_for_answer(self, now: datetime) -> bool:
        """The organisation of a vacancy sees the proposal, has not answered, and its term has not passed."""
        life = self.life
        in_term = life.overdue_since is None and (life.due_at is None or life.due_at > now)
        return self.is_shown_proposal and not self.is_secondment and in_term

    @property
    def visible_to(self) -> Side:
        """A secondment goes to the candidate first, then to their employer, and to the borrower after both said yes."""
        if self.is_asked_first or self.is_held_back:
            return Side.CANDIDATE
        if not self.is_secondment or "agreed" in self.life.said:
            return Side.ORGANISATION
        return Side.LENDER if self.life.lender else Side.CANDIDATE

    @property
    def may_be_referred(self) -> bool:
        """Once contact was granted, while something may come of it and after a rejection."""
        return self.life.consent_until is not None and self.status in REFERABLE and self.visible_to is Side.ORGANISATION

    @property
    def ended_by_people(self) -> bool:
        """For good: the rules never take it up again."""
        if self.status is Status.WITHDRAWN:
            return self.because in ENDED_BY_THE_PERSON
        return self.status not in OPEN and self.status is not Status.CONSIDERED

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
            life=self._life_as_proposed(verdict, record, now),
        )

    def hold_back(self, now: datetime) -> "Match":
        """As it was proposed, but for its candidate alone; no term runs."""
        if self.is_held_back:
            return self
        return replace(self, life=Life(said={HELD_BACK: now.isoformat()}))

    def release(self, before: "Match", answer_days: int, now: datetime) -> "Match":
        """Shown to the organisation, for which it is a proposal of this moment; nothing for what was not held back."""
        if not self.is_held_back:
            return self
        return replace(
            self,
            version=before.version + 1,
            proposed_at=now,
            changed_at=now,
            life=Life(due_at=due_after(now, answer_days)),
        )

    def withdraw(self, because: Because, now: datetime) -> "Match":
        """No change unless something may still come of it."""
        if self.status not in OPEN:
            return self
        ended = replace(self.life, due_at=None)
        return replace(
            self, version=self.version + 1, status=Status.WITHDRAWN, because=because, changed_at=now, life=ended
        )

    def after(self, verdict: Verdict, record: Mapping[str, Any] | None, now: datetime) -> "Match":
        """The next state by a verdict; `record` goes with one that passes. What people took over is theirs to end."""
        if self.ended_by_people:
            return self
        if self.status in OPEN - {Status.PROPOSED}:
            because = self._ends_by(verdict, passes=record is not None)
            resting = self._resting_on(verdict)
            return resting.withdraw(because, now) if because else resting.show_as(record)
        if record is not None:
            return self.propose(verdict, record, now)
        if self.status is not Status.PROPOSED:
            return self
        return self._resting_on(verdict).withdraw(why_withdrawn(self.candidate_version, verdict), now)

    def following(self, noun: Noun, now: datetime) -> Step:
        """The row of the table by which this step follows; refused where none does, or after its term."""
        step = step_of(noun, self.need_kind)
        if step and answers(step) and self._is_too_late(now):
            raise errors.term_passed()
        if step is None or self.status not in step.after:
            raise errors.wrong_status(self.status, following(self.need_kind, self.status))
        return step

    def take(self, step: Step, life: Life, now: datetime) -> "Match":
        """The match after a step that follows."""
        return replace(
            self,
            version=self.version + 1,
            status=step.to,
            because=Because.CANDIDATE_WITHDREW if step.to is Status.WITHDRAWN else None,
            changed_at=now,
            life=life,
        )

    def grant_through(self, referral_id: UUID, until: date, now: datetime) -> "Match":
        """An accepted referral carries the person's yes for this receiver, so nobody needs to ask again."""
        said = {name: value for name, value in self.life.said.items() if name != HELD_BACK}
        return replace(
            self,
            version=self.version + 1,
            status=Status.CONTACT_GRANTED,
            record=_visible(self.record or {}),
            changed_at=now,
            because=None,
            life=Life(consent_until=until, said={**said, "throughReferral": str(referral_id)}),
        )

    def let_pass(self, due_at: datetime) -> "Match":
        """The term that ended at `due_at` passed: a question ends unanswered, a proposal is overdue once."""
        if self.life.due_at != due_at or self.life.overdue_since is not None or self.status not in OPEN:
            return self
        if self.status in QUESTIONS:
            ended = replace(self.life, due_at=None)
            return replace(self, version=self.version + 1, status=Status.NO_ANSWER, changed_at=due_at, life=ended)
        late = replace(self.life, overdue_since=due_at)
        return replace(self, version=self.version + 1, changed_at=due_at, life=late)

    def expect(self, version: int | None) -> None:
        """Refuse a caller who decided on another version than the present one."""
        if version is not None and version != self.version:
            raise errors.stale(version, self.version)

    def _life_as_proposed(self, verdict: Verdict, record: Mapping[str, Any], now: datetime) -> Life:
        """A proposal to an organisation has a term from when it sees it; what a candidate is offered first waits."""
        if self.is_secondment or ASKED_FIRST in record:
            return Life()
        if self.status is Status.PROPOSED and not self.is_asked_first:
            return self.life
        return Life(due_at=due_after(now, verdict.covenant.terms.candidate_answer_days))

    def show_as(self, record: Mapping[str, Any] | None) -> "Match":
        """Until the person has answered, the organisation that asked them sees a card, and five share it all the time.

        It knows that there is somebody, whatever becomes of the others.
        """
        if record is None or self.status is not Status.CONTACT_REQUESTED or _visible(record) == self.record:
            return self
        return replace(self, version=self.version + 1, record=_visible(record))

    def _is_too_late(self, now: datetime) -> bool:
        if self.status is Status.NO_ANSWER:
            return True
        return self.status in QUESTIONS and self.life.due_at is not None and now >= self.life.due_at

    def _ends_by(self, verdict: Verdict, *, passes: bool) -> Because | None:
        """Before a person's yes any rule ends it, after it only what makes the move impossible."""
        if not verdict.need.is_open or not verdict.candidate.is_active:
            return why_withdrawn(self.candidate_version, verdict)
        if self.status in OF_THE_RULES:
            return None if passes else why_withdrawn(self.candidate_version, verdict)
        if self.life.lender and not self._is_still_employed(verdict):
            return Because.CANDIDATE_CHANGED
        return None if verdict.standing.admitted else why_withdrawn(self.candidate_version, verdict)

    def _is_still_employed(self, verdict: Verdict) -> bool:
        """By the employer who was asked to lend them."""
        employment = verdict.candidate.employment
        return employment is not None and employment.employer == self.life.said.get("employer")

    def _resting_on(self, verdict: Verdict) -> "Match":
        return replace(self, need_version=verdict.need.version, candidate_version=verdict.candidate.version)


def _visible(record: Mapping[str, Any]) -> Mapping[str, Any]:
    """The same for an organisation that knows of the match."""
    return {name: value for name, value in record.items() if name != ASKED_FIRST}
