"""What is posted in a year, and what people choose, follow from the seed and the story's keys alone."""

from collections import Counter
from dataclasses import replace

import pytest

from doorstroom.adoption import shipped_covenant
from doorstroom.demo import cast, leads
from doorstroom.demo.deciding import Decisions
from doorstroom.demo.knowing import Pair
from doorstroom.demo.outcome import Plot
from doorstroom.demo.scenario import DEMO, SWITCH_2008
from doorstroom.demo.story import Kind
from doorstroom_common.covenant import Covenant, parse_covenant


def covenant(name: str = DEMO.covenant) -> Covenant:
    file = shipped_covenant(name)
    return parse_covenant(file.read_text(encoding="utf-8"), file.name)


def pair(number: int) -> Pair:
    return Pair(f"v{number}", f"k{number}", (0, False, 0))


def test_the_same_seed_writes_the_same_year_and_another_one_another() -> None:
    assert Plot.of(DEMO, covenant(), 1) == Plot.of(DEMO, covenant(), 1)
    assert Plot.of(DEMO, covenant(), 1).year != Plot.of(DEMO, covenant(), 2).year


def test_the_first_days_are_the_same_with_a_year_after_them_and_without() -> None:
    assert Plot.of(DEMO, covenant(), 1).story == Plot.of(replace(DEMO, year=None), covenant(), 1).story
    assert Plot.of(SWITCH_2008, covenant(SWITCH_2008.covenant), 1).year is None


def test_a_year_is_posted_on_mondays_after_the_first_days_and_ends_within_the_year() -> None:
    plot = Plot.of(DEMO, covenant(), 1)
    assert plot.year is not None
    assert plot.year.days == 363
    assert {step.day % 7 for step in plot.year.steps} == {plot.story.start.weekday()} == {0}
    assert min(step.day for step in plot.year.steps) > plot.story.days
    assert max(step.day for step in plot.year.steps) < plot.year.days
    keys = Counter((step.kind, step.key) for step in (*plot.story.steps, *plot.year.steps))
    assert max(keys.values()) == 1
    made = {step.key for step in plot.year.steps}
    assert {step.about for step in plot.year.steps if step.about} <= made


def test_a_choice_depends_on_the_seed_and_the_keys_and_on_nothing_else() -> None:
    first, again, other = Decisions(1), Decisions(1), Decisions(2)
    elsewhere = replace(pair(1), place=(7, True, 900))
    assert first.chance("grants", "v1", "k1") == again.chance("grants", "v1", "k1")
    assert first.refuses(pair(1)) == again.refuses(elsewhere)
    told = [[each.refuses(pair(number)) for number in range(200)] for each in (first, other)]
    assert told[0] != told[1]


@pytest.mark.parametrize("seed", range(5))
def test_people_choose_everything_that_can_be_chosen(seed: int) -> None:
    decisions, pairs = Decisions(seed), [pair(number) for number in range(400)]
    for question in (decisions.refuses, decisions.passes_over, decisions.takes_up, decisions.does_not_lend):
        answers = {question(each) for each in pairs}
        assert None in answers
        assert len(answers) > 2
    for wish in (
        decisions.wants_to_be_lent,
        decisions.stays_silent,
        decisions.turns_down,
        decisions.takes_consent_back,
    ):
        assert {wish(each) for each in pairs} == {True, False}


@pytest.mark.parametrize("seed", range(5))
def test_the_leading_parts_meet_whom_they_were_cast_with_and_nobody_else(seed: int) -> None:
    decisions = Decisions(seed)
    she, second = (Pair(*key, (0, False, 0)) for key in (cast.CHOSEN, (leads.STRUCTURAL, cast.SECOND)))
    assert decisions.asks_for(she)
    assert decisions.asks_for(second)
    assert not decisions.asks_for(Pair(*cast.ONLY_REFERRED, (0, False, 0)))
    assert not decisions.asks_for(Pair(leads.STRUCTURAL, "k001", (0, False, 0)))
    assert decisions.refuses(Pair("v001", leads.PERSON, (0, False, 0))) == "not-interested"
    assert min((second, she), key=decisions.liking) == she


def test_a_leading_need_is_of_an_organisation_that_answers() -> None:
    plot = Plot.of(DEMO, covenant(), 1)
    assert plot.year is not None
    assert DEMO.year is not None
    posted = [*plot.story.steps, *plot.year.steps]
    needs = [step for step in posted if step.key in cast.LEADS and step.kind in (Kind.VACANCY, Kind.SECONDMENT)]
    assert len(needs) == 4
    assert not {step.by for step in needs} & DEMO.year.sleeps
