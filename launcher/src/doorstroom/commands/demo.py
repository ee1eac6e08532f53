"""`doorstroom demo`: a month in the life of a region, in a minute, from nothing to the alerts."""

import asyncio
import json
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from doorstroom.adoption import adopt_files, shipped_covenant
from doorstroom.console import give_up, results, say, words
from doorstroom.demo.driver import Refused
from doorstroom.demo.examples import Examples, found
from doorstroom.demo.figures import Figures, as_json, counted
from doorstroom.demo.running import NeverSettled, first_moment, staged
from doorstroom.demo.scenario import SCENARIOS, Scenario
from doorstroom.demo.showing import show, wide_enough
from doorstroom.demo.story import Story
from doorstroom.demo.writing import write_story
from doorstroom.folder import Addresses, DataFolder
from doorstroom.options import Bus, BusOption
from doorstroom.servers import servers
from doorstroom_common.clock import SimulatedClock
from doorstroom_common.covenant import parse_covenant
from doorstroom_common.observability.logging import configure_logging
from doorstroom_common.run import loop_factory


class RegionName(StrEnum):
    """Which region is shown."""

    DEMO = "demo"
    SWITCH_2008 = "switch-2008"


RegionOption = Annotated[
    RegionName, typer.Option("--region", help="An invented one, or the volume of Switch in 2008 (TNO 2009).")
]
JsonFile = Annotated[
    Path | None, typer.Option("--json", help="Write the counted figures to this file.", dir_okay=False)
]
Seed = Annotated[int, typer.Option(help="Another number, another story; the same number, the same one.")]
Keep = Annotated[bool, typer.Option("--keep", help="Keep the data folder and say where it is.")]


def demo(
    bus: BusOption = Bus.POSTGRES,
    region: RegionOption = RegionName.DEMO,
    json_file: JsonFile = None,
    seed: Seed = 1,
    keep: Keep = False,
) -> None:
    """Show a region at work: real services, database and bus, a clock that runs ahead, people who do not exist.

    HR systems, people and recruiters act over HTTP, day by day; at the end stand the alerts that followed, and why.
    """
    configure_logging("ERROR", human=True)
    scenario = SCENARIOS[region.value]
    file = shipped_covenant(scenario.covenant)
    story = write_story(scenario, parse_covenant(file.read_text(encoding="utf-8"), file.name), seed)
    with _data_folder(keep) as folder, servers(folder, bus.value, say) as addresses:
        adopt_files(addresses, [file], say, clock=SimulatedClock(first_moment(story)))
        figures, examples = _played(folder, addresses, story)
    show(wide_enough(results), scenario, story, figures, examples)
    if json_file:
        _write(json_file, scenario, story, figures, seed, bus)
    _how_to_go_on(figures)


def _played(folder: DataFolder, addresses: Addresses, story: Story) -> tuple[Figures, Examples]:
    with asyncio.Runner(loop_factory=loop_factory()) as runner:
        try:
            return runner.run(_play(folder, addresses, story))
        except (Refused, NeverSettled) as error:
            give_up(f"The demo stopped: {error}", "This should not happen; please report it with the line above.")


async def _play(folder: DataFolder, addresses: Addresses, story: Story) -> tuple[Figures, Examples]:
    say("the four services")
    async with staged(folder, addresses, story) as play:
        with _progress(story) as tell:
            await play.play(tell)
        figures = await counted(play)
        return figures, await found(play, figures)


@contextmanager
def _progress(story: Story) -> Iterator[Callable[[int], None]]:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=words) as progress:
        task = progress.add_task("simulated days", total=story.days)
        yield lambda day: progress.update(task, completed=day)


@contextmanager
def _data_folder(keep: bool) -> Iterator[DataFolder]:
    root = Path(tempfile.mkdtemp(prefix="doorstroom-demo-"))
    try:
        yield DataFolder(root)
    finally:
        if keep:
            say(f"the data folder is kept: {root}")
        else:
            shutil.rmtree(root, ignore_errors=True)


def _write(file: Path, scenario: Scenario, story: Story, figures: Figures, seed: int, bus: Bus) -> None:
    told: dict[str, Any] = {
        "region": scenario.name, "simulated": True, "source": scenario.source, "seed": seed, "bus": bus.value,
        "start": story.start.isoformat(), "days": story.days, **as_json(figures),
    }  # fmt: skip
    file.write_text(json.dumps(told, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    say(f"figures written to {file}")


def _how_to_go_on(figures: Figures) -> None:
    if figures.set_aside:
        words.print(f"[bold red]{figures.set_aside} messages were set aside: something is wrong.[/bold red]")
    words.print(
        "Now by hand:\n"
        "  make up                                      a region of your own, on http://127.0.0.1:8080\n"
        "  doorstroom token --organisation waterrijk    a token to try it with (in .venv/bin)\n"
        '  curl -H "Authorization: Bearer $TOKEN" http://127.0.0.1:8080/vacancy/v1/vacancies',
        highlight=False,
        soft_wrap=True,
    )
