"""Over random regions, covenants and clocks: who is outside the stage takes no part, and no tier overtakes another."""

from dataclasses import replace
from datetime import datetime, timedelta
from random import Random

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from doorstroom_common.covenant import Covenant, Covenants, Relation, TierName
from doorstroom_matching.domain.candidate import Candidate
from doorstroom_matching.domain.need import Admission, Need
from doorstroom_matching.domain.verdict import Verdict, judge, ranked
from services.matching.tests.story import MEMBERS, NOW, covenant
from services.matching.tests.unit.test_ranking import ORGANISATIONS, needs, people

SLOW = settings(suppress_health_check=[HealthCheck.too_slow])
"""Whole regions take a while to draw on a busy machine."""
OTHER_TIERS = tuple(tier for tier in TierName if tier is not TierName.OWN_FIRST)
CLOCKS = st.integers(-72, 72).map(lambda hours: NOW + timedelta(hours=hours))


@st.composite
def covenants(draw: st.DrawFn) -> Covenant:
    """The demo's, with any of its members, and with any tiers after the first in any order, merged or not."""
    members = draw(st.sets(st.sampled_from(MEMBERS), min_size=1))
    order = draw(st.lists(st.sampled_from(OTHER_TIERS), unique=True))
    merged = draw(st.integers(0, len(order)))
    groups: tuple[tuple[TierName, ...], ...] = ((TierName.OWN_FIRST,), *((tier,) for tier in order[merged:]))
    groups = (*groups, tuple(order[:merged])) if merged else groups
    rules = covenant()
    return rules.model_copy(
        update={
            "members": tuple(member for member in rules.members if member.id in members),
            "tiers": rules.tiers.model_copy(update={"order": groups}),
        }
    )


@st.composite
def open_needs(draw: st.DrawFn) -> Need:
    """Open to anybody, from a moment and until another one."""
    audience = draw(
        st.lists(
            st.builds(Admission, ORGANISATIONS, st.just("partner"), CLOCKS, st.none() | CLOCKS), max_size=8,
        )
    )  # fmt: skip
    return replace(draw(needs()), audience=tuple(audience))


def at(moment: datetime, need: Need, person: Candidate, rules: Covenant) -> Verdict:
    return judge(need, person, rules, Covenants((rules,)).on(moment), moment)


@SLOW
@given(open_needs(), people(), covenants(), CLOCKS)
def test_nobody_outside_the_stage_is_proposed(need: Need, person: Candidate, rules: Covenant, now: datetime) -> None:
    """Said once more: unless it is public, an organisation of theirs is in the audience at that very moment."""
    if need.public or not at(now, need, person, rules).passes:
        return
    there = {
        entry.organisation for entry in need.audience if entry.since <= now and (not entry.until or now < entry.until)
    }
    assert person.employment is not None
    assert there & {*person.employment.places, need.organisation}


@SLOW
@given(open_needs(), people(), covenants(), CLOCKS, st.data())
def test_taking_a_clause_away_lets_nobody_in(
    need: Need, person: Candidate, rules: Covenant, now: datetime, data: st.DataObject
) -> None:
    """A member, or a tier: whoever took no part before takes none without it."""
    before = at(now, need, person, rules)
    if len(rules.members) > 1 and data.draw(st.booleans()):
        gone = data.draw(st.sampled_from(rules.members))
        left = rules.model_copy(update={"members": tuple(each for each in rules.members if each is not gone)})
        assert at(now, need, person, left).standing.admitted <= before.standing.admitted
    elif rules.tiers.order[1:]:
        kept = tuple(data.draw(st.lists(st.sampled_from(rules.tiers.order[1:]), unique=True)))
        order = (rules.tiers.order[0], *kept)
        left = rules.model_copy(update={"tiers": rules.tiers.model_copy(update={"order": order})})
        assert at(now, need, person, left).passes <= before.passes


@SLOW
@given(open_needs(), st.lists(people(), min_size=2, max_size=4), covenants(), CLOCKS)
def test_a_lower_tier_never_overtakes_a_higher_one(
    need: Need, several: list[Candidate], rules: Covenant, now: datetime
) -> None:
    judged = [at(now, need, person, rules) for person in several]
    tiers = [verdict.standing.tier.rank for verdict in ranked(judged) if verdict.passes and verdict.standing.tier]
    assert tiers == sorted(tiers)


@SLOW
@given(open_needs(), st.lists(people(), min_size=2, max_size=4), covenants(), st.randoms())
def test_the_order_is_total_and_the_same_from_whatever_it_begins(
    need: Need, several: list[Candidate], rules: Covenant, random: Random
) -> None:
    unique = list({person.id: person for person in several}.values())
    shuffled = list(unique)
    random.shuffle(shuffled)
    first = [verdict.candidate.id for verdict in ranked(at(NOW, need, person, rules) for person in unique)]
    assert first == [verdict.candidate.id for verdict in ranked(at(NOW, need, person, rules) for person in shuffled)]
    assert len({at(NOW, need, person, rules).place for person in unique}) == len(unique)


@SLOW
@given(open_needs(), people(), covenants(), CLOCKS)
def test_nobody_from_outside_is_proposed_before_the_public_stage(
    need: Need, person: Candidate, rules: Covenant, now: datetime
) -> None:
    verdict = at(now, need, person, rules)
    if verdict.standing.relation is Relation.EXTERNAL and verdict.passes:
        assert need.public
