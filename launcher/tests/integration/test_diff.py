"""`doorstroom covenants diff` reads a real region, and nothing in it changes."""

import asyncio
import hashlib
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

import asyncpg
import pytest
from pydantic import SecretStr
from typer.testing import CliRunner, Result

from doorstroom.adoption import adopt_files, shipped_covenant
from doorstroom.cli import app
from doorstroom.comparing import reading
from doorstroom.folder import Addresses, DataFolder
from doorstroom.servers import servers
from doorstroom_common.clock import SimulatedClock
from doorstroom_common.covenant import parse_covenant
from doorstroom_common.covenant_store import KEEP, CovenantStore
from doorstroom_common.database import Database, Role, UnitOfWork
from doorstroom_common.local import LocalServerError
from doorstroom_common.settings import DatabaseSettings
from doorstroom_common.testing.postgres import past_policies
from doorstroom_matching.adapters.copies import StoredCopies
from doorstroom_matching.application.reading import candidate_from, need_from_vacancy
from services.matching.tests import facts
from services.matching.tests.story import CANDIDATE_ID, NEED_ID, NOW

pytestmark = [pytest.mark.slow, pytest.mark.postgres]

TABLES = "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public' ORDER BY 1"
SHORTER = ("    days: 7\n    skip: {by: [recruiter]}\n    shorten: {by: [recruiter], toDays: 3}\n", "    days: 2\n")
Region = tuple[Path, Addresses]


@pytest.fixture(scope="module")
def region(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Region]:
    """One vacancy of Waterrijk, opened on Monday 2 March 2026, and somebody of Duinmeer who fits it."""
    folder = DataFolder(tmp_path_factory.mktemp("region"))
    try:
        with servers(folder, "postgres", lambda _: None) as addresses:
            adopt_files(addresses, [shipped_covenant("demo")], lambda _: None, clock=SimulatedClock(NOW))
            asyncio.run(_fill(addresses))
            yield folder.root, addresses
    except LocalServerError as error:
        pytest.skip(f"no PostgreSQL: {error}")


async def _fill(addresses: Addresses) -> None:
    file = shipped_covenant("demo")
    await _adopt_in_matching(addresses, file)
    await _open(addresses, file, version=1)
    await _keep(addresses, facts.candidate().data)


async def _adopt_in_matching(addresses: Addresses, file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    rules = parse_covenant(text, file.name)
    async with _matching(addresses) as (uow, _):
        uow.write(KEEP, covenant_id=rules.id, version=rules.version, hash=rules.hash, text=text, adopted_at=NOW)


async def _open(addresses: Addresses, file: Path, version: int) -> None:
    rules = parse_covenant(file.read_text(encoding="utf-8"), file.name)
    governing = {"covenantId": rules.id, "version": rules.version, "hash": rules.hash}
    vacancy = facts.vacancy(stage="own", audience=facts.audience(), governingCovenant=governing, version=version).data
    async with _matching(addresses) as (uow, copies):
        await copies.keep_need(need_from_vacancy(vacancy), vacancy, uow)


async def _keep(addresses: Addresses, person: Mapping[str, object]) -> None:
    async with _matching(addresses) as (uow, copies):
        await copies.keep_candidate(candidate_from(person), person, uow)


@asynccontextmanager
async def _matching(addresses: Addresses) -> AsyncIterator[tuple[UnitOfWork, StoredCopies]]:
    """Its copies, kept when the block ends."""
    dsns = addresses.services["matching"]
    database = Database(DatabaseSettings(app_dsn=SecretStr(dsns.app_dsn), worker_dsn=SecretStr(dsns.worker_dsn)))
    await database.open()
    try:
        known = CovenantStore(database)
        await known.refresh()
        async with database.unit_of_work(Role.WORKER) as uow:
            yield uow, StoredCopies(known)
            await uow.commit()
    finally:
        await database.close()


@pytest.fixture
def old() -> Path:
    return shipped_covenant("demo")


@pytest.fixture
def new(old: Path, tmp_path: Path) -> Path:
    """The own stage two days instead of seven."""
    text = old.read_text(encoding="utf-8")
    assert SHORTER[0] in text
    file = tmp_path / "new.yaml"
    file.write_text(text.replace(*SHORTER).replace("version: 1", "version: 2"), encoding="utf-8")
    return file


def diff(*arguments: object, language: str = "en") -> Result:
    words = ["covenants", "diff", *map(str, arguments), "--language", language]
    return CliRunner().invoke(app, words, terminal_width=200, env={"COLUMNS": "400"})


def test_who_would_be_let_in_earlier_is_counted_and_named_by_an_opaque_id(region: Region, old: Path, new: Path) -> None:
    shown = diff(old, new, "--against", region[0], "--on", "2026-03-05")
    assert shown.exit_code == 0, shown.output
    assert (
        "Looked at on March 5, 2026: open vacancies and requests of this covenant 1, active candidates 1."
        in shown.stdout
    )
    assert "In another stage now, or going on at another moment: 1 of 1." in shown.stdout
    assert (
        f"({NEED_ID}): the own organisation, until March 9, 2026 → all members, until March 18, 2026." in shown.stdout
    )
    assert "Proposals that would come: 1. 1 by the rule on stages." in shown.stdout
    assert f"candidate {CANDIDATE_ID}: not proposed, by the rule on stages → proposed in group 4" in shown.stdout


def test_dutch_is_spoken_too(region: Region, old: Path, new: Path) -> None:
    shown = diff(old, new, "--against", region[0], "--on", "2026-03-05", language="nl").stdout
    assert "Voorstellen die erbij zouden komen: 1. 1 door de regel over fasen." in shown


def test_the_same_rules_would_change_nothing(region: Region, old: Path) -> None:
    shown = diff(old, old, "--against", region[0], "--on", "2026-03-12").stdout
    assert "Both files say the same." in shown
    assert "Proposals by the old file: 1. By the new file: 1." in shown
    assert "For none of these anything would change." in shown


@pytest.fixture
def compared_scales(region: Region, old: Path, tmp_path: Path) -> Iterator[Path]:
    """For a while the vacancy was opened under a version by whose table its scales are 7 at the water boards.

    The candidate, now of a water board, accepts scale 9 or higher: matching's columns do not find the pair.
    """
    table = (
        "scaleEquivalence:\n  - {fromAgreement: cao-gemeenten, toAgreement: cao-waterschappen,"
        ' scales: {"9": "7", "10": "7"}, source: {text: x}}\n'
    )
    file = tmp_path / "with-table.yaml"
    file.write_text(old.read_text(encoding="utf-8").replace("version: 1", "version: 3") + table, encoding="utf-8")
    person = facts.candidate().data
    employment = {**person["employment"], "agreement": "cao-waterschappen"}
    asyncio.run(_adopt_in_matching(region[1], file))
    asyncio.run(_open(region[1], file, version=2))
    asyncio.run(_keep(region[1], {**person, "employment": employment, "lowestScale": "9", "version": 2}))
    yield file
    asyncio.run(_forget(region[1], parse_covenant(file.read_text(encoding="utf-8"), "").hash))
    asyncio.run(_open(region[1], old, version=3))
    asyncio.run(_keep(region[1], {**person, "version": 3}))


def test_who_is_kept_out_by_a_table_of_scales_alone_is_found_when_it_goes(
    region: Region, old: Path, compared_scales: Path
) -> None:
    shown = diff(compared_scales, old, "--against", region[0], "--on", "2026-03-12")
    assert "Proposals that would come: 1. 1 by the rule on the lowest scale." in shown.stdout, shown.output


async def _forget(addresses: Addresses, covenant_hash: str) -> None:
    connection = await asyncpg.connect(addresses.services["matching"].owner_dsn)
    await connection.execute("DELETE FROM covenant WHERE hash = $1", covenant_hash)
    await connection.close()


def test_nothing_in_the_region_changes(region: Region, old: Path, new: Path) -> None:
    before = asyncio.run(_everything(region[1]))
    assert diff(old, new, "--against", region[0]).exit_code == 0
    assert asyncio.run(_everything(region[1])) == before


async def test_not_even_by_mistake_could_it_write(region: Region) -> None:
    async with reading._snapshot(region[1], "matching") as connection:
        with pytest.raises(asyncpg.ReadOnlySQLTransactionError):
            await connection.execute("DELETE FROM need")


def test_two_networks_and_a_folder_without_a_region_are_refused_in_words(old: Path, tmp_path: Path) -> None:
    other = diff(old, shipped_covenant("wisselwerk"))
    assert (other.exit_code, "Compare two versions of one covenant." in other.stderr) == (1, True)
    nowhere = diff(old, old, "--against", tmp_path)
    assert isinstance(nowhere.exception, FileNotFoundError)


async def _everything(addresses: Addresses) -> Mapping[str, str]:
    """Every table of every database, as one hash each."""
    found = {}
    for name, dsns in addresses.services.items():
        async with past_policies(dsns.owner_dsn) as connection:
            for (table,) in await connection.fetch(TABLES):
                rows = await connection.fetch(f'SELECT t::text FROM "{table}" AS t ORDER BY 1')
                found[f"{name}.{table}"] = hashlib.sha256("\n".join(row[0] for row in rows).encode()).hexdigest()
    return found
