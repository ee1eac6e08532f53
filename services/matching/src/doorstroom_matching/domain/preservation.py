"""Rule 3, the first clauses: a permanent contract stays permanent, pay (the scale) and hours are kept.

A covenant obliges its members towards each other's staff, so its promises count for own staff and partners alone.
"""

from collections.abc import Iterator

from doorstroom_common.covenant import ClauseCode, Covenant, Membership, Promise, Relation, Strictness
from doorstroom_matching.domain.candidate import Candidate, Employment
from doorstroom_matching.domain.finding import Code, Figure, Finding, Rule
from doorstroom_matching.domain.need import Need, NeedKind, OutsiderContract, in_hours
from doorstroom_matching.domain.scale import Equivalence, in_agreement, is_special, order_of
from doorstroom_matching.domain.standing import cited

_SUPPLEMENTS = (Promise.SUPPLEMENT, Promise.SUPPLEMENT_PHASED_OUT)


def preservation(
    need: Need, candidate: Candidate, relation: Relation, rules: Covenant, members: Membership, table: Equivalence
) -> Iterator[Finding]:
    """A finding per clause. In a secondment the lender stays the employer, so the contract is what it was."""
    employment = candidate.employment
    if employment is None:
        yield from (Finding(rule, Code.NOT_APPLICABLE) for rule in (Rule.PERMANENT, Rule.PAY, Rule.HOURS))
    elif need.kind is NeedKind.SECONDMENT_REQUEST:
        yield Finding(Rule.PERMANENT, Code.PRESERVED if employment.permanent else Code.NOT_APPLICABLE)
        yield Finding(Rule.PAY, Code.PRESERVED, figures={"lent": True})
        yield Finding(Rule.HOURS, Code.PRESERVED, figures={"lent": True})
    else:
        stays = members.current(employment.employer) == members.current(need.organisation)
        yield permanent_stays_permanent(need, employment, relation, rules, stays=stays)
        yield pay_is_kept(need, candidate, employment, relation, rules, table)
        yield hours_are_kept(need, candidate, employment, rules)


def permanent_stays_permanent(
    need: Need, employment: Employment, relation: Relation, rules: Covenant, *, stays: bool
) -> Finding:
    """However lenient a covenant is: no permanent contract is matched to a temporary offer as a plain move."""
    source = _source(rules, ClauseCode.PERMANENT_STAYS_PERMANENT)
    if not employment.permanent:
        return Finding(Rule.PERMANENT, Code.NOT_APPLICABLE)
    figures: dict[str, Figure] = {
        "offered": need.move.value,
        "contract": need.contract.value if need.contract else None,
    }
    if need.until is not None:
        left = rules.contract_preservation.for_temporary_need.value
        figures |= {"until": need.until.isoformat(), "remains": left}
        return Finding(Rule.PERMANENT, Code.LOST, passes=False, source=source, figures=figures)
    if stays or need.contract is OutsiderContract.PERMANENT:
        return Finding(Rule.PERMANENT, Code.PRESERVED, source=source, figures=figures)
    promised = rules.contract_preservation.clause(ClauseCode.PERMANENT_STAYS_PERMANENT).promise is not Promise.NONE
    if promised and _obliges(relation):
        return Finding(Rule.PERMANENT, Code.PRESERVED_BY_COVENANT, source=source, figures=figures)
    return Finding(Rule.PERMANENT, Code.LOST, passes=False, source=source, figures=figures)


def pay_is_kept(
    need: Need, candidate: Candidate, employment: Employment, relation: Relation, rules: Covenant, table: Equivalence
) -> Finding:
    """The scale held, compared in one agreement or by a table of the covenant; else unknown, never the nearest."""
    clause = rules.contract_preservation.clause(ClauseCode.PAY)
    promise = clause.promise if _obliges(relation) else Promise.NONE
    code = pay_found(need, employment, promise, table)
    figures: dict[str, Figure] = {
        "held": employment.scale,
        "held_in": employment.agreement,
        "offered_from": need.scales.min,
        "offered_to": need.scales.max,
        "offered_in": need.scales.agreement,
    }
    return _weighed(Rule.PAY, code, ClauseCode.PAY, rules, candidate, figures)


def hours_are_kept(need: Need, candidate: Candidate, employment: Employment, rules: Covenant) -> Finding:
    """At least the hours held are offered, or fewer as the candidate's own wish allows."""
    if need.hours.max >= employment.minutes:
        code = Code.PRESERVED
    elif candidate.hours.min <= need.hours.max:
        code = Code.CHANGED
    else:
        code = Code.LOST
    figures: dict[str, Figure] = {"held": in_hours(employment.minutes), "offered_to": in_hours(need.hours.max)}
    return _weighed(Rule.HOURS, code, ClauseCode.HOURS, rules, candidate, figures)


def pay_found(need: Need, employment: Employment, promise: Promise, table: Equivalence) -> Code:
    """Of the employment it reads agreement and scale alone."""
    scale = in_agreement(employment.scale, employment.agreement, need.scales.agreement, table)
    held, top = order_of(scale) if scale else None, order_of(need.scales.max)
    if scale is None or held is None or top is None:
        return Code.UNKNOWN
    if is_special(scale) and scale not in (need.scales.min, need.scales.max):
        return Code.SUPPLEMENTED if promise in _SUPPLEMENTS else Code.UNKNOWN
    if held <= top:
        return Code.PRESERVED
    if promise in _SUPPLEMENTS:
        return Code.SUPPLEMENTED
    return Code.PRESERVED_BY_COVENANT if promise is Promise.KEPT else Code.LOST


def _weighed(
    rule: Rule, code: Code, clause: ClauseCode, rules: Covenant, candidate: Candidate, figures: dict[str, Figure]
) -> Finding:
    """What the clause's strictness makes of a loss: a bar unless accepted beforehand, the last place, or a remark."""
    strictness = rules.contract_preservation.clause(clause).strictness
    lost = code is Code.LOST
    accepted = clause.value in candidate.accepts_loss
    return Finding(
        rule,
        code,
        passes=not lost or strictness is not Strictness.REQUIRED or accepted,
        demotes=lost and strictness is Strictness.RANKED,
        source=_source(rules, clause),
        figures=figures | ({"strictness": strictness.value, "accepted": accepted} if lost else {}),
    )


def _obliges(relation: Relation) -> bool:
    return relation in (Relation.OWN, Relation.PARTNER)


def _source(rules: Covenant, clause: ClauseCode) -> str:
    return cited(rules, rules.contract_preservation.source_of(clause).text)
