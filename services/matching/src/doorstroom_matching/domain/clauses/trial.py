"""Clause 2: no new trial period.

By law a trial period is void in a contract with an employer who is the successor of the one before, and with the same
employer unless the work plainly asks for other skills or responsibilities (art. 7:652 lid 8 BW). Whether it does is
recorded nowhere, so for whoever stays with their employer it is unknown whether a trial period on offer counts. None of
that protects an appointment under public law.
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
    if moving.by_contract and moving.successive and not moving.stays:
        figures |= {"because": "law", **moving.recorded(successive=True)}
        return moving.finding(Rule.TRIAL, CLAUSE, Code.PRESERVED, figures, LAW)
    if moving.promised(CLAUSE):
        return moving.finding(Rule.TRIAL, CLAUSE, Code.PRESERVED_BY_COVENANT, figures)
    if not offered:
        return moving.finding(Rule.TRIAL, CLAUSE, Code.UNKNOWN, figures)
    if moving.stays:
        return _where_they_are(moving, figures)
    if trial_binds(moving.employment, moving.need.organisation):
        return moving.finding(Rule.TRIAL, CLAUSE, Code.LOST, {**figures, **moving.recorded(successive=False)})
    return moving.finding(Rule.TRIAL, CLAUSE, Code.UNKNOWN, {**figures, "because": "not-recorded"})


def trial_binds(employment: Employment, organisation: str | None) -> bool:
    """Whether it is known that no law makes a trial period with this other employer void."""
    return employment.is_appointment or employment.passport.successive_at(organisation) is False


def _where_they_are(moving: Moving, figures: dict[str, Figure]) -> Finding:
    """Nobody can tell whether a trial period with the same employer counts."""
    if moving.by_contract:
        return moving.finding(Rule.TRIAL, CLAUSE, Code.UNKNOWN, {**figures, "because": "same-employer"}, LAW)
    figures |= {"because": "same-employer-appointment"}
    return moving.finding(Rule.TRIAL, CLAUSE, Code.UNKNOWN, figures)
