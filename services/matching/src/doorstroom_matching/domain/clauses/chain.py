"""Clause 5: the chain of temporary contracts (art. 7:668a BW), and temporary after permanent (art. 7:667 lid 4 and 5).

With the same employer or a successive one, temporary contracts with at most six months between count together: the
fourth is permanent, and so is the last once 36 months have been exceeded, the months between included. Bill 36 746 (Wet
meer zekerheid flexwerkers) would make those six months 60; on 25 November 2026 no source was found that it is in
force, so six months stand. What an agreement allows instead (lid 5) and the contract of at most three months after one
of 36 (lid 3) are people's to judge. For agency work the chain begins later (art. 7:691), so it is unknown here.
"""

import calendar
from dataclasses import dataclass
from datetime import date, timedelta

from doorstroom_common.covenant import ClauseCode, LegalForm
from doorstroom_matching.domain.candidate import Candidate, Employment
from doorstroom_matching.domain.clauses.moving import Moving
from doorstroom_matching.domain.finding import Code, Figure, Finding, Rule
from doorstroom_matching.domain.need import OutsiderContract
from doorstroom_matching.domain.passport import PastContract

CLAUSE = ClauseCode.CHAIN
CHAIN_LAW, AFTER_PERMANENT_LAW = "art. 7:668a BW", "art. 7:667 lid 4 en 5 BW"
MOST_CONTRACTS, MOST_MONTHS, MONTHS_BETWEEN = 3, 36, 6


@dataclass(frozen=True, slots=True)
class Counted:
    """So many contracts that count together, the first of them since this day."""

    contracts: int
    since: date

    @property
    def permanent_from(self) -> date:
        """The first day after 36 months."""
        return months_after(self.since, MOST_MONTHS)

    def next_is_permanent(self, until: date | None) -> bool:
        """Whether one more contract, which may last until a day, is or becomes permanent by law."""
        return self.contracts >= MOST_CONTRACTS or (until is not None and until >= self.permanent_from)


def chain_counts(moving: Moving, permanent: Code) -> Finding:
    """`permanent` is what was found of the permanent contract."""
    if not moving.by_contract:
        return Finding(Rule.CHAIN, Code.NOT_APPLICABLE, figures={"because": "appointment"})
    if moving.employment.permanent:
        return _permanent_offered() if permanent is not Code.LOST else _temporary_after_permanent(moving)
    if moving.need.contract is OutsiderContract.PERMANENT and moving.need.until is None:
        return _permanent_offered()
    return _temporary_after_temporary(moving)


def counted(chain: tuple[PastContract, ...]) -> Counted | None:
    """The temporary contracts up to the present one that count together; None where that is not recorded."""
    if not chain or not chain[-1].temporary:
        return None
    first, contracts = chain[-1], 1
    for before in reversed(chain[:-1]):
        if not before.temporary or first.successive is False or _breaks(before.last_day, first.first_day):
            break
        if first.successive is None:
            return None
        first, contracts = before, contracts + 1
    return Counted(contracts, first.first_day)


def chain_ends(candidate: Candidate, employment: Employment, organisation: str | None) -> bool:
    """Whether it is known that the chain does not go on with this other employer."""
    chain, form = employment.passport.chain, employment.legal_form
    if employment.permanent or not chain or form in (LegalForm.PUBLIC_LAW, LegalForm.AGENCY):
        return False
    return employment.passport.successive_at(organisation) is False or comes_too_late(candidate, employment)


def comes_too_late(candidate: Candidate, employment: Employment) -> bool:
    """Whether more than six months lie between the end of the present contract and the first day somebody can start."""
    chain, first_day = employment.passport.chain, candidate.available_from
    return bool(chain) and first_day is not None and _breaks(chain[-1].last_day, first_day)


def months_after(day: date, months: int) -> date:
    """The same day so many months later, or the last one of a month that is shorter."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _temporary_after_temporary(moving: Moving) -> Finding:
    chain, until = moving.passport.chain, moving.need.until
    if not moving.stays and chain_ends(moving.candidate, moving.employment, moving.need.organisation):
        held: dict[str, Figure] = {"contracts_held": len(chain)}
        if moving.promised(CLAUSE):
            return moving.finding(Rule.CHAIN, CLAUSE, Code.PRESERVED_BY_COVENANT, held)
        return moving.finding(Rule.CHAIN, CLAUSE, Code.LOST, held | moving.recorded(successive=False))
    so_far = counted(chain) if moving.employment.legal_form is not LegalForm.AGENCY else None
    if moving.successive and so_far and not comes_too_late(moving.candidate, moving.employment):
        permanent = so_far.next_is_permanent(until)
        figures: dict[str, Figure] = {
            "contracts": so_far.contracts,
            "since": so_far.since.isoformat(),
            "permanent_from": so_far.permanent_from.isoformat(),
            "because": "becomes-permanent" if permanent else "counts",
            **moving.recorded(successive=True),
        }
        return moving.finding(Rule.CHAIN, CLAUSE, Code.PRESERVED, figures, CHAIN_LAW)
    code = Code.PRESERVED_BY_COVENANT if moving.promised(CLAUSE) and not moving.stays else Code.UNKNOWN
    return moving.finding(Rule.CHAIN, CLAUSE, code, {})


def _temporary_after_permanent(moving: Moving) -> Finding:
    """With a successive employer the temporary contract does not end by itself, unless the permanent one was ended
    by notice or by a judge.
    """
    successive = moving.successive
    code = {True: Code.PRESERVED, False: Code.LOST, None: Code.UNKNOWN}[successive]
    figures: dict[str, Figure] = {"because": "after-permanent", **moving.recorded(successive=successive is True)}
    return moving.finding(Rule.CHAIN, CLAUSE, code, figures, AFTER_PERMANENT_LAW)


def _permanent_offered() -> Finding:
    return Finding(Rule.CHAIN, Code.NOT_APPLICABLE, figures={"because": "permanent-offered"})


def _breaks(last_day: date | None, first_day: date) -> bool:
    """Whether more than six months lie between the last day of one contract and the first of the next."""
    return last_day is not None and first_day > months_after(last_day + timedelta(days=1), MONTHS_BETWEEN)
