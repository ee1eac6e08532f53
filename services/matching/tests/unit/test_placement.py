from dataclasses import replace
from typing import Any

import pytest

from doorstroom_common.errors import Invalid
from doorstroom_matching.domain.match import Life, Match
from doorstroom_matching.domain.placement import clauses_of, placement_of
from services.matching.tests.story import secondment_request, vacancy
from services.matching.tests.unit.test_life import proposed

FOUND = [
    {"rule": "required-skills", "finding": "met"},
    {"rule": "permanent-stays-permanent", "finding": "preserved_by_covenant"},
    {"rule": "pay", "finding": "lost"},
    {"rule": "hours", "finding": "not_applicable"},
]
KEEP_PAY = {"clause": "pay", "kept": True}


def test_a_clause_is_as_the_rules_found_it_unless_the_organisation_says_otherwise() -> None:
    assert clauses_of(FOUND, [KEEP_PAY], "permanent") == [
        {"clause": "permanent-stays-permanent", "finding": "preserved_by_covenant", "kept": True},
        {"clause": "pay", "finding": "lost", "kept": True},
    ]


def test_service_is_no_better_kept_than_the_worst_of_its_clocks_and_what_is_unknown_is_not_said() -> None:
    clocks = [
        {"rule": "service-government", "finding": "preserved_by_covenant"},
        {"rule": "service-notice", "finding": "not_applicable"},
        {"rule": "service-waiting", "finding": "preserved"},
    ]
    assert clauses_of(clocks, [], "permanent") == [
        {"clause": "service", "finding": "preserved_by_covenant", "kept": True}
    ]
    assert clauses_of([*clocks, {"rule": "service-notice", "finding": "unknown"}], [], "permanent") == []
    given = {"clause": "service", "kept": False, "reason": "law"}
    assert clauses_of([*clocks, {"rule": "service-notice", "finding": "lost"}], [given], "permanent") == [
        {**given, "finding": "lost"}
    ]


def test_what_is_not_kept_needs_a_reason() -> None:
    with pytest.raises(Invalid):
        clauses_of(FOUND, [], "permanent")
    given = {"clause": "pay", "kept": False, "reason": "budget"}
    assert clauses_of(FOUND, [given], "permanent")[-1] == {**given, "finding": "lost"}


def test_a_temporary_contract_for_somebody_permanent_is_never_counted_as_kept() -> None:
    with pytest.raises(Invalid):
        clauses_of(FOUND, [KEEP_PAY], "temporary")
    claim = {"clause": "permanent-stays-permanent", "kept": True, "reason": "law"}
    assert clauses_of(FOUND, [KEEP_PAY, claim], "temporary")[0]["kept"] is False


@pytest.mark.parametrize(
    "said",
    [
        {"startDate": "2026-05-01", "contract": "secondment"},
        {"startDate": "2026-05-01", "contract": "permanent", "endDate": "2026-06-01"},
        {"startDate": "2026-05-01", "contract": "temporary", "endDate": "2026-04-01", "clauses": []},
    ],
)
def test_days_and_contract_of_a_vacancy_fit_together(said: dict[str, Any]) -> None:
    with pytest.raises(Invalid):
        placement_of(proposed(vacancy()), said)


AGREED = {"startDate": "2026-05-01", "endDate": "2026-10-31", "hours": 24.0}
LENT = {"startDate": "2026-05-01", "endDate": "2026-10-31", "contract": "secondment"}


def lent() -> Match:
    """Whose employer agreed to lend them."""
    return replace(proposed(secondment_request()), life=Life(said={"agreed": AGREED}))


@pytest.mark.parametrize(
    "said",
    [LENT, {**LENT, "startDate": "2026-06-01"}, {**LENT, "endDate": "2026-05-01"}],
    ids=["all", "later", "a day"],
)
def test_somebody_is_lent_for_the_days_that_the_employer_agreed_to_or_fewer(said: dict[str, Any]) -> None:
    placed = placement_of(lent(), said)
    assert {name: placed[name] for name in said} == said
    assert "permanent-stays-permanent" in {entry["clause"] for entry in placed["clauses"]}


@pytest.mark.parametrize(
    ("changes", "at"),
    [
        ({"startDate": "2026-04-30"}, "/startDate"),
        ({"endDate": "2026-11-01"}, "/endDate"),
        ({"startDate": "2026-06-01", "endDate": "2026-05-31"}, "/endDate"),
        ({"contract": "temporary"}, "/contract"),
        ({"contract": "permanent"}, "/contract"),
    ],
)
def test_nobody_is_lent_for_longer_than_agreed_or_in_another_way(changes: dict[str, Any], at: str) -> None:
    with pytest.raises(Invalid) as refused:
        placement_of(lent(), {**LENT, **changes})
    assert [fault.place for fault in refused.value.faults] == [at]


def test_a_loan_has_a_last_day() -> None:
    with pytest.raises(Invalid) as refused:
        placement_of(lent(), {name: LENT[name] for name in ("startDate", "contract")})
    assert [fault.place for fault in refused.value.faults] == ["/endDate"]


def test_a_temporary_contract_may_be_of_one_day() -> None:
    one_day = {"startDate": "2026-05-01", "endDate": "2026-05-01", "contract": "temporary"}
    why = [{"clause": clause, "kept": False, "reason": "budget"} for clause in ("permanent-stays-permanent", "pay")]
    assert placement_of(proposed(vacancy()), {**one_day, "clauses": why})["endDate"] == "2026-05-01"
