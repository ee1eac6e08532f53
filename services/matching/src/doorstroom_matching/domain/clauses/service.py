"""Clause 4: service, by three clocks that count for different things.

Government service (jubilee) and waiting time (from work to work) are what the agreement of the new employer makes of
them: unknown without a promise. Service for the term of notice and the transition pay goes on by law with a successive
employer (art. 7:672 and 7:673 lid 4 BW), unless more than six months lie between.
"""

from collections.abc import Iterator
from datetime import date

from doorstroom_common.covenant import ClauseCode
from doorstroom_matching.domain.candidate import Candidate, Employment
from doorstroom_matching.domain.clauses.chain import comes_too_late
from doorstroom_matching.domain.clauses.moving import Moving
from doorstroom_matching.domain.finding import Code, Figure, Finding, Rule

CLAUSE = ClauseCode.SERVICE
LAW = "art. 7:673 lid 4 BW"
SERVICE_RULES = (Rule.SERVICE_GOVERNMENT, Rule.SERVICE_NOTICE, Rule.SERVICE_WAITING)


def service_counts(moving: Moving) -> Iterator[Finding]:
    passport = moving.passport
    yield _by_agreement(moving, Rule.SERVICE_GOVERNMENT, passport.government_service_since)
    yield _for_notice(moving)
    yield _by_agreement(moving, Rule.SERVICE_WAITING, passport.waiting_service_since)


def notice_service_ends(candidate: Candidate, employment: Employment, organisation: str | None) -> bool:
    """Whether it is known that service for notice and transition pay does not go on with this other employer."""
    passport = employment.passport
    known = passport.notice_service_since is not None and not employment.is_appointment
    return known and (passport.successive_at(organisation) is False or comes_too_late(candidate, employment))


def _by_agreement(moving: Moving, rule: Rule, since: date | None) -> Finding:
    return moving.finding(rule, CLAUSE, _kept(moving) or Code.UNKNOWN, _since(since))


def _for_notice(moving: Moving) -> Finding:
    figures = _since(moving.passport.notice_service_since)
    if not moving.by_contract:
        return Finding(Rule.SERVICE_NOTICE, Code.NOT_APPLICABLE, figures={"because": "appointment"})
    ends = notice_service_ends(moving.candidate, moving.employment, moving.need.organisation)
    if moving.successive and not moving.stays and figures and not ends:
        figures |= {"because": "law", **moving.recorded(successive=True)}
        return moving.finding(Rule.SERVICE_NOTICE, CLAUSE, Code.PRESERVED, figures, LAW)
    code = _kept(moving) or (Code.LOST if ends else Code.UNKNOWN)
    figures |= moving.recorded(successive=False) if code is Code.LOST else {}
    return moving.finding(Rule.SERVICE_NOTICE, CLAUSE, code, figures)


def _kept(moving: Moving) -> Code | None:
    if moving.stays:
        return Code.PRESERVED
    return Code.PRESERVED_BY_COVENANT if moving.promised(CLAUSE) else None


def _since(day: date | None) -> dict[str, Figure]:
    return {"since": day.isoformat()} if day else {}
