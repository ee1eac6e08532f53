"""The small rules: contracts, dates, addresses, terms."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from doorstroom_candidate.domain.addresses import address_key, is_on_a_domain_of
from doorstroom_candidate.domain.retention import ask_at, erase_at, months_after
from doorstroom_candidate.domain.rules import employment_faults, goes_first_faults
from doorstroom_candidate.domain.values import Contract, GoesFirst
from services.candidate.tests.unit.people import AT_DUINMEER

TODAY = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("contract", "end", "faults"),
    [
        (Contract.PERMANENT, None, 0),
        (Contract.PERMANENT, date(2027, 1, 1), 1),
        (Contract.TEMPORARY, None, 0),
        (Contract.TEMPORARY, TODAY, 1),
        (Contract.TEMPORARY, TODAY + timedelta(days=1), 0),
    ],
)
def test_the_end_of_a_contract_fits_its_kind_and_lies_ahead(contract: Contract, end: date | None, faults: int) -> None:
    employment = replace(AT_DUINMEER, contract=contract, contract_end=end)
    assert len(list(employment_faults(employment, TODAY))) == faults


@pytest.mark.parametrize(
    ("first", "last", "faults"),
    [(0, 0, 0), (0, 30, 0), (-30, 0, 0), (-30, -1, 1), (5, 4, 1)],
)
def test_going_first_has_its_days_in_order_and_is_not_over(first: int, last: int, faults: int) -> None:
    days = GoesFirst(TODAY + timedelta(days=first), TODAY + timedelta(days=last))
    assert len(list(goes_first_faults(days, TODAY))) == faults


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Willem@Thuis.Example", "willem@thuis.example", True),
        (" willem@thuis.example ", "willem@thuis.example", True),
        ("rené@thuis.example", "rene\u0301@thuis.example", True),
        ("willem@thuis.example", "willem+1@thuis.example", False),
    ],
)
def test_case_and_composition_make_no_other_address(one: str, other: str, same: bool) -> None:
    assert (address_key(one) == address_key(other)) is same


@pytest.mark.parametrize(
    ("address", "theirs"),
    [
        ("s@waterrijk.example", True),
        ("s@MAIL.Waterrijk.example.", True),
        ("s@nietwaterrijk.example", False),
        ("waterrijk.example@thuis.example", False),
    ],
)
def test_an_address_at_a_member_or_below_it_is_found(address: str, theirs: bool) -> None:
    assert is_on_a_domain_of(address, ["Waterrijk.example"]) is theirs


def test_six_months_after_the_end_of_august_is_the_end_of_february() -> None:
    assert months_after(datetime(2026, 8, 31, 8, tzinfo=UTC), 6) == datetime(2027, 2, 28, 9, tzinfo=UTC)


@given(st.timedeltas(timedelta(0), timedelta(days=20_000)))
def test_a_person_is_asked_half_a_year_before_the_end(since: timedelta) -> None:
    moment = datetime(2026, 1, 1, tzinfo=UTC) + since
    assert moment < ask_at(moment) < erase_at(moment)
    assert timedelta(days=180) <= ask_at(moment) - moment <= timedelta(days=185)
    assert timedelta(days=364) < erase_at(moment) - moment <= timedelta(days=366, hours=1)
