"""The share of decisions that overruled the order: told from twenty decisions by three people on, and not before."""

from datetime import timedelta

import pytest

from doorstroom_matching.domain.overruled import PERIOD, Counted


@pytest.mark.parametrize(
    ("decided", "people", "percent"), [(20, 3, 25), (19, 3, None), (20, 2, None), (19, 2, None), (40, 9, 12)]
)
def test_a_share_is_told_from_twenty_decisions_by_three_people_on(
    decided: int, people: int, percent: int | None
) -> None:
    assert Counted(decided, 5, people).percent == percent


def test_nobody_overruled_is_a_share_too() -> None:
    assert Counted(20, 0, 3).percent == 0
    assert Counted(200, 1, 9).percent == 0
    assert Counted(20, 20, 3).percent == 100


def test_of_no_decision_no_share_is_told() -> None:
    assert Counted(0, 0, 0).percent is None


def test_a_year_of_decisions_counts() -> None:
    assert timedelta(days=365) == PERIOD
