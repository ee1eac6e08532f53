"""Clause 1: a permanent contract stays permanent."""

from doorstroom_common.covenant import ClauseCode
from doorstroom_matching.domain.clauses.moving import Moving
from doorstroom_matching.domain.finding import Code, Figure, Finding, Rule
from doorstroom_matching.domain.need import OutsiderContract

CLAUSE = ClauseCode.PERMANENT_STAYS_PERMANENT


def permanent_stays_permanent(moving: Moving) -> Finding:
    """However lenient a covenant is: no permanent contract is matched to a temporary offer as a plain move."""
    need, rules, source = moving.need, moving.rules, moving.source(CLAUSE)
    if not moving.employment.permanent:
        return Finding(Rule.PERMANENT, Code.NOT_APPLICABLE)
    since = moving.passport.contract_since
    figures: dict[str, Figure] = {
        "offered": need.move.value,
        "contract": need.contract.value if need.contract else None,
        **({"since": since.isoformat()} if since else {}),
    }
    if need.until is not None:
        left = rules.contract_preservation.for_temporary_need.value
        figures |= {"until": need.until.isoformat(), "remains": left}
        return Finding(Rule.PERMANENT, Code.LOST, passes=False, source=source, figures=figures)
    if moving.stays or need.contract is OutsiderContract.PERMANENT:
        return Finding(Rule.PERMANENT, Code.PRESERVED, source=source, figures=figures)
    if moving.promised(CLAUSE):
        return Finding(Rule.PERMANENT, Code.PRESERVED_BY_COVENANT, source=source, figures=figures)
    return Finding(Rule.PERMANENT, Code.LOST, passes=False, source=source, figures=figures)
