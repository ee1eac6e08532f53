"""Rule 3: what of a contract survives the move, clause by clause; one file each, in the order of the covenant.

The law is cited as it stood on 25 November 2026. Articles 7:652, 7:667, 7:668a and 7:673 BW are about contracts only,
not about appointments under public law.
"""

from collections.abc import Iterator

from doorstroom_common.covenant import Covenant, Membership, Relation
from doorstroom_matching.domain.candidate import Candidate
from doorstroom_matching.domain.clauses.chain import chain_counts
from doorstroom_matching.domain.clauses.hours import hours_are_kept
from doorstroom_matching.domain.clauses.moving import Moving
from doorstroom_matching.domain.clauses.pay import pay_is_kept
from doorstroom_matching.domain.clauses.pension import pension_stays
from doorstroom_matching.domain.clauses.permanent import permanent_stays_permanent
from doorstroom_matching.domain.clauses.promotion import next_step_is_kept
from doorstroom_matching.domain.clauses.service import SERVICE_RULES, service_counts
from doorstroom_matching.domain.clauses.travel import travel_and_leave_are_kept
from doorstroom_matching.domain.clauses.trial import no_new_trial_period
from doorstroom_matching.domain.finding import Code, Finding, Rule
from doorstroom_matching.domain.need import Need, NeedKind
from doorstroom_matching.domain.scale import Equivalence

CLAUSE_RULES = (
    Rule.PERMANENT,
    Rule.TRIAL,
    Rule.PAY,
    *SERVICE_RULES,
    Rule.CHAIN,
    Rule.PENSION,
    Rule.HOURS,
    Rule.TRAVEL_AND_LEAVE,
    Rule.PROMOTION,
)


def preservation(
    need: Need, candidate: Candidate, relation: Relation, rules: Covenant, members: Membership, table: Equivalence
) -> Iterator[Finding]:
    """A finding per clause, of service three. In a secondment the lender stays the employer: all is what it was."""
    employment = candidate.employment
    if employment is None:
        yield from (Finding(rule, Code.NOT_APPLICABLE) for rule in CLAUSE_RULES)
    elif need.kind is NeedKind.SECONDMENT_REQUEST:
        for rule in CLAUSE_RULES:
            nothing_to_keep = rule is Rule.PERMANENT and not employment.permanent
            yield Finding(rule, Code.NOT_APPLICABLE if nothing_to_keep else Code.PRESERVED, figures={"lent": True})
    else:
        yield from _each_clause(Moving.of(need, candidate, employment, relation, rules, members, table))


def _each_clause(moving: Moving) -> Iterator[Finding]:
    permanent = permanent_stays_permanent(moving)
    yield permanent
    yield no_new_trial_period(moving)
    yield pay_is_kept(moving)
    yield from service_counts(moving)
    yield chain_counts(moving, permanent.code)
    yield pension_stays(moving)
    yield hours_are_kept(moving)
    yield travel_and_leave_are_kept(moving)
    yield next_step_is_kept(moving)
