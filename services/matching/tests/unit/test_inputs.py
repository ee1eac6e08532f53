"""What a rule reads, and that nothing else can reach it: not another field, and not what no rule may know."""

from dataclasses import fields, replace
from datetime import date
from itertools import permutations, product
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from pydantic.alias_generators import to_camel

from doorstroom_common.testing.contracts import examples
from doorstroom_matching.application.reading import candidate_from
from doorstroom_matching.domain.candidate import Candidate, Employment, GoesFirst
from doorstroom_matching.domain.finding import Rule
from doorstroom_matching.domain.inputs import READS
from doorstroom_matching.domain.need import Minutes, Need
from doorstroom_matching.domain.passport import Offer, Passport, PastContract, Promotion
from services.matching.tests.story import candidate, found, judged, vacancy
from services.matching.tests.unit.test_ranking import needs, people

FORBIDDEN = (
    "age", "birth", "sex", "gender", "origin", "nationality", "sick", "illness", "absence", "history", "reason",
    "motiv", "text", "remark", "note", "name", "address",
)  # fmt: skip
SECRETS = st.dictionaries(
    st.sampled_from(["birthDate", "sex", "origin", "sickLeave", "partTimeHistory", "reasonForMoving", "remarks"]),
    st.text(max_size=20) | st.integers() | st.booleans(),
    min_size=1,
)

SLOW = settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=30)
MAYBE = st.none() | st.booleans()
SINCE = st.none() | st.dates(date(2000, 1, 1), date(2026, 1, 1))
AMOUNTS = st.none() | st.integers(0, 100_000)
PASSPORTS = st.builds(
    Passport, contract_since=SINCE, pension_fund=st.none() | st.sampled_from(["abp", "pfzw"]),
    government_service_since=SINCE, notice_service_since=SINCE, waiting_service_since=SINCE, successive=MAYBE,
    successors=st.dictionaries(st.sampled_from(["waterrijk", "duinmeer"]), st.booleans()),
    allowances_monthly=AMOUNTS, travel_yearly=AMOUNTS, next_step=SINCE,
    chain=st.lists(st.builds(PastContract, SINCE.filter(bool), SINCE, st.booleans(), MAYBE), max_size=2).map(tuple),
)  # fmt: skip
OFFERS = st.builds(
    Offer, trial_period=MAYBE, allowances_monthly=AMOUNTS, pension_fund=st.none() | st.sampled_from(["abp", "pfzw"]),
    travel_yearly=AMOUNTS, promotion=st.none() | st.sampled_from(Promotion),
)  # fmt: skip


@st.composite
def whole_people(draw: st.DrawFn) -> Candidate:
    """With all that a contract brings along."""
    person = draw(people())
    if person.employment is None:
        return person
    return replace(person, employment=replace(person.employment, passport=draw(PASSPORTS)))


@st.composite
def whole_needs(draw: st.DrawFn) -> Need:
    """With all that an offer says."""
    return replace(draw(needs()), offer=draw(OFFERS))


def test_every_rule_says_what_it_reads() -> None:
    assert set(READS) == set(Rule)


def test_what_a_rule_is_said_to_read_is_there() -> None:
    known = {f"need.{to_camel(field.name)}" for field in fields(Need)}
    known |= {f"candidate.{to_camel(field.name)}" for field in fields(Candidate)}
    named = {name for names in READS.values() for name in names if name.startswith(("need.", "candidate."))}
    assert named <= known


@SLOW
@given(st.lists(whole_needs(), min_size=2, max_size=2), st.lists(whole_people(), min_size=3, max_size=3))
@example(
    [vacancy(hours=Minutes.of_hours(8, 16)), vacancy()],
    [candidate(hours=Minutes.of_hours(8, 36)), candidate(hours=Minutes.of_hours(30, 36)), candidate(None)],
)
def test_a_rule_finds_the_same_whatever_else_there_is(several: list[Need], people: list[Candidate]) -> None:
    """Everything that it is not said to read comes from another need and another person."""
    for (need, other), (one, two) in product(permutations(several, 2), permutations(people, 2)):
        for finding in judged(need, one).findings:
            reads = READS[finding.rule]
            mixed_need = replace(other, **_said(need, "need", reads))
            mixed_person = replace(two, **_said(one, "candidate", reads))
            assert found(judged(mixed_need, mixed_person), finding.rule) == finding


def _said(of: Need | Candidate, prefix: str, reads: tuple[str, ...]) -> dict[str, Any]:
    return {each.name: getattr(of, each.name) for each in fields(of) if f"{prefix}.{to_camel(each.name)}" in reads}


@pytest.mark.parametrize("read", [Candidate, Employment, GoesFirst])
def test_no_type_that_rules_read_has_a_place_for_what_they_may_not_know(read: type) -> None:
    for field in fields(read):
        assert not any(word in field.name for word in FORBIDDEN), field.name


@given(needs(), SECRETS)
def test_two_who_differ_only_in_what_no_rule_may_know_get_the_same(need: Need, secrets: dict[str, object]) -> None:
    """Also where somebody would publish it: reading leaves it behind."""
    data = examples("nl.candidates.candidate-registered.v1")["rich"]["data"]
    told = {**data, **secrets, "employment": {**data["employment"], **secrets}}
    plain, knowing = judged(need, candidate_from(data)), judged(need, candidate_from(told))
    assert (plain, plain.place, plain.card) == (knowing, knowing.place, knowing.card)


@given(needs(), people(), st.uuids(), st.integers(1, 9))
def test_who_somebody_is_changes_nothing_but_the_lot(need: Need, person: Candidate, ref: UUID, version: int) -> None:
    one, other = judged(need, person), judged(need, replace(person, person_ref=ref, version=version))
    assert (one.findings, one.score, one.card, one.place) == (other.findings, other.score, other.card, other.place)


def test_a_title_is_free_text_and_no_rule_reads_it() -> None:
    one, other = judged(vacancy()), judged(vacancy(title="Jonge man gezocht"))
    assert (one.findings, one.score, one.place) == (other.findings, other.score, other.place)
