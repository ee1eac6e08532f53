"""A region by its own interfaces, against a model of the rules that shares nothing with it but the input."""

from collections import Counter
from typing import Any

import pytest

from tests.e2e.model import Model
from tests.e2e.played import Played

pytestmark = [pytest.mark.slow, pytest.mark.postgres, pytest.mark.timeout(240)]


@pytest.fixture(scope="session")
def expected(played: Played) -> dict[str, Any]:
    return Model(dict(played.story), dict(played.covenant)).play()


def test_every_stage_opens_on_the_day_that_the_covenant_says(played: Played, expected: dict[str, Any]) -> None:
    assert played.figures["stages"] == expected["stages"]
    assert played.figures["heldBack"] == expected["heldBack"]


def test_everybody_who_should_be_told_is_told_once_and_nobody_else(played: Played, expected: dict[str, Any]) -> None:
    told, due = Counter(map(tuple, played.figures["alerts"])), Counter(map(tuple, expected["alerts"]))
    assert sorted(due - told) == [], "never told"
    assert sorted(told - due) == [], "told without reason, or twice"


def test_the_pairs_proposed_are_those_of_the_rules_each_in_its_tier(played: Played, expected: dict[str, Any]) -> None:
    compared = ("need", "candidate", "status", "tier", "relation", "contractKept")
    found = [{name: match[name] for name in compared} for match in played.figures["matches"]]
    assert found == expected["matches"]


def test_no_lower_tier_overtakes_a_higher_one(played: Played) -> None:
    order = played.covenant["tiers"]["order"]
    proposed = [match for match in played.figures["matches"] if match["status"] == "proposed"]
    for need in {match["need"] for match in proposed}:
        ranked = sorted((match for match in proposed if match["need"] == need), key=lambda match: int(match["rank"]))
        tiers = [order.index(match["tier"]) for match in ranked]
        assert tiers == sorted(tiers), need


def test_no_organisation_is_told_of_its_own_vacancy_and_none_before_partners_may_know(played: Played) -> None:
    for organisation, _, kind, about, cause in played.figures["alerts"]:
        if kind not in ("match", "answer"):
            assert organisation != cause
            assert "partners" in played.figures["stages"].get(about, {"partners": 0})


def test_a_comparison_finds_each_need_in_the_stage_it_is_in_and_proposes_what_is_proposed(played: Played) -> None:
    """By nothing but the covenant's text and the moment of opening."""
    impact = played.compared.impact
    proposed = [match for match in played.figures["matches"] if match["status"] == "proposed"]
    assert impact.stood_elsewhere == 0
    assert impact.held == impact.holding == len(proposed)
    assert impact.changes_nothing
    assert played.compared.other_version == 0


def test_nothing_is_set_aside(played: Played) -> None:
    assert played.figures["setAside"] == 0


def test_the_story_is_worth_telling(expected: dict[str, Any]) -> None:
    """Were it to hold no such cases, the comparison above would prove little."""
    matches, stages = expected["matches"], list(expected["stages"].values())
    assert {alert[2] for alert in expected["alerts"]} == {"vacancy", "stage", "secondment-request", "match", "answer"}
    assert {match["tier"] for match in matches} >= {"own_first", "own", "partner_first", "partner", "external"}
    assert {match["contractKept"] for match in matches} == {"yes", "with-supplement"}
    assert {match["status"] for match in matches} == {"proposed", "withdrawn"}
    tiers_of = Counter({(match["need"], match["tier"]) for match in matches if match["status"] == "proposed"})
    assert max(Counter(need for need, _ in tiers_of).values()) > 1
    assert any("public" in each for each in stages)
    assert any("partners" not in each for each in stages)
    assert expected["heldBack"]
