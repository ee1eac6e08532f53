"""Rule 4, the hard part: what must be so before a pair is proposed at all.

`adapters/pairs.py` says the same in SQL and finds with it; a test holds both equal.
"""

from collections.abc import Iterator

from doorstroom_matching.domain.candidate import Candidate
from doorstroom_matching.domain.finding import Code, Finding, Rule, met_if
from doorstroom_matching.domain.need import Need, in_hours
from doorstroom_matching.domain.scale import Equivalence, in_agreement, order_of


def fit(need: Need, candidate: Candidate, table: Equivalence) -> Iterator[Finding]:
    """One finding per rule, in the order in which they are told."""
    yield not_hidden_from(need, candidate)
    yield not_blocked(need, candidate)
    yield move_is_wanted(need, candidate)
    yield skills_suffice(need, candidate)
    yield scale_is_accepted(need, candidate, table)
    yield hours_overlap(need, candidate)
    yield available_in_time(need, candidate)


def not_hidden_from(need: Need, candidate: Candidate) -> Finding:
    """Somebody who is hidden from their employer is never matched to a need of it, nor of where they work."""
    return met_if(Rule.OWN_EMPLOYER, need.organisation not in candidate.hidden_from)


def not_blocked(need: Need, candidate: Candidate) -> Finding:
    return met_if(Rule.BLOCKED_ORGANISATION, need.organisation not in candidate.blocked)


def move_is_wanted(need: Need, candidate: Candidate) -> Finding:
    return met_if(Rule.MOVE_WANTED, need.move in candidate.moves, offered=need.move.value)


def skills_suffice(need: Need, candidate: Candidate) -> Finding:
    asked = {term.uri for term in need.required_skills}
    present = len(asked & candidate.skills)
    return met_if(
        Rule.REQUIRED_SKILLS,
        present >= need.skills_needed,
        asked=len(asked),
        present=present,
        needed=need.skills_needed,
    )


def scale_is_accepted(need: Need, candidate: Candidate, table: Equivalence) -> Finding:
    """The offer reaches the lowest scale that the candidate accepts; a step up never fails.

    That scale is one of the candidate's agreement, without employment one of the offer's. Where no table tells what the
    offer is in it, the finding is `unknown`, which is told and stops nobody.
    """
    if candidate.lowest_scale is None:
        return Finding(Rule.LOWEST_SCALE, Code.NOT_APPLICABLE)
    figures = {"lowest": candidate.lowest_scale, "offered": need.scales.max, "agreement": need.scales.agreement}
    lowest = order_of(candidate.lowest_scale)
    offered = top_in(need, candidate.employment.agreement if candidate.employment else need.scales.agreement, table)
    if lowest is None or offered is None:
        return Finding(Rule.LOWEST_SCALE, Code.UNKNOWN, figures=figures)
    return met_if(Rule.LOWEST_SCALE, lowest <= offered, **figures)


def top_in(need: Need, agreement: str, table: Equivalence) -> int | None:
    """The order of the highest scale on offer, in another agreement where a table says what it is there."""
    offered = in_agreement(need.scales.max, need.scales.agreement, agreement, table)
    return order_of(offered) if offered else None


def hours_overlap(need: Need, candidate: Candidate) -> Finding:
    return met_if(
        Rule.HOURS_WANTED,
        need.hours.meets(candidate.hours),
        offered_from=in_hours(need.hours.min),
        offered_to=in_hours(need.hours.max),
        wanted_from=in_hours(candidate.hours.min),
        wanted_to=in_hours(candidate.hours.max),
    )


def available_in_time(need: Need, candidate: Candidate) -> Finding:
    latest, available = need.starts_by, candidate.available_from
    return met_if(
        Rule.START_DATE,
        latest is None or available is None or available <= latest,
        latest=latest.isoformat() if latest else None,
        available=available.isoformat() if available else None,
    )
