"""What somebody's contract brings along in a move: only what the clauses of contract preservation read.

Everything may be missing, and what is missing is unknown to the rules: nothing is guessed. Money is in whole cents.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from doorstroom_common.errors import Fault


@dataclass(frozen=True, slots=True)
class PastContract:
    """A contract of the chain (art. 7:668a BW). Only the last one, the present contract, may have no end.

    `successive`: whether the work made its employer the successor of the one before, as a person recorded it.
    """

    first_day: date
    last_day: date | None
    temporary: bool
    successive: bool | None = None


@dataclass(frozen=True, slots=True)
class Successor:
    """Whether the work that is wanted makes this organisation the successor of the present employer."""

    organisation: str
    successive: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Passport:
    """`successive`: whether the work that is wanted makes a new employer the successor of the present one.

    A person records that, or nobody does; `successors` says so of single organisations, and wins there. `chain` has
    the oldest contract first and the present one last.
    """

    contract_since: date | None = None
    pension_fund: str | None = None
    government_service_since: date | None = None
    notice_service_since: date | None = None
    waiting_service_since: date | None = None
    chain: tuple[PastContract, ...] | None = None
    successive: bool | None = None
    successors: tuple[Successor, ...] | None = None
    allowances_monthly_cents: int | None = None
    travel_yearly_cents: int | None = None
    leave_yearly_hours: float | None = None
    next_step: date | None = None


def without_wish(passport: Passport | None) -> Passport | None:
    """As the present employer may see it: nothing about the work that is wanted."""
    return passport and replace(passport, successive=None, successors=None)


def passport_faults(passport: Passport | None, today: date) -> Iterator[Fault]:
    """What began has begun, a contract ends after it starts, the chain is in order, each organisation stands once."""
    if passport is None:
        return
    begun = {
        "contractSinceDate": passport.contract_since,
        "governmentServiceSinceDate": passport.government_service_since,
        "noticeServiceSinceDate": passport.notice_service_since,
        "waitingServiceSinceDate": passport.waiting_service_since,
    }
    for name, day in begun.items():
        if day is not None and day > today:
            yield Fault(f"/employment/passport/{name}", "must not lie after today")
    yield from _chain_faults(passport.chain or (), today)
    yield from _successor_faults(passport.successors or ())


def _chain_faults(chain: tuple[PastContract, ...], today: date) -> Iterator[Fault]:
    for index, contract in enumerate(chain):
        at = f"/employment/passport/chain/{index}"
        if contract.first_day > today:
            yield Fault(f"{at}/from", "must not lie after today")
        if contract.last_day is None and index < len(chain) - 1:
            yield Fault(f"{at}/until", "is required: only the present contract, the last one, may have no end")
        elif contract.last_day is not None and contract.last_day < contract.first_day:
            yield Fault(f"{at}/until", "must not lie before from")
    for index, (before, contract) in enumerate(pairwise(chain), 1):
        if contract.first_day <= (before.last_day or before.first_day):
            yield Fault(f"/employment/passport/chain/{index}/from", "must lie after the contract before it")


def _successor_faults(successors: tuple[Successor, ...]) -> Iterator[Fault]:
    named: set[str] = set()
    for index, one in enumerate(successors):
        if one.organisation in named:
            at = f"/employment/passport/successors/{index}/organisation"
            yield Fault(at, "must not name an organisation that stands before it")
        named.add(one.organisation)
