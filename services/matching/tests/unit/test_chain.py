"""Clause 5: what counts together, to the day, and what becomes of it with another employer."""

from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from doorstroom_common.covenant import LegalForm
from doorstroom_matching.domain.clauses.chain import Counted, counted, months_after
from doorstroom_matching.domain.finding import Code, Rule
from doorstroom_matching.domain.need import Move, OutsiderContract
from doorstroom_matching.domain.passport import Passport, PastContract
from services.matching.tests.story import candidate, covenant, employment, found, judged, vacancy

DAY = timedelta(days=1)
FIRST = date(2023, 5, 1)
KEPT = covenant("demo", ("chain: {promise: none", "chain: {promise: kept"))


def contracts(*days: tuple[date, date | None], successive: bool | None = True) -> tuple[PastContract, ...]:
    return tuple(PastContract(first, last, temporary=True, successive=successive) for first, last in days)


YEARS = contracts(
    (FIRST, date(2024, 4, 30)), (date(2024, 5, 1), date(2025, 4, 30)), (date(2025, 5, 1), date(2026, 4, 30))
)

UNRECORDED = contracts((FIRST, date(2024, 4, 30)), (date(2024, 5, 1), None), successive=None)


def chain(
    held: tuple[PastContract, ...], *, successive: bool | None = True, rules: Any = None, until: date | None = None,
    contract: OutsiderContract = OutsiderContract.TEMPORARY, available: date | None = None, **changes: Any,
) -> tuple[Code, Any]:  # fmt: skip
    passport = Passport(chain=held, successive=successive)
    has = {"permanent": False, "passport": passport, **changes}
    person = candidate(employment=employment(**has), moves=frozenset(Move), available_from=available)
    finding = found(judged(vacancy(until=until, contract=contract), person, rules), Rule.CHAIN)
    return finding.code, finding.figures.get("because")


@pytest.mark.parametrize(
    ("held", "becomes"),
    [(YEARS[:1], "counts"), (YEARS[1:], "counts"), (YEARS, "becomes-permanent")],
    ids=["the second", "the third", "the fourth"],
)
def test_the_fourth_contract_is_permanent_and_the_third_is_not(held: tuple[PastContract, ...], becomes: str) -> None:
    assert chain(held) == (Code.PRESERVED, becomes)


@pytest.mark.parametrize(("until", "becomes"), [(0, "counts"), (1, "becomes-permanent")])
def test_exactly_36_months_are_not_too_long_and_a_day_more_is(until: int, becomes: str) -> None:
    held = contracts((FIRST, date(2025, 10, 31)))
    assert chain(held, until=date(2026, 4, 30) + until * DAY) == (Code.PRESERVED, becomes)


@pytest.mark.parametrize(("days", "together"), [(0, 2), (1, 1)])
def test_a_gap_of_exactly_six_months_counts_and_a_day_more_does_not(days: int, together: int) -> None:
    held = contracts((FIRST, date(2024, 6, 30)), (date(2025, 1, 1) + days * DAY, None))
    so_far = counted(held)
    assert so_far is not None
    assert so_far.contracts == together


@pytest.mark.parametrize(("days", "code"), [(0, Code.PRESERVED), (1, Code.LOST)])
def test_who_comes_more_than_six_months_later_begins_anew(days: int, code: Code) -> None:
    held = contracts((FIRST, date(2025, 11, 30)))
    assert chain(held, available=date(2026, 6, 1) + days * DAY)[0] is code


def test_months_between_count_and_a_permanent_contract_between_ends_the_chain() -> None:
    gap = contracts((FIRST, date(2023, 12, 31)), (date(2024, 5, 1), date(2024, 8, 31)))
    assert counted(gap) == Counted(2, FIRST)
    between = (*gap[:1], PastContract(date(2024, 1, 1), date(2024, 3, 31), temporary=False), *gap[1:])
    assert counted(between) == Counted(1, date(2024, 5, 1))


@pytest.mark.parametrize(
    ("held", "successive"),
    [(YEARS, None), ((), True), ((), False), (UNRECORDED, True)],
    ids=["nobody recorded the work", "no chain", "no chain and other work", "nobody recorded an earlier step"],
)
def test_it_is_unknown_until_a_person_records_it(held: tuple[PastContract, ...], successive: bool | None) -> None:
    assert chain(held, successive=successive)[0] is Code.UNKNOWN


def test_other_work_elsewhere_begins_a_new_chain_unless_the_covenant_promises_more() -> None:
    assert chain(YEARS, successive=False)[0] is Code.LOST
    assert chain(YEARS, successive=False, rules=KEPT)[0] is Code.PRESERVED_BY_COVENANT
    assert chain(YEARS, successive=False, employer="waterrijk")[0] is Code.PRESERVED


def test_what_is_unknown_elsewhere_is_the_covenant_s_to_promise_and_at_home_it_is_not() -> None:
    assert chain(UNRECORDED, rules=KEPT)[0] is Code.PRESERVED_BY_COVENANT
    assert chain(UNRECORDED, rules=KEPT, employer="waterrijk")[0] is Code.UNKNOWN


def test_who_comes_back_to_their_own_employer_too_late_has_no_chain_that_is_known_to_count() -> None:
    assert chain(YEARS, employer="waterrijk", available=date(2026, 11, 1))[0] is Code.PRESERVED
    assert chain(YEARS, employer="waterrijk", available=date(2026, 11, 2))[0] is Code.UNKNOWN


def test_other_work_in_between_or_a_permanent_contract_now_leaves_nothing_to_count() -> None:
    (early, _), (_, late) = YEARS[:2], contracts((FIRST, None), (date(2024, 5, 1), None), successive=False)
    assert counted((early, late)) == Counted(1, date(2024, 5, 1))
    assert counted((early, PastContract(date(2024, 5, 1), None, temporary=False, successive=True))) is None
    assert counted(()) is None


def test_a_permanent_offer_with_a_last_day_is_one_more_temporary_contract() -> None:
    assert chain(YEARS[2:], contract=OutsiderContract.PERMANENT, until=date(2026, 12, 31))[1] == "counts"


def test_it_tells_how_many_count_since_when_and_from_which_day_the_next_is_permanent() -> None:
    person = candidate(employment=employment(permanent=False, passport=Passport(chain=YEARS, successive=True)))
    told = found(judged(vacancy(contract=OutsiderContract.TEMPORARY), person), Rule.CHAIN)
    assert (told.figures["contracts"], told.figures["since"]) == (3, "2023-05-01")
    assert told.figures["permanent_from"] == "2026-05-01"


@pytest.mark.parametrize(
    ("changes", "because"),
    [
        ({"legal_form": LegalForm.PUBLIC_LAW}, "appointment"),
        ({"contract": OutsiderContract.PERMANENT}, "permanent-offered"),
        ({"permanent": True}, "permanent-offered"),
    ],
)
def test_it_is_about_temporary_contracts_only(changes: dict[str, Any], because: str) -> None:
    assert chain(YEARS, **changes) == (Code.NOT_APPLICABLE, because)


def test_agency_work_is_unknown_because_its_chain_begins_later() -> None:
    assert chain(YEARS, legal_form=LegalForm.AGENCY)[0] is Code.UNKNOWN
    assert chain(YEARS, legal_form=LegalForm.AGENCY, successive=False)[0] is Code.UNKNOWN


@pytest.mark.parametrize(("successive", "code"), [(True, Code.PRESERVED), (False, Code.LOST), (None, Code.UNKNOWN)])
def test_temporary_after_permanent_is_what_the_work_makes_of_it(successive: bool | None, code: Code) -> None:
    told = chain((), successive=successive, permanent=True, until=date(2026, 12, 31))
    assert told == (code, "after-permanent")


@st.composite
def chains(draw: st.DrawFn) -> tuple[PastContract, ...]:
    """Temporary contracts of successive employers, with gaps around six months."""
    day, held = FIRST, []
    for _ in range(draw(st.integers(1, 6))):
        last = day + draw(st.integers(0, 500)) * DAY
        held.append(PastContract(day, last, temporary=True, successive=True))
        day = last + draw(st.integers(1, 220)) * DAY
    return tuple(held)


@given(chains())
def test_what_counts_is_the_longest_end_of_the_chain_without_a_gap_of_more_than_six_months(
    held: tuple[PastContract, ...],
) -> None:
    so_far = counted(held)
    assert so_far is not None
    together = held[-so_far.contracts :]
    assert so_far.since == together[0].first_day
    for before, after in pairwise(together):
        assert after.first_day <= months_after((before.last_day or FIRST) + DAY, 6)
    if so_far.contracts < len(held):
        before = held[-so_far.contracts - 1]
        assert together[0].first_day > months_after((before.last_day or FIRST) + DAY, 6)


@given(chains(), st.dates(date(2023, 1, 1), date(2036, 12, 31)))
def test_one_contract_more_is_permanent_after_three_or_after_36_months_and_never_else(
    held: tuple[PastContract, ...], until: date
) -> None:
    so_far = counted(held)
    assert so_far is not None
    days = (until - so_far.since).days + 1
    if so_far.contracts >= 3 or days > 366 * 3:
        assert so_far.next_is_permanent(until)
    elif days <= 365 * 3:
        assert not so_far.next_is_permanent(until)


@given(st.dates(date(2000, 1, 1), date(2050, 1, 1)), st.integers(0, 60))
def test_so_many_months_later_is_in_that_month_and_never_a_later_day(day: date, months: int) -> None:
    later = months_after(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day <= day.day
    assert later.day == day.day or (later + DAY).day == 1
