"""Whatever the moment and the lengths, stages change at nine, in order, and are never cut short."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from doorstroom_common.covenant import (
    Covenant,
    Relation,
    StageName,
    admits,
    closing_date_kept,
    first_stage,
    next_stage,
    stage_ends_at,
    stages_ahead,
)

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
TRIED = settings(deadline=None, max_examples=60)
NAIVE = (datetime(2020, 1, 1), datetime(2040, 12, 31))  # noqa: DTZ001 - the strategy adds UTC
MOMENTS = st.datetimes(*NAIVE, timezones=st.just(UTC))
LENGTHS = st.tuples(st.integers(0, 40), st.integers(0, 40))
Write = Callable[..., Covenant]


def local_day(moment: datetime) -> date:
    return moment.astimezone(AMSTERDAM).date()


def with_lengths(region: Write, lengths: tuple[int, int]) -> Covenant:
    return region(
        ("    days: 7\n    shorten: {by: [recruiter], toDays: 3}\n", f"    days: {lengths[0]}\n"),
        ("    days: 14\n", f"    days: {lengths[1]}\n"),
    )


@settings(deadline=None, max_examples=500)
@given(opened_at=MOMENTS, days=st.integers(1, 400))
def test_a_stage_ends_at_nine_local_time_so_many_days_later_in_summer_and_winter(
    opened_at: datetime, days: int
) -> None:
    ends_at = stage_ends_at(opened_at, days)
    assert ends_at.tzinfo is UTC
    assert ends_at.astimezone(AMSTERDAM).time() == time(9)
    assert local_day(ends_at) == local_day(opened_at) + timedelta(days=days)


@TRIED
@given(opened_at=MOMENTS, lengths=LENGTHS)
def test_the_last_stage_opens_after_all_lengths_together(
    region: Write, opened_at: datetime, lengths: tuple[int, int]
) -> None:
    covenant = with_lengths(region, lengths)
    ahead = stages_ahead(covenant, first_stage(covenant), opened_at)
    last = local_day(ahead[-1].due_at) if ahead else local_day(opened_at)
    assert last == local_day(opened_at) + timedelta(days=sum(lengths))


@TRIED
@given(opened_at=MOMENTS, lengths=LENGTHS)
def test_stages_open_one_after_another_and_none_before_the_vacancy(
    region: Write, opened_at: datetime, lengths: tuple[int, int]
) -> None:
    covenant = with_lengths(region, lengths)
    start = first_stage(covenant)
    ahead = stages_ahead(covenant, start, opened_at)
    assert all(earlier < later for earlier, later in pairwise([opened_at, *(due.due_at for due in ahead)]))
    names = [[*StageName].index(stage) for stage in (start, *(due.stage for due in ahead))]
    assert all(earlier < later for earlier, later in pairwise(names))
    assert next_stage(covenant, start, opened_at) == (ahead[0] if ahead else None)


@TRIED
@given(opened_at=MOMENTS, lengths=LENGTHS, days=st.integers(-30, 90))
def test_a_closing_date_moves_only_forward_and_only_as_far_as_needed(
    region: Write, opened_at: datetime, lengths: tuple[int, int], days: int
) -> None:
    covenant = with_lengths(region, lengths)
    start, wanted = first_stage(covenant), local_day(opened_at) + timedelta(days=days)
    kept = closing_date_kept(covenant, start, opened_at, wanted)
    due = [local_day(due.due_at) for due in stages_ahead(covenant, start, opened_at)]
    assert kept == max([wanted, *due])


@TRIED
@given(opened_at=MOMENTS, days=st.integers(1, 60), starts=st.integers(0, 60), length=st.integers(0, 20))
def test_no_stage_changes_in_a_closed_period_and_each_closed_day_is_made_up_for(
    region: Write, opened_at: datetime, days: int, starts: int, length: int
) -> None:
    opened = local_day(opened_at)
    first = opened + timedelta(days=starts)
    last = first + timedelta(days=length)
    period = f"closedPeriods:\n  - {{name: dicht, from: {first}, until: {last}, source: {{text: x}}}}\nterms:\n"
    closed = region(("terms:\n", period)).closed_periods
    end = local_day(stage_ends_at(opened_at, days, closed))
    assert not first <= end <= last
    counted = [opened + timedelta(days=n) for n in range(1, (end - opened).days + 1)]
    assert sum(not first <= day <= last for day in counted) == days


def test_whoever_is_nearer_sees_whatever_somebody_farther_sees() -> None:
    for stage in StageName:
        seen = [admits(stage, relation) for relation in Relation]
        assert seen == sorted(seen, reverse=True)
