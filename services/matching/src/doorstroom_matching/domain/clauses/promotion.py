"""Clause 9: the day of the next step, and the rule for moving up."""

from doorstroom_common.covenant import ClauseCode
from doorstroom_matching.domain.clauses.moving import Moving
from doorstroom_matching.domain.finding import Code, Figure, Finding, Rule
from doorstroom_matching.domain.passport import Promotion

CLAUSE = ClauseCode.PROMOTION


def next_step_is_kept(moving: Moving) -> Finding:
    """Lost only where the day is known and the offer says that the way to a step starts anew."""
    day, offered = moving.passport.next_step, moving.need.offer.promotion
    if offered is Promotion.DATE_KEPT or moving.stays:
        code = Code.PRESERVED
    elif moving.promised(CLAUSE):
        code = Code.PRESERVED_BY_COVENANT
    else:
        code = Code.LOST if offered is Promotion.STARTS_ANEW and day else Code.UNKNOWN
    figures: dict[str, Figure] = {
        **({"next_step": day.isoformat()} if day else {}),
        **({"promotion": offered.value} if offered else {}),
    }
    return moving.finding(Rule.PROMOTION, CLAUSE, code, figures)
