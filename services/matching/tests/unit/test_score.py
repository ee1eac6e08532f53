"""The points of each part to the unit, and the order of scales: SQL and the index come to the very same figures."""

from typing import Any
from uuid import UUID

import pytest

from doorstroom_common.covenant import TierName
from doorstroom_matching.domain.candidate import Employment
from doorstroom_matching.domain.need import Minutes
from doorstroom_matching.domain.scale import Scales, is_special, order_of
from doorstroom_matching.domain.score import Part, Score, leading_groups, occupation_points, scale_points
from doorstroom_matching.domain.verdict import NO_TIER, lot
from services.matching.tests.story import ADVICE, LAW, TALK, candidate, covenant, employment, judged, vacancy

ISCO = "http://data.europa.eu/esco/isco/C"
GEMEENTEN = "cao-gemeenten"
LEFT_OUT = (
    "order: [own_first, own, partner_first, partner, linked, external]",
    "order: [own_first, own, external]\n  leftOut: [partner_first, partner, linked]",
)


def points(part: str, need: dict[str, Any], person: dict[str, Any]) -> int:
    score = judged(vacancy(**need), candidate(**person)).score
    return {each.name: each.points for each in score.parts}[part]


@pytest.mark.parametrize(
    ("parts", "total"),
    [
        ([(1000, 3), (0, 1)], 750),
        ([(1000, 1), (0, 2)], 333),
        ([(500, 2), (250, 2)], 375),
        ([(1000, 0), (0, 5)], 0),
        ([(1000, 0)], 0),
        ([], 0),
    ],
)
def test_the_whole_is_the_parts_by_weight_rounded_down(parts: list[tuple[int, int]], total: int) -> None:
    assert Score(tuple(Part("part", each, weight) for each, weight in parts)).total == total


def test_each_part_has_the_weight_that_the_covenant_gives_it() -> None:
    weights = covenant().score
    assert {part.name: part.weight for part in judged().score.parts} == {
        "required-skills": weights.required_skills,
        "wished-skills": weights.wished_skills,
        "occupation": weights.occupation,
        "scale": weights.scale,
        "hours": weights.hours,
    }


@pytest.mark.parametrize(
    ("asked", "present", "share"),
    [
        ((LAW, ADVICE, TALK), {LAW}, 333),
        ((LAW, ADVICE, TALK), {LAW, TALK}, 666),
        ((LAW, ADVICE), {LAW, ADVICE, TALK}, 1000),
        ((LAW,), {TALK}, 0),
        ((), {TALK}, 1000),
    ],
)
@pytest.mark.parametrize("kind", ["required", "wished"])
def test_skills_count_by_their_share_of_what_is_asked(asked: Any, present: set[Any], share: int, kind: str) -> None:
    skills = frozenset(term.uri for term in present)
    assert points(f"{kind}-skills", {f"{kind}_skills": asked}, {"skills": skills}) == share


@pytest.mark.parametrize(
    ("asked", "present", "expected"),
    [
        ("2512", ["2512"], 1000),
        ("2512", ["2511"], 750),
        ("2512", ["251"], 750),
        ("2512", ["2521"], 500),
        ("25", ["2512"], 500),
        ("2512", ["21", "3411"], 250),
        ("2512", ["3512"], 0),
        ("2512", [], 0),
        ("2512.7", ["2512.8"], 1000),
    ],
)
def test_each_leading_digit_in_common_is_a_quarter(asked: str, present: list[str], expected: int) -> None:
    assert occupation_points(ISCO + asked, frozenset(ISCO + group for group in present)) == expected


def test_the_same_occupation_is_full_and_one_without_a_group_has_nothing_in_common() -> None:
    plumber, joiner = "http://data.europa.eu/esco/occupation/1", "http://data.europa.eu/esco/occupation/12"
    assert occupation_points(plumber, frozenset({plumber, joiner})) == 1000
    assert occupation_points(plumber, frozenset({joiner})) == 0


def test_a_group_is_part_of_each_wider_one() -> None:
    assert leading_groups([f"{ISCO}2512", f"{ISCO}34", "elsewhere/C9"]) == {"2", "25", "251", "2512", "3", "34"}


@pytest.mark.parametrize(
    ("held", "offered", "expected"),
    [
        ("9", ("9", "10"), 1000),
        ("10", ("9", "10"), 1000),
        ("9A", ("9", "10"), 1000),
        ("8", ("9", "10"), 500),
        ("10A", ("9", "10"), 0),
        ("H1", ("9", "10"), 500),
        ("9", ("H1", "10"), 500),
        ("9", ("9", "H1"), 500),
    ],
)
def test_a_step_up_is_half_and_a_step_down_is_nothing(held: str, offered: tuple[str, str], expected: int) -> None:
    assert scale_points(vacancy(scales=Scales(GEMEENTEN, *offered)), employment(scale=held), {}) == expected


@pytest.mark.parametrize("held", [None, employment(agreement="cao-sgo")])
def test_what_cannot_be_compared_is_half(held: Employment | None) -> None:
    assert scale_points(vacancy(), held, {}) == 500


def test_a_scale_of_another_agreement_counts_as_the_one_that_a_table_says_it_is() -> None:
    table = {("cao-sgo", GEMEENTEN): {"11": "10"}}
    assert scale_points(vacancy(), employment(agreement="cao-sgo", scale="11"), table) == 1000


@pytest.mark.parametrize(("offered", "wanted", "expected"), [(36, 36, 1000), (24, 36, 666), (36, 32, 888)])
def test_hours_count_by_how_near_the_most_of_both_are(offered: int, wanted: int, expected: int) -> None:
    need, person = {"hours": Minutes.of_hours(8, offered)}, {"hours": Minutes.of_hours(8, wanted)}
    assert points("hours", need, person) == expected


@pytest.mark.parametrize(
    ("code", "order"),
    [("1", 32), ("10", 320), ("10A", 321), (" 10a ", 321), ("10Z", 346), ("11", 352), ("999", 31968)],
)
def test_a_scale_has_a_number_to_be_ordered_by(code: str, order: int) -> None:
    assert order_of(code) == order


@pytest.mark.parametrize("code", ["", "A", "H1", "1000", "10AB", "10-"])
def test_what_is_no_scale_has_no_order_and_is_special(code: str) -> None:
    assert order_of(code) is None
    assert is_special(code)


@pytest.mark.parametrize(("code", "special"), [("10", False), (" 10 ", False), ("10A", True), ("10a", True)])
def test_a_scale_with_a_letter_is_special(code: str, special: bool) -> None:
    assert is_special(code) is special


def test_a_place_counts_what_is_missing_of_a_thousand() -> None:
    verdict = judged()
    assert 0 < verdict.score.total < 1000
    assert verdict.place.missing + verdict.score.total == 1000


def test_who_takes_no_part_stands_after_every_tier_that_there_can_be() -> None:
    nobody = judged(person=candidate(goes_first=None), rules=covenant("demo", LEFT_OUT))
    assert nobody.standing.tier is None
    assert nobody.place.tier_rank == NO_TIER > len(TierName)


def test_the_lot_of_a_pair_is_the_same_for_good() -> None:
    """Lists that were shown and decisions that were recorded rest on it."""
    assert lot(UUID(int=1), UUID(int=2)) == 2176823877276979343


def test_what_is_kept_of_a_verdict_is_the_code_of_each_finding_and_no_figure() -> None:
    verdict = judged()
    assert [(each["rule"], each["finding"]) for each in verdict.codes] == [
        (finding.rule, finding.code) for finding in verdict.findings
    ]
    assert all(set(each) == {"rule", "finding"} for each in verdict.codes)
