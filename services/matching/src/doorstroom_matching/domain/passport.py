"""What a contract brings along in a move, and what an offer says beside scale and hours; None is unknown.

Money is in whole cents. `successive`: whether the work makes an employer the successor of the one before (art. 7:668a
lid 2 BW), as a person recorded it; no rule works it out. `successors` says so of single organisations.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class PastContract:
    """From its first day up to and including the last; the present one may have no last day."""

    first_day: date
    last_day: date | None
    temporary: bool
    successive: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Passport:
    """Of a candidate's employment; `chain` has the oldest contract first and the present one last."""

    contract_since: date | None = None
    pension_fund: str | None = None
    government_service_since: date | None = None
    notice_service_since: date | None = None
    waiting_service_since: date | None = None
    chain: tuple[PastContract, ...] = ()
    successive: bool | None = None
    successors: Mapping[str, bool] = field(default_factory=dict)
    allowances_monthly: int | None = None
    travel_yearly: int | None = None
    leave_yearly: float | None = None
    next_step: date | None = None

    def successive_at(self, organisation: str | None) -> bool | None:
        """What was recorded for this organisation, else in general; None stands for any that is not named.

        By name alone: what a merger makes of it nobody recorded.
        """
        return self.successive if organisation is None else self.successors.get(organisation, self.successive)


class Promotion(StrEnum):
    """Whether the day of the next step stays as it was, or the way to it starts anew."""

    DATE_KEPT = "date-kept"
    STARTS_ANEW = "starts-anew"


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """Of a vacancy. Without a pension fund it is the one that the covenant names for the organisation."""

    trial_period: bool | None = None
    allowances_monthly: int | None = None
    pension_fund: str | None = None
    travel_yearly: int | None = None
    leave_yearly: float | None = None
    promotion: Promotion | None = None


def in_euros(cents: int) -> int | float:
    """As people write it: 960, or 960.5."""
    return cents // 100 if cents % 100 == 0 else cents / 100
