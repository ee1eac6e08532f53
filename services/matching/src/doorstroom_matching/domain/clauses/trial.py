"""Clause 2: no new trial period.

By law a trial period is void in a contract with an employer who is the successor of the one before, and with the same
employer unless the work plainly asks for other skills (art. 7:652 lid 8 BW); that does not protect an appointment under
public law. Whether the work does so is recorded nowhere.
"""

from doorstroom_common.covenant import ClauseCode
from doorstroom_matching.domain.candidate import Employment
from doorstroom_matching.domain.clauses.moving import Moving
from doorstroom_matching.domain.finding import Code, Finding, Rule

CLAUSE = ClauseCode.NO_NEW_TRIAL_PERIOD
LAW = "art. 7:652 lid 8 BW"


def no_new_trial_period(moving: Moving) -> Finding:
    offered = moving.need.offer.trial_period
    if offered is False:
        return moving.finding(Rule.TRIAL, CLAUSE, Code.PRESERVED, {"offered_trial": False})
    if moving.stays or (moving.by_contract and moving.successive):
        figures = {"offered_trial": offered, "because": "law"}
        return moving.finding(Rule.TRIAL, CLAUSE, Code.PRESERVED, figures, LAW)
    code = Code.UNKNOWN
    if moving.promised(CLAUSE):
        code = Code.PRESERVED_BY_COVENANT
    elif offered and trial_binds(moving.employment):
        code = Code.LOST
    because = {"because": "not-recorded"} if code is Code.UNKNOWN and offered else {}
    return moving.finding(Rule.TRIAL, CLAUSE, code, {"offered_trial": offered, **because})


def trial_binds(employment: Employment) -> bool:
    """Whether it is known that no law makes a trial period with another employer void."""
    return employment.is_appointment or employment.passport.successive is False
