"""Clause 7: the hours of the contract."""

from doorstroom_common.covenant import ClauseCode
from doorstroom_matching.domain.clauses.moving import Moving
from doorstroom_matching.domain.finding import Code, Figure, Finding, Rule
from doorstroom_matching.domain.need import in_hours


def hours_are_kept(moving: Moving) -> Finding:
    """At least the hours held are offered, or fewer as the candidate's own wish allows."""
    held, offered = moving.employment.minutes, moving.need.hours.max
    if offered >= held:
        code = Code.PRESERVED
    elif moving.candidate.hours.min <= offered:
        code = Code.CHANGED
    else:
        code = Code.LOST
    figures: dict[str, Figure] = {"held": in_hours(held), "offered_to": in_hours(offered)}
    return moving.finding(Rule.HOURS, ClauseCode.HOURS, code, figures)
