"""Clause 6: the pension. The same fund, or another one: accrued rights stay or are transferred; never an amount."""

from doorstroom_common.covenant import ClauseCode
from doorstroom_matching.domain.clauses.moving import Moving
from doorstroom_matching.domain.finding import Code, Figure, Finding, Rule


def pension_stays(moving: Moving) -> Finding:
    """No promise of a covenant moves anybody to another fund, so none is read."""
    held, offered = moving.passport.pension_fund, moving.fund_offered
    code = Code.UNKNOWN
    if held and offered:
        code = Code.PRESERVED if held == offered else Code.CHANGED
    figures: dict[str, Figure] = {"fund_held": held, "fund_offered": offered}
    return moving.finding(Rule.PENSION, ClauseCode.PENSION, code, figures)
