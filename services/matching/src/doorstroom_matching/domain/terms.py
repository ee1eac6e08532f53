"""Terms for answers: whole calendar days in Europe/Amsterdam, the last one included."""

from datetime import UTC, date, datetime, time, timedelta

from doorstroom_common.clock import AMSTERDAM, local_date

DEFAULT_CONSENT_DAYS = 90
LONGEST_CONSENT_DAYS = 365


def due_after(moment: datetime, days: int) -> datetime:
    """The moment at which an answer comes too late: the end of the last day of the term."""
    end = datetime.combine(local_date(moment) + timedelta(days=days + 1), time.min, AMSTERDAM)
    return end.astimezone(UTC)


def default_consent(now: datetime) -> date:
    """The last day of a consent for which no other was named."""
    return local_date(now) + timedelta(days=DEFAULT_CONSENT_DAYS)


def consent_is_sound(until: date, now: datetime) -> bool:
    """From today on, and for a year at most."""
    today = local_date(now)
    return today <= until <= today + timedelta(days=LONGEST_CONSENT_DAYS)
