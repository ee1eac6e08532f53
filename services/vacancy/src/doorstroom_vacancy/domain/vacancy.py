"""A job on offer that opens in stages: own, partners, linked, public."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from doorstroom_common.clock import local_date
from doorstroom_common.covenant import (
    Covenant,
    Covenants,
    StageDue,
    StageName,
    closing_date_kept,
    first_stage,
    next_stage,
    opens_to_the_public,
)
from doorstroom_vacancy.domain import errors
from doorstroom_vacancy.domain.opening import check_need_is_shared
from doorstroom_vacancy.domain.posting import ChangeKind
from doorstroom_vacancy.domain.staged import StagedPosting, StageOrder
from doorstroom_vacancy.domain.values import Advert, ClosingDateMoved, PublicDecision, Status, VacancyDetails

RELEASED_BY = "recruiter"


class Vacancy(StagedPosting[VacancyDetails]):
    """Its closing date is what readers are told; it ends when somebody closes it with an outcome, never by itself."""

    __slots__ = ()

    @property
    def is_held_back(self) -> bool:
        """Whether it stays in its stage because reactions were enough when the public stage was due."""
        return (
            self.status is Status.OPEN
            and self.opening is not None
            and self.opening.next_stage_at is None
            and self.decision is not None
            and not self.decision.opens
        )

    @property
    def closing_date_moved(self) -> bool:
        """Whether the present closing date is another than the one that was asked for."""
        return any(
            isinstance(notice, ClosingDateMoved) and notice.moved_to == self.details.closing_date
            for notice in self.notices
        )

    def change(self, details: Mapping[str, Any], advert: Advert, covenant: Covenant | None, now: datetime) -> None:
        """Take over some details. `covenant` is the governing one, where it is open."""
        wanted = replace(self.details, **details)
        if covenant is not None:
            check_need_is_shared(wanted.need.kind, covenant)
            wanted = self._with_its_date_moved(wanted, covenant)
        if self._change(wanted, advert, now) and covenant is not None:
            self._keep_closing_date(covenant, now)

    def reconsider(self, covenant: Covenant, covenants: Covenants, reactions: int, now: datetime) -> None:
        """Where too few reactions remain, the stage that was held back opens now."""
        if self.is_held_back and opens_to_the_public(covenant, reactions):
            self.open_next_stage(now, covenant, covenants, reactions, now)

    def release(
        self, order: StageOrder, covenant: Covenant, covenants: Covenants, reactions: int, now: datetime
    ) -> None:
        """The public stage that was held back opens though there are reactions enough: somebody decides so."""
        opening = self._in_stage(order.stage, covenant)
        due = self._next_stage(covenant, opening.stage, opening.stage_opened_at)
        if not self.is_held_back or self.decision is None or due is None:
            raise errors.nothing_held_back(self.may_follow(covenant))
        order.check((RELEASED_BY,))
        self.decision = PublicDecision(now, reactions, self.decision.enough, opens=True)
        self._record(ChangeKind.PUBLIC_RELEASED, now, **order.facts(), reactions=reactions)
        self._enter(due.stage, now, covenant, covenants, now)

    def _check_may_open(self, covenant: Covenant, at: datetime) -> None:
        check_need_is_shared(self.details.need.kind, covenant)
        if self.details.closing_date < local_date(at):
            raise errors.closing_date_passed(local_date(at))

    def _first_stage(self, covenant: Covenant) -> StageName:
        return first_stage(covenant)

    def _next_stage(
        self, covenant: Covenant, stage: StageName, opened_at: datetime, days: int | None = None
    ) -> StageDue | None:
        return next_stage(covenant, stage, opened_at, days)

    def _may_follow(self, due: StageDue, covenant: Covenant, reactions: int, now: datetime) -> bool:
        """Where the covenant opens the public stage only if reactions are too few, decide and record the number."""
        if not due.only_if_too_few:
            return True
        enough = covenant.public_when.reactions if covenant.public_when else None
        self.decision = PublicDecision(now, reactions, enough or 0, opens_to_the_public(covenant, reactions))
        self._record(ChangeKind.PUBLIC_DECIDED, now, decision=self.decision)
        return self.decision.opens

    def _after_stage(self, covenant: Covenant, now: datetime) -> None:
        self._keep_closing_date(covenant, now)

    def _with_its_date_moved(self, wanted: VacancyDetails, covenant: Covenant) -> VacancyDetails:
        """A date that was asked before and moved to the present one is no change when it is asked again."""
        asked, present = wanted.closing_date, self.details.closing_date
        told = any(
            isinstance(notice, ClosingDateMoved) and (notice.wanted, notice.moved_to) == (asked, present)
            for notice in self.notices
        )
        again = self.status is Status.OPEN and told and self._kept(asked, covenant) == present
        return replace(wanted, closing_date=present) if again else wanted

    def _kept(self, wanted: date, covenant: Covenant) -> date:
        opening = self._only_open()
        kept = closing_date_kept(covenant, opening.stage, opening.stage_opened_at, wanted, opening.stage_days)
        return max(kept, local_date(opening.stage_opened_at))

    def _keep_closing_date(self, covenant: Covenant, now: datetime) -> None:
        """A closing date never cuts short a stage still due: it moves, and the recruiter is told."""
        wanted = self.details.closing_date
        kept = self._kept(wanted, covenant)
        if kept == wanted:
            return
        self.details = replace(self.details, closing_date=kept)
        self.notices = (*self.notices, ClosingDateMoved(now, wanted, kept))
        self._record(ChangeKind.CLOSING_DATE_MOVED, now, wanted=wanted, movedTo=kept)
