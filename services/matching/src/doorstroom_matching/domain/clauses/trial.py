"""Clause 2: no new trial period.

By law a trial period is void in a contract with an employer who is the successor of the one before, and with the same
employer unless the work plainly asks for other skills (art. 7:652 lid 8 BW); that does not protect an appointment under
public law. Whether the work does so is recorded nowhere.
"""

from doorstroom_common.covenant import ClauseCode
from doorstroom_matching.domain.candidate import Employment
from doorstroom_matching.domain.clauses.moving import Moving
from doorstroom_matching.domain.finding import Code, Figure, Finding, Rule

CLAUSE = ClauseCode.NO_NEW_TRIAL_PERIOD
LAW = "art. 7:652 lid 8 BW"


def no_new_trial_period(moving: Moving) -> Finding:
    offered = moving.need.offer.trial_period
    figures: dict[str, Figure] = {"offered_trial": offered}
    if offered is False:
        return moving.finding(Rule.TRIAL, CLAUSE, Code.PRESERVED, figures)
    if moving.stays or (moving.by_contract and moving.successive):
        figures |= {"because": "law", **moving.recorded(successive=True)}
        return moving.finding(Rule.TRIAL, CLAUSE, Code.PRESERVED, figures, LAW)
    if moving.promised(CLAUSE):
        return moving.finding(Rule.TRIAL, CLAUSE, Code.PRESERVED_BY_COVENANT, figures)
    if offered and trial_binds(moving.employment, moving.need.organisation):
        return moving.finding(Rule.TRIAL, CLAUSE, Code.LOST, {**figures, **moving.recorded(successive=False)})
    because = {"because": "not-recorded"} if offered else {}
    return moving.finding(Rule.TRIAL, CLAUSE, Code.UNKNOWN, {**figures, **because})


def trial_binds(employment: Employment, organisation: str | None) -> bool:
    """Whether it is known that no law makes a trial period with this other employer void."""
    return employment.is_appointment or employment.passport.successive_at(organisation) is False
