"""Clause 8: the travel allowance over a year, compared; the hours of leave a year, told and no more."""

from doorstroom_common.covenant import ClauseCode, Promise
from doorstroom_matching.domain.clauses.moving import Moving
from doorstroom_matching.domain.clauses.pay import less_than_held
from doorstroom_matching.domain.finding import Code, Figure, Finding, Rule
from doorstroom_matching.domain.passport import in_euros

CLAUSE = ClauseCode.TRAVEL_AND_LEAVE


def travel_and_leave_are_kept(moving: Moving) -> Finding:
    held, offered = moving.passport, moving.need.offer
    promise = moving.promise(CLAUSE)
    code = travel_found(held.travel_yearly, offered.travel_yearly, promise)
    figures: dict[str, Figure] = {
        "travel_held": _euros(held.travel_yearly),
        "travel_offered": _euros(offered.travel_yearly),
        "leave_held": held.leave_yearly,
        "leave_offered": offered.leave_yearly,
    }
    if code is Code.SUPPLEMENTED:
        figures["phased_out"] = promise is Promise.SUPPLEMENT_PHASED_OUT
    known = {name: value for name, value in figures.items() if value is not None}
    return moving.finding(Rule.TRAVEL_AND_LEAVE, CLAUSE, code, known)


def travel_found(held: int | None, offered: int | None, promise: Promise) -> Code:
    """What is held and unknown cannot be compared; a promise holds whatever the offer does not say."""
    if held is None or (offered is None and promise is Promise.NONE):
        return Code.UNKNOWN
    if offered is not None and offered >= held:
        return Code.PRESERVED
    return less_than_held(promise)


def _euros(cents: int | None) -> int | float | None:
    return None if cents is None else in_euros(cents)
