from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from doorstroom_matching.domain.candidate import GoesFirst
from doorstroom_matching.domain.finding import Code, Rule
from doorstroom_matching.domain.need import Minutes, Move
from doorstroom_matching.domain.scale import Scales, order_of
from services.matching.tests.story import (
    LAW,
    NOW,
    TALK,
    candidate,
    covenant,
    employment,
    found,
    judged,
    members,
    secondment_request,
    vacancy,
)


def test_a_fitting_partner_candidate_passes_every_rule() -> None:
    verdict = judged()
    assert verdict.passes
    assert verdict.failed == ()


@pytest.mark.parametrize(
    ("need", "person", "rule"),
    [
        ({}, {"hidden_from_employer": True, "employment": employment("waterrijk")}, Rule.OWN_EMPLOYER),
        ({}, {"employment": employment("servicepunt-delta", workplace="waterrijk")}, Rule.OWN_EMPLOYER),
        ({}, {"blocked": frozenset({"waterrijk"})}, Rule.BLOCKED_ORGANISATION),
        ({}, {"moves": frozenset({Move.SECONDMENT})}, Rule.MOVE_WANTED),
        ({"until": date(2026, 9, 1)}, {"moves": frozenset({Move.PERMANENT})}, Rule.MOVE_WANTED),
        ({}, {"skills": frozenset({LAW.uri})}, Rule.REQUIRED_SKILLS),
        ({}, {"lowest_scale": "10A"}, Rule.LOWEST_SCALE),
        ({"hours": Minutes.of_hours(8, 27)}, {}, Rule.HOURS_WANTED),
        ({"hours": Minutes.of_hours(37, 40)}, {}, Rule.HOURS_WANTED),
        ({"latest_start": date(2026, 4, 30)}, {}, Rule.START_DATE),
    ],
)
def test_each_hard_rule_bars_alone(need: dict[str, Any], person: dict[str, Any], rule: Rule) -> None:
    verdict = judged(vacancy(**need), candidate(**person))
    assert not verdict.passes
    assert rule in {finding.rule for finding in verdict.failed}


@pytest.mark.parametrize(
    ("need", "person"),
    [
        ({"required_share": 50}, {"skills": frozenset({LAW.uri})}),
        ({"required_skills": ()}, {"skills": frozenset()}),
        ({}, {"lowest_scale": "6"}),
        ({}, {"lowest_scale": None}),
        ({"scales": Scales("cao-gemeenten", "11", "12")}, {"lowest_scale": "8"}),
        ({"scales": Scales("cao-gemeenten", "10A", "10A")}, {"lowest_scale": "10"}),
        ({"hours": Minutes.of_hours(8, 28)}, {}),
        ({"latest_start": date(2026, 5, 1)}, {}),
        ({"latest_start": None}, {}),
        ({}, {"available_from": None}),
        ({}, {"hidden_from_employer": False, "employment": employment("waterrijk")}),
        ({}, {"hidden_from_employer": True}),
    ],
)
def test_what_is_enough_is_enough_and_a_step_up_never_fails(need: dict[str, Any], person: dict[str, Any]) -> None:
    assert judged(vacancy(**need), candidate(**person)).failed == ()


@pytest.mark.parametrize(("share", "needed"), [(0, 0), (1, 1), (50, 2), (51, 2), (67, 3), (100, 3)])
def test_at_least_the_share_of_the_required_skills_is_asked(share: int, needed: int) -> None:
    assert vacancy(required_skills=(LAW, TALK, vacancy().occupation), required_share=share).skills_needed == needed


def test_scales_are_ordered_codes_and_10a_lies_between_10_and_11() -> None:
    codes = ["1", "2", "8", "9", "10", "10A", "11", "11A", "12", "18"]
    orders = [order_of(code) for code in codes]
    assert orders == sorted(order for order in orders if order is not None)
    assert len(set(orders)) == len(codes)


def test_a_code_without_order_is_unknown_and_stops_nobody() -> None:
    assert order_of("H1") is None
    verdict = judged(vacancy(scales=Scales("cao-gemeenten", "H1", "H1")))
    assert found(verdict, Rule.LOWEST_SCALE).code is Code.UNKNOWN
    assert verdict.passes


def test_a_lowest_scale_of_another_agreement_is_unknown_without_a_table() -> None:
    verdict = judged(vacancy(scales=Scales("cao-waterschappen", "2", "3")))
    assert found(verdict, Rule.LOWEST_SCALE).code is Code.UNKNOWN
    assert verdict.passes


def test_a_lowest_scale_of_another_agreement_is_compared_through_the_table_of_the_covenant() -> None:
    table = "{fromAgreement: cao-waterschappen, toAgreement: cao-gemeenten, scales: {'8': '9', '7': '8'}, SOURCE}"
    listed = table.replace("SOURCE", "source: {text: Invented}")
    rules = covenant("demo", ("score:\n", f"scaleEquivalence:\n  - {listed}\n\nscore:\n"))
    enough = judged(vacancy(scales=Scales("cao-waterschappen", "8", "8")), rules=rules)
    too_low = judged(vacancy(scales=Scales("cao-waterschappen", "7", "7")), rules=rules)
    assert found(enough, Rule.LOWEST_SCALE).code is Code.MET
    assert found(too_low, Rule.LOWEST_SCALE).code is Code.NOT_MET


def test_nobody_can_start_after_the_work_has_ended() -> None:
    need = vacancy(until=date(2026, 4, 1), latest_start=None)
    assert found(judged(need), Rule.START_DATE).code is Code.NOT_MET


def test_a_secondment_is_for_those_who_want_one() -> None:
    assert judged(secondment_request()).passes
    assert not judged(secondment_request(), candidate(moves=frozenset({Move.PERMANENT}))).passes


def test_hidden_stays_hidden_when_the_employer_has_merged_into_another() -> None:
    duinmeer = '{id: duinmeer, name: Duinmeer, oin: "00000009999999990902", place: Duinmeer'
    merged = f"{duinmeer}, succeededBy: {{organisation: waterrijk, 'on': 2026-02-01}}"
    rules = covenant("demo", (duinmeer, merged))
    assert members(rules).current("duinmeer") == "waterrijk"
    verdict = judged(vacancy(), candidate("duinmeer", hidden_from_employer=True), rules)
    assert found(verdict, Rule.OWN_EMPLOYER).code is Code.NOT_MET


def test_closed_needs_and_withdrawn_candidates_are_proposed_to_nobody() -> None:
    assert not judged(replace(vacancy(), is_open=False)).passes
    assert not judged(person=replace(candidate(), is_active=False)).passes


def test_going_first_ends_after_its_last_day() -> None:
    last = NOW.date()
    goes_first = GoesFirst(last - timedelta(days=10), last)
    assert goes_first.holds_on(last)
    assert not goes_first.holds_on(last + timedelta(days=1))
