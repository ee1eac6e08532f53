"""A later version follows with a higher number and a day's notice; a network's first may start at once."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from doorstroom_common.covenant import Covenant, CovenantRefused, check_adoption, is_adopted

Write = Callable[..., Covenant]
STARTS = datetime(2026, 4, 30, 22, tzinfo=UTC)  # 1 May in the Netherlands


def second(region: Write, version: int = 2, identity: str = "region") -> Covenant:
    return region(
        ("version: 1", f"version: {version}"),
        ("validFrom: 2026-01-01", "validFrom: 2026-05-01"),
        ("id: region", f"id: {identity}"),
    )


def test_the_first_covenant_of_a_network_may_have_started_already(region: Write) -> None:
    check_adoption(region(), None, datetime(2026, 7, 1, tzinfo=UTC))


def test_a_later_version_may_start_a_full_day_ahead(region: Write) -> None:
    check_adoption(second(region), region(), STARTS - timedelta(days=1))


def test_a_later_version_is_refused_less_than_a_day_ahead(region: Write) -> None:
    with pytest.raises(
        CovenantRefused, match="validFrom: 2026-05-01 is too soon; members need a day, so 2026-05-02 or later"
    ):
        check_adoption(second(region), region(), STARTS - timedelta(hours=23, minutes=59))


@pytest.mark.parametrize("version", [1, 2])
def test_a_version_that_is_not_higher_is_refused(region: Write, version: int) -> None:
    adopted = region(("version: 1", "version: 2"))
    with pytest.raises(CovenantRefused, match=f"version: {version} must be higher than 2"):
        check_adoption(second(region, version), adopted, STARTS - timedelta(days=9))


def test_another_covenant_cannot_follow_and_all_reasons_are_told(region: Write) -> None:
    with pytest.raises(CovenantRefused) as refused:
        check_adoption(second(region, 1, "elders"), region(), STARTS)
    assert [fault.path for fault in refused.value.faults] == ["id", "validFrom", "version"]


def test_the_very_same_text_is_known_as_adopted_and_another_is_not(region: Write) -> None:
    adopted = region()
    assert is_adopted(region(), adopted)
    assert not is_adopted(region(("name: Samen", "name: Allen samen")), adopted)
    assert not is_adopted(region(), None)
