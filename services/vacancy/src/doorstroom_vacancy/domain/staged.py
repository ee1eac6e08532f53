"""What people may do to opening stages within the covenant: skip, shorten and extend one, open again what closed.

Nothing here lengthens a stage beyond what the governing covenant says, and each step has a reason as a code.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from doorstroom_common.covenant import Covenant, Covenants, StageName, days_counted, stage_ends_at
from doorstroom_common.covenant.rules import Stage
from doorstroom_vacancy.domain import errors
from doorstroom_vacancy.domain.opening import Opening, governing_covenant
from doorstroom_vacancy.domain.posting import ChangeKind, Details, Posting
from doorstroom_vacancy.domain.values import Outcome, ReopeningReason, StageChange, StageReason, Status


@dataclass(frozen=True, slots=True)
class StageOrder:
    """Named with the stage it is about, so that an order which comes late does nothing to the next one.

    `roles` are those of whoever gives it, for this very posting; `by` is how the history calls them.
    """

    stage: StageName
    reason: StageReason
    roles: frozenset[str]
    by: str

    def check(self, by: Iterable[str]) -> None:
        """Refuse whoever the covenant does not name."""
        allowed = tuple(by)
        if self.roles.isdisjoint(allowed):
            raise errors.not_theirs(allowed)

    def facts(self) -> dict[str, Any]:
        return {"stage": self.stage, "reason": self.reason, "by": self.by}


class StagedPosting(Posting[Details]):
    """A posting with the steps that its covenant leaves to people."""

    __slots__ = ()

    def skip_stage(
        self, order: StageOrder, covenant: Covenant, covenants: Covenants, reactions: int, now: datetime
    ) -> None:
        """The stage ends now; what follows is what would have followed at its end."""
        self._in_stage(order.stage, covenant, still_due=True)
        clause = self._clause(covenant).skip
        if clause is None:
            raise errors.not_agreed("skip", order.stage, covenant.id, self.may_follow(covenant))
        order.check(clause.by)
        self._record(ChangeKind.STAGE_SKIPPED, now, **order.facts())
        self.open_next_stage(now, covenant, covenants, reactions, now)

    def shorten_stage(
        self, order: StageOrder, days: int, covenant: Covenant, covenants: Covenants, reactions: int, now: datetime
    ) -> None:
        """The stage lasts `days` in all; where so many have passed, what follows opens now."""
        self._in_stage(order.stage, covenant, still_due=True)
        clause = self._clause(covenant).shorten
        if clause is None:
            raise errors.not_agreed("shorten", order.stage, covenant.id, self.may_follow(covenant))
        order.check(clause.by)
        if not clause.to_days <= days < self._days(covenant):
            raise errors.beyond_the_agreement(f"at least {clause.to_days} and less than {self._days(covenant)}")
        self._set_length(StageChange.SHORTENED, days, days, order, covenant, now)
        due = self._only_open().next_stage_at
        if due is not None and due <= now:
            self.open_next_stage(now, covenant, covenants, reactions, now)

    def extend_stage(self, order: StageOrder, days: int, covenant: Covenant, now: datetime) -> None:
        """The stage lasts `days` longer; its closing date moves along where it must."""
        self._in_stage(order.stage, covenant, still_due=True)
        clause = self._clause(covenant).extend
        if clause is None:
            raise errors.not_agreed("extend", order.stage, covenant.id, self.may_follow(covenant))
        order.check(clause.by)
        if not 1 <= days <= clause.by_days:
            raise errors.beyond_the_agreement(f"from 1 to {clause.by_days}")
        self._set_length(StageChange.EXTENDED, days, self._days(covenant) + days, order, covenant, now)
        self._after_stage(covenant, now)

    def reopen(
        self, reason: ReopeningReason, covenant: Covenant, covenants: Covenants, reactions: int, now: datetime
    ) -> None:
        """In the stage that was open, with its remaining days, to whoever is a member now."""
        closed_at, opening = self._closed(), self.opening
        if opening is None:
            raise errors.stays_closed("It never opened")
        governing_covenant(self.organisation, covenants, now)
        self.status, self.closed_at, self.outcome = Status.OPEN, None, None
        before = opening.audience
        self.opening = self._with_remaining_days(opening, closed_at, covenant, now).as_members_are(covenants, now)
        audience = self._audience_since(before)
        self._record(
            ChangeKind.REOPENED, now, stage=opening.stage, clause=self._clause_of_stage(covenant), reason=reason,
            covenant=opening.governing, audience=audience,
            public=opening.is_public, nextStageAt=self.opening.next_stage_at,
        )  # fmt: skip
        self._after_stage(covenant, now)
        self.reconsider(covenant, covenants, reactions, now)

    def reconsider(self, covenant: Covenant, covenants: Covenants, reactions: int, now: datetime) -> None:
        """Only a vacancy has a stage that can be held back."""

    def may_follow(self, covenant: Covenant) -> str:
        """What can be done in the present stage, in words."""
        if self.status is not Status.OPEN or self.opening is None:
            return f"It is {self.status}."
        steps = ["closure"]
        if self.opening.next_stage_at is not None:
            stage = self._clause(covenant)
            clauses = {"skipping": stage.skip, "shortening": stage.shorten, "extension": stage.extend}
            changed = self.opening.stage_changed is not None
            steps += [name for name, clause in clauses.items() if clause and not (changed and name != "skipping")]
        return f"It stands in `{self.opening.stage}`; what may follow: {', '.join(sorted(steps))}."

    def _set_length(
        self, change: StageChange, asked: int, days: int, order: StageOrder, covenant: Covenant, now: datetime
    ) -> None:
        opening = self._only_open()
        if opening.stage_changed is not None:
            raise errors.changed_before(order.stage, self.may_follow(covenant))
        due = self._next_stage(covenant, opening.stage, opening.stage_opened_at, days)
        due_at = due.due_at if due else None
        self.opening = replace(opening, stage_days=days, stage_changed=change, next_stage_at=due_at)
        self._record(ChangeKind(f"stage-{change}"), now, **order.facts(), asked=asked, days=days, nextStageAt=due_at)

    def _closed(self) -> datetime:
        if self.closed_at is None:
            raise errors.wrong_status("what is closed can be reopened", self.status)
        if self.outcome is Outcome.FILLED:
            raise errors.stays_closed("It was filled, and that move stands")
        return self.closed_at

    def _with_remaining_days(self, opening: Opening, closed_at: datetime, covenant: Covenant, now: datetime) -> Opening:
        """The days while it was closed do not count; a stage that was held back stays so."""
        due = self._next_stage(covenant, opening.stage, opening.stage_opened_at, opening.stage_days)
        if due is None or self._was_held_back():
            return opening
        closed = covenant.closed_periods
        due_at = stage_ends_at(now, max(1, days_counted(closed_at, due.due_at, closed)), closed)
        days = days_counted(opening.stage_opened_at, due_at, closed)
        return replace(opening, next_stage_at=due_at, stage_days=days)

    def _was_held_back(self) -> bool:
        return self.decision is not None and not self.decision.opens

    def _in_stage(self, stage: StageName, covenant: Covenant, *, still_due: bool = False) -> Opening:
        """Refuse an order about another stage; with `still_due`, also one about a stage after which none is due."""
        opening = self._only_open()
        if opening.stage is not stage or (still_due and opening.next_stage_at is None):
            raise errors.stage_has_passed(stage, self.may_follow(covenant))
        return opening

    def _clause(self, covenant: Covenant) -> Stage:
        found = covenant.stage(self._only_open().stage)
        if found is None:
            raise ValueError(f"{covenant.id} version {covenant.version} has no stage in which this stands")
        return found

    def _days(self, covenant: Covenant) -> int:
        return self._only_open().stage_days or self._clause(covenant).days or 0
