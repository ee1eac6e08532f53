"""Who may act for an organisation on which day, whatever else its register holds."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from doorstroom_common.mandates import Granted, HolderKind, Mandate, Mandates

TODAY = date(2026, 3, 2)
SUPPLIER, PERSON = HolderKind.SUPPLIER, HolderKind.PERSON


def day(number: int) -> date:
    return TODAY + timedelta(days=number)


def mandate(
    holder: str = "hr-suite", scopes: Sequence[str] = ("a:read",), first: int = 0, last: int | None = None,
    ended: int | None = None, kind: HolderKind = SUPPLIER, organisation: str = "waterrijk",
) -> Mandate:  # fmt: skip
    at = None if ended is None else datetime(2026, 3, 2, 11, tzinfo=UTC) + timedelta(days=ended)
    until = None if last is None else day(last)
    return Mandate(uuid4(), organisation, kind, holder, frozenset(scopes), day(first), until, at)


def granted(known: Sequence[Mandate], holder: str = "hr-suite", on: int = 0, **settings: bool) -> Granted | None:
    return Mandates(known, **settings).granted("waterrijk", SUPPLIER, holder, day(on))


def test_without_any_mandate_of_its_kind_the_register_does_not_decide() -> None:
    others = [mandate(kind=PERSON), mandate(organisation="duinmeer")]
    assert granted([]) is None
    assert granted(others) is None
    assert granted([], compulsory=True) == Granted()


@pytest.mark.parametrize(("on", "holds"), [(0, False), (1, True), (5, True), (6, False)])
def test_a_mandate_holds_from_its_first_day_to_its_last(on: int, holds: bool) -> None:
    known = [mandate("other", first=-1), mandate(first=1, last=5)]
    found = granted(known, on=on)
    assert found is not None
    assert (found.scopes == {"a:read"}, bool(found.mandates)) == (holds, holds)


def test_a_register_that_is_prepared_decides_from_the_first_day_on() -> None:
    known = [mandate("other", first=3)]
    assert granted(known, on=2) is None
    assert granted(known, on=3) == Granted()


def test_mandates_of_one_holder_give_together_and_of_another_nothing() -> None:
    first, second = mandate(scopes=["a:read"]), mandate(scopes=["b:write"])
    both = granted([first, second, mandate("other", scopes=["c:write"])])
    assert both == Granted(frozenset({"a:read", "b:write"}), (first.id, second.id))


def test_a_mandate_that_was_ended_opens_nothing_and_the_register_goes_on_to_decide() -> None:
    assert granted([mandate(first=-3, ended=0)]) == Granted()
    assert granted([mandate(first=-3, last=-1)]) == Granted()


def test_a_mandate_taken_back_before_its_first_day_begins_nothing() -> None:
    assert granted([mandate("other", first=3, ended=1)], on=4) is None


MANDATES = st.builds(
    mandate,
    holder=st.sampled_from(("hr-suite", "other")),
    scopes=st.lists(st.sampled_from(("a:read", "b:write")), min_size=1, unique=True),
    first=st.integers(-3, 3),
    last=st.none() | st.integers(3, 6),
    ended=st.none() | st.integers(-3, 3),
    kind=st.sampled_from(HolderKind),
    organisation=st.sampled_from(("waterrijk", "duinmeer")),
)


@given(known=st.lists(MANDATES, max_size=6), on=st.integers(0, 6))
def test_nobody_gets_what_no_mandate_of_theirs_gives_and_whoever_has_one_gets_it(known: list[Mandate], on: int) -> None:
    own = [one for one in known if (one.organisation, one.kind, one.holder) == ("waterrijk", SUPPLIER, "hr-suite")]
    in_force = [
        one
        for one in own
        if one.ended_at is None and one.from_date <= day(on) and not (one.until_date and one.until_date < day(on))
    ]
    found = granted(known, on=on)
    if in_force:
        assert found is not None
    if found is not None:
        assert found.scopes == {scope for one in in_force for scope in one.scopes}
