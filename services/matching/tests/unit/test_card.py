"""What a card says of somebody, band by band and word by word: broad, and nothing that tells who it is."""

from datetime import date
from typing import Any

import pytest

from doorstroom_matching.domain.card import Card, contract_kept, hours_band
from doorstroom_matching.domain.finding import Code, Rule
from doorstroom_matching.domain.need import Minutes, Term
from services.matching.tests.story import ADVICE, LAW, PERMITS, candidate, judged, vacancy


def card(need: dict[str, Any] | None = None, **person: Any) -> Card:
    return judged(vacancy(**(need or {})), candidate(**person)).card


@pytest.mark.parametrize(
    ("hours", "band"),
    [
        (1, "1-8"), (8, "1-8"), (8.5, "9-16"), (16, "9-16"), (17, "17-24"), (24, "17-24"), (25, "25-32"), (32, "25-32"),
        (32.5, "33-36"), (40, "33-36"),
    ],
)  # fmt: skip
def test_hours_are_told_as_a_band_by_the_most_that_is_wanted(hours: float, band: str) -> None:
    assert hours_band(round(hours * 60)) == band
    assert card(hours=Minutes.of_hours(1, hours)).hours_band == band


def test_the_occupation_is_told_only_where_it_is_the_one_that_is_asked_for() -> None:
    assert card().occupation_group == PERMITS.label
    assert card(occupations=frozenset({"http://data.europa.eu/esco/occupation/other"})).occupation_group == "other"
    unnamed = Term("esco-occupation", PERMITS.uri)
    assert card({"occupation": unnamed}).occupation_group == PERMITS.uri
    long = Term("esco-occupation", PERMITS.uri, "v" * 200)
    assert card({"occupation": long}).occupation_group == "v" * 120


def test_the_month_of_the_start_is_told_and_not_the_day() -> None:
    assert card(available_from=date(2026, 5, 17)).start_month == "2026-05"
    assert card(available_from=None).start_month is None


def test_of_the_skills_those_are_told_that_are_asked_for_and_there() -> None:
    told = card(skills=frozenset({LAW.uri, "http://data.europa.eu/esco/skill/unasked"}))
    assert (told.skills_present, told.skills_asked) == ((LAW,), 2)
    assert card().skills_present == (LAW, ADVICE)


def test_a_scale_fits_where_it_is_not_too_low_or_none_is_asked() -> None:
    assert card().scale_fits
    assert card(lowest_scale=None).scale_fits
    assert not card(lowest_scale="14").scale_fits


@pytest.mark.parametrize(
    ("found", "kept"),
    [
        ({Rule.PAY: Code.PRESERVED}, "yes"),
        ({Rule.PAY: Code.PRESERVED, Rule.PENSION: Code.UNKNOWN}, "yes"),
        ({Rule.PAY: Code.UNKNOWN}, "with-supplement"),
        ({Rule.PAY: Code.SUPPLEMENTED}, "with-supplement"),
        ({Rule.PAY: Code.UNKNOWN, Rule.CHAIN: Code.LOST}, "no"),
        ({Rule.PAY: Code.LOST, Rule.TRIAL: Code.SUPPLEMENTED}, "no"),
    ],
)
def test_one_lost_clause_says_no_and_pay_that_is_to_be_settled_asks_for_a_supplement(
    found: dict[Rule, Code], kept: str
) -> None:
    assert contract_kept(found) == kept
