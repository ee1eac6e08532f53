"""Adopting covenants in a region: the vacancy service's own use case, run against its database."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TypeVar

from pydantic import SecretStr

from doorstroom.folder import Addresses
from doorstroom.servers import Progress
from doorstroom_common.clock import Clock, SystemClock
from doorstroom_common.covenant import check_adoption, is_adopted, parse_covenant
from doorstroom_common.covenant_store import CovenantStore
from doorstroom_common.database import Database
from doorstroom_common.settings import SYNTHETIC_OIN, DatabaseSettings
from doorstroom_vacancy.bootstrap import adopt

Answer = TypeVar("Answer")


def shipped_covenant(name: str) -> Path:
    """A covenant file that comes with the product; `FileNotFoundError` names those there are."""
    inside = Path(__file__).parent / "covenants"
    folder = inside if inside.is_dir() else Path(__file__).parents[3] / "covenants"
    file = folder / f"{name}.yaml"
    if not file.is_file():
        known = ", ".join(sorted(each.stem for each in folder.glob("*.yaml")))
        raise FileNotFoundError(f"there is no covenant {name!r} among those shipped: {known}")
    return file


def any_adopted(addresses: Addresses) -> bool:
    """Whether the region has a covenant."""
    return asyncio.run(_with_database(addresses, _any))


def adopt_files(
    addresses: Addresses, files: Sequence[Path], say: Progress, *, dry_run: bool = False, clock: Clock | None = None
) -> None:
    """Adopt each file, in order; the first that is refused raises `CovenantRefused`, and those before it stay adopted.

    A file that was adopted before, to the byte, is passed over.
    """
    for file in files:
        text = file.read_text(encoding="utf-8")
        work = partial(_adopt, text=text, file=file, dry_run=dry_run, clock=clock)
        say(asyncio.run(_with_database(addresses, work)))


async def region_time(addresses: Addresses) -> datetime:
    """The moment by the region's own clock, that of its database."""

    async def read(database: Database) -> datetime:
        return (await _database_clock(database)).now()

    return await _with_database(addresses, read)


async def _database_clock(database: Database) -> Clock:
    clock = SystemClock()
    await clock.synchronise(database.time)
    return clock


async def _any(database: Database) -> bool:
    store = CovenantStore(database)
    await store.refresh()
    return store.problem is None


async def _adopt(database: Database, *, text: str, file: Path, dry_run: bool, clock: Clock | None) -> str:
    clock = clock or await _database_clock(database)
    if dry_run:
        return await _would_adopt(database, text, file, clock)
    adopted = await adopt(database, clock, SYNTHETIC_OIN, text, file.name)
    done = "adopted" if adopted.new else "was adopted before"
    return f"{adopted.covenant.name}, version {adopted.covenant.version}, {done}"


async def _would_adopt(database: Database, text: str, file: Path, clock: Clock) -> str:
    store = CovenantStore(database)
    await store.refresh()
    covenant = parse_covenant(text, file.name)
    latest = store.covenants.latest(covenant.id)
    if is_adopted(covenant, latest):
        return f"{covenant.name}, version {covenant.version}, was adopted before"
    check_adoption(covenant, latest, clock.now())
    after = f"after version {latest.version}" if latest else "as this network's first"
    return f"{covenant.name}, version {covenant.version}, would be adopted {after}, valid from {covenant.valid_from}"


async def _with_database(addresses: Addresses, work: Callable[[Database], Awaitable[Answer]]) -> Answer:
    dsns = addresses.services["vacancy"]
    settings = DatabaseSettings(app_dsn=SecretStr(dsns.app_dsn), worker_dsn=SecretStr(dsns.worker_dsn))
    database = Database(settings)
    await database.open()
    try:
        return await work(database)
    finally:
        await database.close()
