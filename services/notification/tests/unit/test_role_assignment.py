"""Duties that clash: which, whose, and on which days."""

from datetime import UTC, date, datetime
from uuid import uuid4

import pytest

from doorstroom_common.locales import translations
from doorstroom_notification.domain.role_assignment import Clash, Role, RoleAssignment, clashes
from doorstroom_notification.entrypoints.role_assignments import WORDS

R, V, A, C, P = Role.RECRUITER, Role.VACANCY_HOLDER, Role.ADVISER, Role.CO_ORDINATOR, Role.PRIVACY_OFFICER
EXPECTED = {
    frozenset({P, R}): Clash.CHECKS_OWN_LOOKS,
    frozenset({P, V}): Clash.CHECKS_OWN_LOOKS,
    frozenset({P, A}): Clash.CHECKS_OWN_LOOKS,
    frozenset({C, R}): Clash.SEES_PERSONS_AND_TOTALS,
    frozenset({C, V}): Clash.SEES_PERSONS_AND_TOTALS,
    frozenset({C, A}): Clash.SEES_PERSONS_AND_TOTALS,
    frozenset({A, R}): Clash.ADVISES_AND_CHOOSES,
    frozenset({A, V}): Clash.ADVISES_AND_CHOOSES,
}


def held(role: Role, first: int = 1, last: int | None = None) -> RoleAssignment:
    until = date(2026, 3, last) if last else None
    entered = datetime(2026, 3, 1, tzinfo=UTC)
    covenant = "delta-demo" if role is C else None
    return RoleAssignment(
        "waterrijk", uuid4(), "anna@waterrijk.example", role, covenant, date(2026, 3, first), until, "hr", entered
    )


@pytest.mark.parametrize("one", list(Role))
@pytest.mark.parametrize("other", list(Role))
def test_each_pair_of_duties_clashes_or_not_whichever_came_first(one: Role, other: Role) -> None:
    clash = EXPECTED.get(frozenset({one, other}))
    assert clashes(held(one), [held(other)]) == ([clash] if clash else [])


def test_duties_of_different_days_do_not_clash_and_the_last_day_counts() -> None:
    assert clashes(held(P, 10), [held(R, 1, 9)]) == []
    assert clashes(held(P, 1, 9), [held(R, 10)]) == []
    assert clashes(held(P, 9), [held(R, 1, 9)]) == [Clash.CHECKS_OWN_LOOKS]


def test_every_clash_has_words_in_both_languages() -> None:
    assert WORDS.keys() == set(Clash)
    assert set(WORDS.values()) <= translations("doorstroom_notification", "nl").keys()
