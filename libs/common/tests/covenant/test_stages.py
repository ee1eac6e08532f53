"""Stages change at 09:00 in the Netherlands, on the day that the covenant's length gives."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest

from doorstroom_common.covenant import (
    Covenant,
    StageDue,
    StageName,
    closing_date_kept,
    first_stage,
    next_stage,
    opens_to_the_public,
    stage_ends_at,
    stages_ahead,
)

Write = Callable[..., Covenant]
MONDAY = datetime(2026, 6, 1, 12, tzinfo=UTC)
CHRISTMAS = (
    "terms:\n",
    "closedPeriods:\n  - {name: kerst, from: 2026-12-24, until: 2027-01-03, source: {text: x}}\nterms:\n",
)


@pytest.mark.parametrize(
    ("opened_at", "days", "ends_at"),
    [
        ("2026-06-01T12:00Z", 7, "2026-06-08T07:00Z"),
        ("2026-06-01T21:59Z", 7, "2026-06-08T07:00Z"),
        ("2026-06-01T22:00Z", 7, "2026-06-09T07:00Z"),  # already 2 June in the Netherlands
        ("2026-01-05T08:00Z", 7, "2026-01-12T08:00Z"),  # winter
        ("2026-03-23T08:00Z", 7, "2026-03-30T07:00Z"),  # summer time starts in between
        ("2026-10-20T07:00Z", 7, "2026-10-27T08:00Z"),  # and ends
        ("2026-03-28T23:30Z", 1, "2026-03-30T07:00Z"),  # opened in the night of the change
        ("2026-06-01T05:00Z", 1, "2026-06-02T07:00Z"),  # before nine: still a whole day
        ("2028-02-28T12:00Z", 1, "2028-02-29T08:00Z"),
    ],
)
def test_a_stage_ends_at_nine_on_the_day_that_its_length_gives(opened_at: str, days: int, ends_at: str) -> None:
    assert stage_ends_at(datetime.fromisoformat(opened_at), days) == datetime.fromisoformat(ends_at)


def test_the_stages_follow_each_other_from_the_moment_each_was_due(region: Write) -> None:
    assert stages_ahead(region(), StageName.OWN, MONDAY) == (
        StageDue(StageName.PARTNERS, datetime(2026, 6, 8, 7, tzinfo=UTC), only_if_too_few=False),
        StageDue(StageName.PUBLIC, datetime(2026, 6, 22, 7, tzinfo=UTC), only_if_too_few=True),
    )


def test_after_the_last_stage_nothing_follows(region: Write) -> None:
    assert next_stage(region(), StageName.PUBLIC, MONDAY) is None


def test_where_the_public_stage_always_opens_nothing_is_counted(region: Write) -> None:
    covenant = region(("rule: too_few\n  reactions: 2", "rule: always"))
    due = next_stage(covenant, StageName.PARTNERS, MONDAY)
    assert due is not None
    assert not due.only_if_too_few
    assert opens_to_the_public(covenant, 99)


@pytest.mark.parametrize(("reactions", "opens"), [(0, True), (1, True), (2, False), (3, False)])
def test_the_public_stage_opens_with_fewer_reactions_than_are_enough(
    region: Write, reactions: int, opens: bool
) -> None:
    assert opens_to_the_public(region(), reactions) is opens


def test_a_stage_of_no_days_is_passed_over(region: Write) -> None:
    without_own = region(("    days: 7\n    shorten: {by: [recruiter], toDays: 3}\n", "    days: 0\n"))
    assert first_stage(without_own) is StageName.PARTNERS
    without_partners = region(("    days: 14\n    extend: {by: [recruiter], byDays: 14}\n", "    days: 0\n"))
    due = next_stage(without_partners, StageName.OWN, MONDAY)
    assert due is not None
    assert (due.stage, due.due_at.day) == (StageName.PUBLIC, 8)


def test_a_stage_that_the_covenant_does_not_have_is_no_stage_to_ask_about(region: Write) -> None:
    with pytest.raises(ValueError, match="region version 1 has no stage linked"):
        next_stage(region(), StageName.LINKED, MONDAY)


@pytest.mark.parametrize(("days", "due_day"), [(0, 1), (3, 4), (21, 22)])
def test_a_stage_that_was_skipped_shortened_or_extended_has_its_own_length(
    region: Write, days: int, due_day: int
) -> None:
    due = next_stage(region(), StageName.OWN, MONDAY, days)
    assert due is not None
    assert due.due_at.day == due_day


def test_days_of_a_closed_period_are_not_counted_and_no_stage_changes_on_one(region: Write) -> None:
    covenant = region(CHRISTMAS)
    due = next_stage(covenant, StageName.OWN, datetime(2026, 12, 21, 12, tzinfo=UTC))
    assert due is not None
    assert due.due_at == datetime(2027, 1, 8, 8, tzinfo=UTC)  # 22 and 23 December, 4 to 8 January


@pytest.mark.parametrize(
    ("current", "opened_at", "wanted", "kept"),
    [
        (StageName.OWN, MONDAY, date(2026, 6, 10), date(2026, 6, 22)),
        (StageName.OWN, MONDAY, date(2026, 6, 22), date(2026, 6, 22)),
        (StageName.OWN, MONDAY, date(2026, 7, 1), date(2026, 7, 1)),
        (StageName.PARTNERS, datetime(2026, 6, 8, 7, tzinfo=UTC), date(2026, 6, 10), date(2026, 6, 22)),
        (StageName.PUBLIC, datetime(2026, 6, 22, 7, tzinfo=UTC), date(2026, 6, 23), date(2026, 6, 23)),
    ],
)
def test_a_closing_date_never_cuts_short_a_stage_still_due(
    region: Write, current: StageName, opened_at: datetime, wanted: date, kept: date
) -> None:
    assert closing_date_kept(region(), current, opened_at, wanted) == kept
