from datetime import date
from typing import Any

import pytest

from doorstroom_vacancy.application.placing import months_before
from doorstroom_vacancy.application.read_results import ResultsRead
from doorstroom_vacancy.domain.clauses import ClauseKept, contract_kept
from doorstroom_vacancy.domain.progress import Step
from doorstroom_vacancy.domain.results import Counted, Period, published
from doorstroom_vacancy.entrypoints.result_answers import results_answer
from doorstroom_vacancy.entrypoints.results_csv import results_csv, safe

NOTHING: dict[str, Any] = {
    "opened": {}, "vacancies": {}, "moves": {}, "secondments": {}, "permanent": (0, 0), "endings": {},
    "deviations": {}, "reactions": {}, "furthest": {}, "progress": {}, "median_answer_hours": None,
}  # fmt: skip


def counted(**figures: Any) -> Counted:
    return Counted(**{**NOTHING, **figures})


@pytest.mark.parametrize(
    ("first", "last", "around"),
    [
        ((2026, 3, 5), (2026, 3, 20), ((2026, 3, 1), (2026, 3, 31))),
        ((2025, 12, 31), (2026, 2, 1), ((2025, 12, 1), (2026, 2, 28))),
    ],
)
def test_a_period_is_whole_months(first: Any, last: Any, around: Any) -> None:
    period = Period.around(date(*first), date(*last))
    assert (period.first_day, period.last_day) == (date(*around[0]), date(*around[1]))
    assert period.begin.isoformat().startswith(f"{period.first_day}T00:00:00+01:00")


def test_three_months_before_a_day_that_its_month_does_not_have() -> None:
    assert months_before(date(2026, 5, 31), 3) == date(2026, 2, 28)
    assert months_before(date(2026, 1, 15), 3) == date(2025, 10, 15)


def test_who_answered_nothing_of_less_than_five_is_not_named() -> None:
    results = published(counted(progress={"a": (4, 0), "b": (5, 0), "c": (50, 1)}), members=())
    assert results.answered_nothing == ["b"]


def test_the_time_of_fewer_than_five_answers_is_left_out() -> None:
    for answered, median in ((4, None), (5, 12.3)):
        results = published(counted(progress={"a": (9, answered)}, median_answer_hours=12.34), members=())
        assert results.first_answers.median_hours == median


def test_a_funnel_gives_away_neither_a_small_number_nor_a_small_rest() -> None:
    results = published(counted(furthest={Step.PROPOSED: 40, Step.CONTACT: 3, Step.INVITED: 20}), members=())
    assert list(results.funnel.values()) == [63, 23, None, 0, 0]


def test_parts_of_all_moves_do_not_give_away_a_sum_that_is_left_out() -> None:
    hidden = counted(moves={("a", "x"): 3, ("b", "y"): 9}, permanent=(12, 12))
    assert published(hidden, members=()).moves.total is None
    assert published(hidden, members=()).permanent_contracts.told is None
    small_rest = counted(moves={("a", "x"): 30}, permanent=(28, 20))
    permanent = published(small_rest, members=()).permanent_contracts
    assert (permanent.told, permanent.kept) == (None, 20)


def test_a_spreadsheet_runs_nothing() -> None:
    for formula in ("=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx"):
        assert safe(formula) == f"'{formula}"
    period = Period.around(date(2026, 3, 1), date(2026, 3, 31))
    results = published(counted(moves={("-cmd", "waterrijk"): 9}), members=["-cmd"])
    lines = results_csv(results_answer("demo", ResultsRead(period, results, None))).split("\r\n")
    assert "moves,'-cmd,waterrijk,9" in lines
    assert "posted-nothing,'-cmd,,0" in lines


def test_a_contract_is_kept_where_every_clause_was() -> None:
    kept, supplemented = ClauseKept("pay", "preserved", True), ClauseKept("pay", "supplemented", True)
    lost = ClauseKept("chain", "lost", False, "budget")
    assert contract_kept([]) == "not-applicable"
    assert contract_kept([kept]) == "yes"
    assert contract_kept([kept, supplemented]) == "with-supplement"
    assert contract_kept([kept, supplemented, lost]) == "no"
