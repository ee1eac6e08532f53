"""When an opening stage ends and which one follows: arithmetic on calendar days in Europe/Amsterdam, no clock.

A stage of N days that opened on local day D ends on day D + N at 09:00; days of a closed period are not counted and no
stage changes on one. A stage of no days is passed over.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache

from doorstroom_common.clock import AMSTERDAM, local_date
from doorstroom_common.covenant.model import Covenant
from doorstroom_common.covenant.rules import ClosedPeriod, Stage
from doorstroom_common.covenant.vocabulary import PublicRule, StageName

CHANGES_AT = time(9, 0)


@dataclass(frozen=True, slots=True)
class StageDue:
    """A stage that follows, and the moment (UTC) at which it is due.

    With `only_if_too_few` the reactions are counted at that moment first; ask `opens_to_the_public`.
    """

    stage: StageName
    due_at: datetime
    only_if_too_few: bool


def first_stage(covenant: Covenant) -> StageName:
    """The stage in which a vacancy opens: the first that has any days, or the last."""
    return next(stage.stage for stage in covenant.stages if stage.days != 0)


def stage_ends_at(opened_at: datetime, days: int, closed: Sequence[ClosedPeriod] = ()) -> datetime:
    """The moment (UTC) at which a stage of `days` counted days ends; `days` is at least one."""
    return _ends_at(local_date(opened_at), days, tuple(closed))


def days_counted(since: datetime, until: datetime, closed: Sequence[ClosedPeriod] = ()) -> int:
    """How many days a stage counts between two moments: the inverse of `stage_ends_at`."""
    first, last = local_date(since), local_date(until)
    days = (first + timedelta(days=number) for number in range(1, (last - first).days + 1))
    return sum(not any(period.from_date <= day <= period.until_date for period in closed) for day in days)


@lru_cache(maxsize=1024)
def _ends_at(day: date, days: int, closed: tuple[ClosedPeriod, ...]) -> datetime:
    """Kept, since every vacancy opened on a day asks the same."""
    left = days
    while left > 0:
        day += timedelta(days=1)
        left -= not any(period.from_date <= day <= period.until_date for period in closed)
    return _at_nine(day)


def next_stage(covenant: Covenant, current: StageName, opened_at: datetime, days: int | None = None) -> StageDue | None:
    """The stage after `current`, which opened at `opened_at`; None when `current` is the last.

    `days` replaces the covenant's length, for a stage that was shortened or extended.
    """
    index = _index(covenant, current)
    following = _following(covenant, index)
    if following is None:
        return None
    length = covenant.stages[index].days if days is None else days
    due_at = stage_ends_at(opened_at, length, covenant.closed_periods) if length else opened_at
    return StageDue(following.stage, due_at, _only_if_too_few(covenant, following.stage))


def stages_ahead(
    covenant: Covenant, current: StageName, opened_at: datetime, days: int | None = None
) -> tuple[StageDue, ...]:
    """All stages that follow, each opening at the moment it is due; `days` is of the current stage alone."""
    ahead: list[StageDue] = []
    due = next_stage(covenant, current, opened_at, days)
    while due is not None:
        ahead.append(due)
        due = next_stage(covenant, due.stage, due.due_at)
    return tuple(ahead)


def closing_date_kept(
    covenant: Covenant, current: StageName, opened_at: datetime, wanted: date, days: int | None = None
) -> date:
    """`wanted`, or the local day on which the last stage ahead is due where that is later: no stage is cut short."""
    return max([wanted, *(local_date(due.due_at) for due in stages_ahead(covenant, current, opened_at, days))])


def opens_to_the_public(covenant: Covenant, reactions: int) -> bool:
    """Whether the public stage opens, with so many reactions not yet found unsuitable."""
    rule = covenant.public_when
    if rule is None:
        return False
    return rule.rule is PublicRule.ALWAYS or reactions < (rule.reactions or 0)


def _index(covenant: Covenant, name: StageName) -> int:
    for index, stage in enumerate(covenant.stages):
        if stage.stage is name:
            return index
    raise ValueError(f"{covenant.id} version {covenant.version} has no stage {name}")


def _following(covenant: Covenant, index: int) -> Stage | None:
    return next((stage for stage in covenant.stages[index + 1 :] if stage.days != 0), None)


def _only_if_too_few(covenant: Covenant, stage: StageName) -> bool:
    rule = covenant.public_when
    return stage is StageName.PUBLIC and rule is not None and rule.rule is PublicRule.TOO_FEW


def _at_nine(day: date) -> datetime:
    return datetime.combine(day, CHANGES_AT, AMSTERDAM).astimezone(UTC)
