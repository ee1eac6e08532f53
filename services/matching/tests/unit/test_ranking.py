"""Properties of the ranking, over random people and needs."""

from dataclasses import replace
from datetime import date
from uuid import UUID, uuid4

from hypothesis import given
from hypothesis import strategies as st

from doorstroom_common.covenant import RegisteredBy
from doorstroom_matching.domain.candidate import Candidate, Employment, GoesFirst
from doorstroom_matching.domain.need import Minutes, Move, Need, NeedKind, OutsiderContract
from doorstroom_matching.domain.scale import Scales
from doorstroom_matching.domain.verdict import lot, ranked
from services.matching.tests.story import ADVICE, LAW, MEMBERS, PERMITS, TALK, candidate, judged, vacancy

TERMS = (LAW, ADVICE, TALK)
AGREEMENTS = st.sampled_from(["cao-gemeenten", "cao-waterschappen"])
CODES = st.sampled_from(["7", "8", "9", "10", "10A", "11", "H1"])
DAYS = st.dates(date(2026, 1, 1), date(2026, 12, 31))
ORGANISATIONS = st.sampled_from([*MEMBERS, "elsewhere"])


@st.composite
def hours(draw: st.DrawFn) -> Minutes:
    least = draw(st.integers(8, 36))
    return Minutes.of_hours(least, draw(st.integers(least, 40)))


@st.composite
def people(draw: st.DrawFn) -> Candidate:
    held = st.builds(
        Employment, ORGANISATIONS, AGREEMENTS, CODES, st.integers(480, 2160), st.booleans(),
        workplace=st.none() | ORGANISATIONS,
    )  # fmt: skip
    return Candidate(
        id=draw(st.uuids()), version=1, is_active=True, person_ref=None,
        registered_by=draw(st.sampled_from(RegisteredBy)),
        hidden_from_employer=draw(st.booleans()),
        employment=draw(st.none() | held),
        skills=draw(st.frozensets(st.sampled_from([term.uri for term in TERMS]))),
        occupations=draw(st.sampled_from([frozenset(), frozenset({PERMITS.uri})])),
        hours=draw(hours()),
        moves=draw(st.frozensets(st.sampled_from(Move), min_size=1)),
        goes_first=draw(st.none() | st.just(GoesFirst(date(2026, 1, 1), date(2026, 12, 31)))),
        lowest_scale=draw(st.none() | CODES),
        available_from=draw(st.none() | DAYS),
        blocked=draw(st.frozensets(ORGANISATIONS, max_size=2)),
        accepts_loss=draw(st.frozensets(st.sampled_from(["permanent-stays-permanent", "pay", "hours"]))),
    )  # fmt: skip


@st.composite
def needs(draw: st.DrawFn) -> Need:
    kind = draw(st.sampled_from(NeedKind))
    end = draw(DAYS) if kind is NeedKind.SECONDMENT_REQUEST else draw(st.none() | DAYS)
    return vacancy(
        id=draw(st.uuids()), kind=kind, organisation=draw(st.sampled_from(MEMBERS)), until=end, hours=draw(hours()),
        scales=Scales(draw(AGREEMENTS), draw(CODES), draw(CODES)), public=draw(st.booleans()),
        required_skills=tuple(draw(st.sets(st.sampled_from(TERMS)))), required_share=draw(st.integers(0, 100)),
        contract=draw(st.sampled_from(OutsiderContract)) if kind is NeedKind.VACANCY else None,
        latest_start=draw(st.none() | DAYS),
    )  # fmt: skip


@given(needs(), st.lists(people(), min_size=2, max_size=6))
def test_a_lower_tier_never_outranks_a_higher_one(need: Need, several: list[Candidate]) -> None:
    order = ranked(judged(need, person) for person in several)
    tiers = [verdict.standing.tier.rank for verdict in order if verdict.passes and verdict.standing.tier]
    assert tiers == sorted(tiers)


@given(needs(), people())
def test_nobody_with_a_permanent_contract_is_proposed_for_a_temporary_offer(need: Need, person: Candidate) -> None:
    permanent = person.employment is not None and person.employment.permanent
    if need.kind is NeedKind.VACANCY and need.until and permanent:
        assert not judged(need, person).passes


@given(needs(), people())
def test_nobody_who_is_hidden_is_proposed_to_their_employer_or_workplace(need: Need, person: Candidate) -> None:
    hidden = person.hidden_from_employer and person.employment is not None
    if hidden and person.employment is not None and need.organisation in person.employment.places:
        assert not judged(need, person).passes


@given(needs(), people())
def test_scores_are_whole_numbers_up_to_a_thousand_and_the_same_each_time(need: Need, person: Candidate) -> None:
    once, again = judged(need, person), judged(need, person)
    assert once == again
    assert 0 <= once.score.total <= 1000
    assert all(0 <= part.points <= 1000 for part in once.score.parts)


@given(st.uuids(), st.lists(st.uuids(), min_size=3, max_size=3, unique=True))
def test_equals_are_told_apart_by_a_lot_that_is_always_the_same(need_id: UUID, ids: list[UUID]) -> None:
    first = ranked(judged(vacancy(id=need_id), candidate(id=number)) for number in ids)
    second = ranked(judged(vacancy(id=need_id), candidate(id=number)) for number in reversed(ids))
    assert [verdict.candidate.id for verdict in first] == [verdict.candidate.id for verdict in second]


def test_the_lot_favours_no_early_id_and_not_always_the_same_person() -> None:
    one, other = sorted((uuid4(), uuid4()))
    wins = sum(lot(need, one) < lot(need, other) for need in (uuid4() for _ in range(400)))
    assert 120 < wins < 280


def test_equals_of_two_organisations_are_not_always_in_favour_of_the_same() -> None:
    """Over many vacancies each goes first about as often, whichever the order of their names and ids."""
    one, other = candidate("duinmeer"), candidate("heidestad", id=uuid4())
    first = [ranked(judged(vacancy(id=uuid4()), person) for person in (one, other))[0].candidate.id for _ in range(100)]
    assert 25 < first.count(one.id) < 75


def test_a_better_score_goes_first_within_a_tier() -> None:
    better = judged(person=candidate(skills=frozenset({LAW.uri, ADVICE.uri, TALK.uri})))
    plain = judged(person=replace(candidate(), id=uuid4()))
    assert better.score.total > plain.score.total
    assert ranked([plain, better])[0] is better
