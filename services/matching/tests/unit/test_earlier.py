"""What version 2 of the rules found is found again, whatever the present rules find."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given

from doorstroom_common.covenant import Covenant, LegalForm
from doorstroom_matching.domain.candidate import Candidate
from doorstroom_matching.domain.earlier import JUDGES, judge_by_2
from doorstroom_matching.domain.finding import Code, Rule
from doorstroom_matching.domain.need import Need, NeedKind
from doorstroom_matching.domain.passport import Offer, Passport
from doorstroom_matching.domain.verdict import RULES_VERSION, Verdict, judge
from services.matching.tests.story import NOW, candidate, covenant, employment, found, judged, members, vacancy
from services.matching.tests.unit.test_clause_properties import RULES, moving

UNPROMISED = covenant("demo", ("no-new-trial-period: {promise: kept,", "no-new-trial-period: {promise: none,"))
AT_HOME = {"employer": "waterrijk"}


def by_2(need: Need, person: Candidate, rules: Covenant) -> Verdict:
    return judge_by_2(need, person, rules, members(rules), NOW)


def trial(offered: bool | None, passport: Passport, rules: Covenant, **held: Any) -> Code:
    need = vacancy(offer=Offer(trial_period=offered), public=True)
    return found(by_2(need, candidate(employment=employment(passport=passport, **held)), rules), Rule.TRIAL).code


@pytest.mark.parametrize("rules", [UNPROMISED, covenant()])
@pytest.mark.parametrize("offered", [True, False, None])
@pytest.mark.parametrize("held", [AT_HOME, {**AT_HOME, "legal_form": LegalForm.PUBLIC_LAW}])
def test_it_found_every_trial_period_void_at_the_same_employer(
    rules: Covenant, offered: bool | None, held: dict[str, Any]
) -> None:
    assert trial(offered, Passport(), rules, **held) is Code.PRESERVED


@pytest.mark.parametrize(("in_general", "code"), [(None, Code.UNKNOWN), (False, Code.LOST), (True, Code.PRESERVED)])
def test_it_read_nothing_of_single_organisations(in_general: bool | None, code: Code) -> None:
    for said in (True, False):
        passport = Passport(successive=in_general, successors={"waterrijk": said})
        assert trial(True, passport, UNPROMISED) is code


@given(moving(), RULES)
def test_in_everything_else_it_found_what_is_found_now(pair: tuple[Need, Candidate], rules: Covenant) -> None:
    need, person = pair
    if person.employment:
        passport = replace(person.employment.passport, successors={})
        person = replace(person, employment=replace(person.employment, passport=passport))
    then, now = by_2(need, person, rules), judged(need, person, rules)
    changed = {one.rule for one, other in zip(then.findings, now.findings, strict=True) if one != other}
    assert changed <= {Rule.TRIAL}
    assert (then.passes, then.place, then.card) == (now.passes, now.place, now.card)
    if changed:
        assert need.kind is NeedKind.VACANCY
        assert found(then, Rule.TRIAL).code is Code.PRESERVED


def test_the_present_rules_are_among_those_that_can_judge_and_the_first_are_not() -> None:
    assert JUDGES[RULES_VERSION] is judge
    assert set(JUDGES) == {"2", "3"}
