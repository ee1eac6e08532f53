"""A story played on a real region, and everything that the region holds afterwards, column by column."""

import asyncio
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import yaml

from doorstroom.adoption import adopt_files, shipped_covenant
from doorstroom.comparing.reading import Compared, compare
from doorstroom.demo.figures import as_json, counted
from doorstroom.demo.running import Play, first_moment, staged
from doorstroom.demo.scenario import DEMO
from doorstroom.demo.story import Story
from doorstroom.demo.writing import write_story
from doorstroom.folder import Addresses, BusKind, DataFolder
from doorstroom.servers import bus_settings, servers
from doorstroom_common.bus import TOPICS, create_bus
from doorstroom_common.clock import SimulatedClock
from doorstroom_common.covenant import parse_covenant
from doorstroom_common.testing.log import recorded_log
from doorstroom_common.testing.postgres import past_policies
from tests.e2e import canaries

SMALL = replace(DEMO, opening_days=6, vacancies=16, secondments=4, candidates=45, reactions=24)
SEED = 245
Column = tuple[str, str, str]
COLUMNS = "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public'"


@dataclass(frozen=True, slots=True)
class Played:
    """`ids`, by the keys of the story; `columns`: every value of every column as text; `records`: all that is on the
    bus; `mails` by file name.

    `compared`: the covenant in force with itself, as `doorstroom covenants diff` has it.
    """

    story: Mapping[str, Any]
    ids: Mapping[str, str]
    covenant: Mapping[str, Any]
    figures: Mapping[str, Any]
    columns: Mapping[Column, str]
    records: tuple[bytes, ...]
    log: str
    mails: Mapping[str, str]
    compared: Compared


def small_story() -> Story:
    """The demo's own kind of story, small enough for a test and full of names that stand nowhere else."""
    file = shipped_covenant(SMALL.covenant)
    story = write_story(SMALL, parse_covenant(file.read_text(encoding="utf-8"), file.name), SEED)
    return canaries.marked(story)


def covenant_as_read() -> Mapping[str, Any]:
    """The covenant by a plain YAML reader, the defaults of its members filled in."""
    read: dict[str, Any] = yaml.safe_load(shipped_covenant(SMALL.covenant).read_text(encoding="utf-8"))
    read["members"] = [{**read["memberDefaults"], **member} for member in read["members"]]
    return read


def play(root: Path, bus: BusKind) -> Played:
    """Start real servers in `root`, play the small story over HTTP, and take everything down in the end."""
    story, folder = small_story(), DataFolder(root)
    with recorded_log() as log, servers(folder, bus, lambda _: None) as addresses:
        file = shipped_covenant(story.covenant)
        adopt_files(addresses, [file], lambda _: None, clock=SimulatedClock(first_moment(story)))
        figures, ids, columns, records, compared = asyncio.run(_play(folder, addresses, story))
    logs = "\n".join(path.read_text(errors="replace") for path in root.rglob("*.log"))
    mails = {path.name: path.read_text(encoding="utf-8") for path in folder.mail.glob("*.eml")}
    told = json.loads(json.dumps(story.as_json()))
    return Played(told, ids, covenant_as_read(), figures, columns, records, log.getvalue() + logs, mails, compared)


async def _play(
    folder: DataFolder, addresses: Addresses, story: Story
) -> tuple[Mapping[str, Any], Mapping[str, str], Mapping[Column, str], tuple[bytes, ...], Compared]:
    async with staged(folder, addresses, story) as running:
        await running.play(lambda _: None)
        await canaries.send_what_is_refused(running.driver)
        figures = as_json(await counted(running))
        file = shipped_covenant(story.covenant)
        rules = parse_covenant(file.read_text(encoding="utf-8"), file.name)
        compared = await compare(addresses, rules, rules, running.clock.now(), 0, lambda *_: None)
        columns: dict[Column, str] = {}
        for name, dsns in addresses.services.items():
            columns.update(await _every_column(name, dsns.owner_dsn))
        return figures, running.driver.ids, columns, await _everything_on_the_bus(addresses, running), compared


async def _every_column(database: str, dsn: str) -> Mapping[Column, str]:
    found = {}
    async with past_policies(dsn) as connection:
        for table, column in await connection.fetch(COLUMNS):
            rows = await connection.fetch(f'SELECT "{column}" FROM "{table}"')
            found[database, table, column] = "\n".join(_text(row[0]) for row in rows)
    return found


def _text(value: Any) -> str:
    return value.decode(errors="replace") if isinstance(value, bytes) else str(value)


async def _everything_on_the_bus(addresses: Addresses, running: Play) -> tuple[bytes, ...]:
    """As a new reader gets it, from the first record to the last."""
    bus = create_bus(bus_settings(addresses), client="canary")
    await bus.start()
    records: list[bytes] = []
    ends = await bus.end_offsets(list(TOPICS))
    async with bus.subscribe("canary", list(TOPICS)) as subscription:
        reached = {origin: end for origin, end in ends.items() if end == 0}
        while len(reached) < len(ends):
            for delivery in await subscription.poll(max_records=500, timeout=1.0):
                records.append(delivery.key.encode() + b" " + (delivery.value or b""))
                if delivery.offset + 1 >= ends[delivery.origin]:
                    reached[delivery.origin] = delivery.offset
    await bus.stop()
    return tuple(records)
