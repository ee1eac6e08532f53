"""First and last days, whole hours, and what is taken for granted where nothing is said: to the day and the minute."""

from datetime import UTC, date, datetime, timedelta

import pytest

from doorstroom_common.covenant import RegisteredBy
from doorstroom_common.errors import Conflict
from doorstroom_matching.domain import errors
from doorstroom_matching.domain.candidate import GoesFirst
from doorstroom_matching.domain.crowd import FIVE, LEVELS, part
from doorstroom_matching.domain.need import Admission, Minutes, Term, in_hours
from doorstroom_matching.domain.terms import default_consent, due_after
from services.matching.tests.story import NOW, candidate, employment, judged, vacancy

DAY = timedelta(days=1)
FIRST, LAST = date(2026, 3, 1), date(2026, 8, 31)


def test_an_employment_is_not_confirmed_until_somebody_confirms_it() -> None:
    assert not employment().confirmed


def test_somebody_goes_first_from_the_first_day_up_to_and_including_the_last() -> None:
    person = candidate(goes_first=GoesFirst(FIRST, LAST), registered_by=RegisteredBy.EMPLOYER)
    days = (FIRST - DAY, FIRST, LAST, LAST + DAY)
    assert [person.goes_first_on(day) for day in days] == [False, True, True, False]
    assert list(person.turning_days()) == [FIRST, LAST + DAY]
    assert list(candidate().turning_days()) == []


def test_the_rule_of_five_is_about_five() -> None:
    assert FIVE == 5


def test_cards_that_differ_in_the_start_month_alone_are_not_alike_until_it_is_withheld() -> None:
    may, june, any_day = (
        judged(vacancy(latest_start=None), candidate(available_from=day)).card
        for day in (date(2026, 5, 1), date(2026, 6, 1), None)
    )
    whole, without, *_ = LEVELS
    assert len({part(card, whole) for card in (may, june, any_day)}) == 3
    assert len({part(card, without) for card in (may, june, any_day)}) == 1


def test_whom_a_better_tier_holds_up_is_told_until_when_only_where_there_is_an_end() -> None:
    assert "2026-03-12" in detail(errors.better_tier_waits(date(2026, 3, 12)))
    assert "term" not in detail(errors.better_tier_waits(None))


def detail(error: Conflict) -> str:
    return str(error.detail)


def test_hours_are_kept_in_minutes_and_told_as_people_write_them() -> None:
    assert Minutes.of_hours(24, 36) == Minutes(1440, 2160)
    assert Minutes.of_hours(28.5, 36.25) == Minutes(1710, 2175)
    assert [in_hours(minutes) for minutes in (0, 59, 60, 118, 1710, 2160)] == [0, 59 / 60, 1, 118 / 60, 28.5, 36]
    assert in_hours(60 * 60) == 60
    assert isinstance(in_hours(2160), int)


@pytest.mark.parametrize(
    ("one", "other", "meet"),
    [((24, 32), (32, 36), True), ((32, 36), (24, 32), True), ((24, 31), (32, 36), False), ((32, 36), (24, 31), False)],
)
def test_hours_that_touch_meet(one: tuple[int, int], other: tuple[int, int], meet: bool) -> None:
    assert Minutes.of_hours(*one).meets(Minutes.of_hours(*other)) is meet


def test_all_of_the_skills_are_required_unless_a_share_is_named() -> None:
    hundred = tuple(Term("esco-skill", f"http://data.europa.eu/esco/skill/{number}") for number in range(100))
    assert vacancy(required_skills=hundred).skills_needed == 100
    assert vacancy(required_skills=hundred[:3], required_share=34).skills_needed == 2


def test_an_audience_changes_when_somebody_is_let_in_and_when_somebody_is_shut_out() -> None:
    later, end = NOW + 7 * DAY, NOW + 30 * DAY
    need = vacancy(audience=(Admission("waterrijk", "own", NOW), Admission("duinmeer", "partner", later, end)))
    assert list(need.turning_points()) == [NOW, later, end]
    assert [need.audience[1].holds_at(moment) for moment in (later - DAY, later, end)] == [False, True, False]


def test_a_consent_for_which_no_day_is_named_lasts_ninety_days() -> None:
    assert default_consent(NOW) == NOW.date() + 90 * DAY


def test_a_term_ends_with_its_last_day_in_the_netherlands() -> None:
    assert due_after(NOW, 5) == datetime(2026, 3, 7, 23, 0, tzinfo=UTC)
