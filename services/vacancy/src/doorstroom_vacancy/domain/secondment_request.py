"""A temporary need that is filled by lending: the borrower asks, a lender stays the employer."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from doorstroom_common.covenant import Covenant, StageDue, StageName, first_stage, next_stage
from doorstroom_vacancy.domain import errors
from doorstroom_vacancy.domain.staged import StagedPosting
from doorstroom_vacancy.domain.values import Advert, SecondmentDetails

NOT_STAGED = "secondment.staged"
"""The clause by which a request opens to own and partners at once."""


class SecondmentRequest(StagedPosting[SecondmentDetails]):
    """Opens to own and partners at once, unless the covenant stages it; never to the public."""

    __slots__ = ()

    def change(self, details: Mapping[str, Any], advert: Advert, _: Covenant | None, now: datetime) -> None:
        """Take over some details; the covenant has no say in them."""
        wanted = replace(self.details, **details)
        if wanted.end_date < wanted.start_date:
            raise errors.ends_before_it_starts()
        self._change(wanted, advert, now)

    def _clause_of_stage(self, covenant: Covenant) -> str | None:
        return None if covenant.secondment.staged else NOT_STAGED

    def _check_may_open(self, *_: object) -> None:
        """Members share every secondment request."""

    def _first_stage(self, covenant: Covenant) -> StageName:
        return first_stage(covenant) if covenant.secondment.staged else StageName.PARTNERS

    def _next_stage(
        self, covenant: Covenant, stage: StageName, opened_at: datetime, days: int | None = None
    ) -> StageDue | None:
        due = next_stage(covenant, stage, opened_at, days) if covenant.secondment.staged else None
        return None if due is None or due.stage is StageName.PUBLIC else due

    def _may_follow(self, *_: object) -> bool:
        return True

    def _after_stage(self, *_: object) -> None:
        """Its dates say when the work is, which no stage changes."""
