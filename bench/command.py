"""The command line that all benchmarks share: `--quick`, `--json`, and the servers they run on."""

import argparse
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Literal

import asyncpg

from bench.report import Row, as_json, machine, show
from doorstroom.adoption import adopt_files, shipped_covenant
from doorstroom.folder import Addresses, DataFolder
from doorstroom.servers import servers

if TYPE_CHECKING:
    Connection = asyncpg.Connection[asyncpg.Record]


@dataclass(frozen=True, slots=True)
class Outcome:
    """The rows, and what a reader should know beside them."""

    rows: Sequence[Row]
    notes: Sequence[str] = ()


Size = Literal["full", "quick", "smoke"]
Benchmark = Callable[[Size], Outcome]


def main(title: str, benchmark: Benchmark) -> None:
    """Run one benchmark from the command line."""
    options = parsed(title)
    known = machine()
    outcome = run(title, benchmark, options.size)
    if options.json:
        print(as_json(known, outcome.rows), flush=True)


def parsed(title: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=title)
    parser.set_defaults(size="full")
    shorter = parser.add_mutually_exclusive_group()
    for size, why in (
        ("quick", "fewer rounds: under 50 seconds, and less exact"),
        ("smoke", "only to see that it works; the figures mean nothing"),
    ):
        shorter.add_argument(f"--{size}", dest="size", action="store_const", const=size, help=why)
    parser.add_argument("--json", action="store_true", help="end with one line of JSON")
    return parser.parse_args()


def run(title: str, benchmark: Benchmark, size: Size) -> Outcome:
    started = time.monotonic()
    outcome = benchmark(size)
    show(title, outcome.rows, outcome.notes)
    say(f"{title}: {time.monotonic() - started:.0f} s")
    return outcome


@dataclass(frozen=True, slots=True)
class Ground:
    """A region's servers, as `doorstroom up` starts them: what is acknowledged is on disk."""

    folder: DataFolder
    addresses: Addresses

    async def owner(self, service: str) -> "Connection":
        """Connected as a database's owner, whom its policies do not bind from now on: to fill it, and as a floor."""
        connection = await asyncpg.connect(self.addresses.services[service].owner_dsn)
        for row in await connection.fetch("SELECT oid::regclass::text AS name FROM pg_class WHERE relforcerowsecurity"):
            await connection.execute(f"ALTER TABLE {row['name']} NO FORCE ROW LEVEL SECURITY")
        return connection


@contextmanager
def ground() -> Iterator[Ground]:
    """PostgreSQL with the databases of the four services and the bus, and the demo covenant adopted."""
    with TemporaryDirectory(prefix="doorstroom-bench-") as name:
        folder = DataFolder(Path(name))
        with servers(folder, "postgres", _quiet) as addresses:
            adopt_files(addresses, [shipped_covenant("demo")], _quiet)
            yield Ground(folder, addresses)


def say(text: str) -> None:
    """Progress, beside the results."""
    print(text, file=sys.stderr, flush=True)


def _quiet(_: str) -> None:
    return
