"""Putting tables that were made anew in the place of those that are read all the time."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

import asyncpg

if TYPE_CHECKING:
    Connection = asyncpg.Connection[asyncpg.Record]

TIMES = 20


async def swap_tables(owner: "Connection", statements: Iterable[str]) -> None:
    """Run the statements inside the present transaction, all or none; `TimeoutError` when that cannot be.

    Some read one table first and some another, so there is no order in which all can be taken from everybody: where a
    reader and this wait for each other, what was taken is given back, and it tries again.
    """
    several = tuple(statements)
    for _ in range(TIMES):
        try:
            async with owner.transaction():
                for statement in several:
                    await owner.execute(statement)
        except asyncpg.DeadlockDetectedError:
            continue
        return
    raise TimeoutError("the new tables could not take their place; nothing has changed")
