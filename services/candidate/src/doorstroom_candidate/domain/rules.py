"""What must hold of what people and employers send; each rule names its fault and its place, never the value."""

from collections.abc import Iterator
from datetime import date

from doorstroom_candidate.domain.passport import passport_faults
from doorstroom_candidate.domain.values import Contract, Employment, GoesFirst
from doorstroom_common.errors import Fault


def employment_faults(employment: Employment | None, today: date) -> Iterator[Fault]:
    """A permanent contract has no end; the end of a temporary one lies ahead; the passport makes sense."""
    if employment is None:
        return
    yield from passport_faults(employment.passport, today)
    if employment.contract_end is None:
        return
    if employment.contract is Contract.PERMANENT:
        yield Fault("/employment/contractEndDate", "is for a temporary contract only")
    elif employment.contract_end <= today:
        yield Fault("/employment/contractEndDate", "must lie after today")


def goes_first_faults(goes_first: GoesFirst | None, today: date) -> Iterator[Fault]:
    """The days are in order, and the last one has not passed."""
    if goes_first is None:
        return
    if goes_first.last_day < goes_first.first_day:
        yield Fault("/goesFirst/until", "must not lie before from")
    elif goes_first.last_day < today:
        yield Fault("/goesFirst/until", "must not lie before today")


def person_only_faults(*, goes_first_given: bool) -> Iterator[Fault]:
    """Going first is a duty of the employer: nobody grants it to themselves."""
    if goes_first_given:
        yield Fault("/goesFirst", "can be set by your employer only, for somebody it registered itself")


def employer_only_faults(organisation: str, employment: Employment | None, *, hidden_given: bool) -> Iterator[Fault]:
    """An employer registers its own employees, and cannot be hidden from what it registers."""
    if employment is None:
        yield Fault("/employment", "is required: an organisation registers its own employees")
    elif employment.employer != organisation:
        yield Fault("/employment/employer", "must be your own organisation")
    if hidden_given:
        yield Fault("/hiddenFromEmployer", "is for the person to choose")
