"""Calendar days in Amsterdam, counted by the test's own means."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


def midnight(day: date) -> datetime:
    """With which a day begins."""
    return datetime.combine(day, time(), AMSTERDAM).astimezone(UTC)


def day_of(moment: datetime) -> date:
    return moment.astimezone(AMSTERDAM).date()


def end_of_term(moment: datetime, days: int) -> datetime:
    """Whole calendar days, the last one included."""
    return midnight(day_of(moment) + timedelta(days=days + 1))


def stage_end(moment: datetime, days: int) -> datetime:
    """At nine in the morning, so many calendar days later."""
    return datetime.combine(day_of(moment) + timedelta(days=days), time(9), AMSTERDAM).astimezone(UTC)
