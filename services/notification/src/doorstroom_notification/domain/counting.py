"""Counts of people, as they may be shown."""

FEWEST = 5


def shown_count(count: int) -> str:
    """The number from five up, else "fewer than 5": nobody is to be recognised by being the only one."""
    return str(count) if count >= FEWEST else "fewer than 5"
