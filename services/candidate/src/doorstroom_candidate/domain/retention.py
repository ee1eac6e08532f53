"""How long a profile is kept outside a procedure: asked again after six months, erased after twelve."""

from calendar import monthrange
from datetime import datetime

from doorstroom_common.clock import AMSTERDAM

ASK_MONTHS, ERASE_MONTHS = 6, 12


def ask_at(last_word: datetime) -> datetime:
    """When a person who last said something at `last_word` is asked whether they still take part."""
    return months_after(last_word, ASK_MONTHS)


def erase_at(last_word: datetime) -> datetime:
    """When their data goes, if they say nothing more."""
    return months_after(last_word, ERASE_MONTHS)


def months_after(moment: datetime, months: int) -> datetime:
    """The same local time on the same day, or the last one, of a later month; by the calendar in Europe/Amsterdam."""
    local = moment.astimezone(AMSTERDAM)
    years, month = divmod(local.month - 1 + months, 12)
    year = local.year + years
    day = min(local.day, monthrange(year, month + 1)[1])
    return local.replace(year=year, month=month + 1, day=day).astimezone(moment.tzinfo)
