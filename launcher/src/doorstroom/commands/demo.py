"""`doorstroom demo`: a year in the life of a region, in little more than a minute, from nothing to what came of it."""

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
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

from doorstroom.adoption import adopt_files, shipped_covenant
from doorstroom.console import give_up, results, say, words
from doorstroom.demo.driver import Refused
from doorstroom.demo.figures import as_json
from doorstroom.demo.outcome import Outcome, Plot, played
from doorstroom.demo.running import NeverSettled, first_moment, staged
from doorstroom.demo.scenario import SCENARIOS
from doorstroom.demo.showing import show, wide_enough
from doorstroom.demo.showing_year import show_year
from doorstroom.folder import Addresses, DataFolder
from doorstroom.options import Bus, BusOption
from doorstroom.report.facts import Report
from doorstroom.report.page import page
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
ReportFile = Annotated[Path, typer.Option("--report", help="Where the page about the year goes.", dir_okay=False)]
Keep = Annotated[bool, typer.Option("--keep", help="Keep the data folder and say where it is.")]


def demo(
    bus: BusOption = Bus.POSTGRES,
    region: RegionOption = RegionName.DEMO,
    json_file: JsonFile = None,
    report_file: ReportFile = Path("demo/verslag.html"),
    seed: Seed = 1,
    keep: Keep = False,
) -> None:
    """Show a region at work: real services, database and bus, a clock that runs ahead, people who do not exist.

    HR systems, people and recruiters act over HTTP: day by day for a month, at the end of which stand the alerts that
    followed and why, and then week by week until a year has passed, to show what came of it.
    """
    configure_logging("ERROR", human=True)
    scenario = SCENARIOS[region.value]
    file = shipped_covenant(scenario.covenant)
    plot = Plot.of(scenario, parse_covenant(file.read_text(encoding="utf-8"), file.name), seed)
    with _data_folder(keep) as folder, servers(folder, bus.value, say) as addresses:
        adopt_files(addresses, [file], say, clock=SimulatedClock(first_moment(plot.story)))
        outcome = _played(folder, addresses, plot)
    console = wide_enough(results)
    show(console, scenario, plot.story, outcome.figures, outcome.examples)
    if outcome.year:
        show_year(console, outcome.year.results)
        _report(report_file, outcome.year.report)
    if json_file:
        _write(json_file, plot, outcome, bus)
    _how_to_go_on(outcome)


def _played(folder: DataFolder, addresses: Addresses, plot: Plot) -> Outcome:
    with asyncio.Runner(loop_factory=loop_factory()) as runner:
        try:
            return runner.run(_play(folder, addresses, plot))
        except (Refused, NeverSettled) as error:
            give_up(f"The demo stopped: {error}", "This should not happen; please report it with the line above.")


async def _play(folder: DataFolder, addresses: Addresses, plot: Plot) -> Outcome:
    say("the four services")
    async with staged(folder, addresses, plot.story) as play:
        with _progress() as tell:
            return await played(play, plot, tell)


@contextmanager
def _progress() -> Iterator[Callable[[str, int, int], None]]:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=words) as progress:
        tasks: dict[str, TaskID] = {}

        def tell(what: str, done: int, total: int) -> None:
            if what not in tasks:
                tasks[what] = progress.add_task(what, total=total)
            progress.update(tasks[what], completed=done)

        yield tell


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


def _write(file: Path, plot: Plot, outcome: Outcome, bus: Bus) -> None:
    told: dict[str, Any] = {
        "region": plot.scenario.name, "simulated": True, "source": plot.scenario.source, "seed": plot.seed,
        "bus": bus.value, "start": plot.story.start.isoformat(), "days": plot.story.days, **as_json(outcome.figures),
        **({"results": outcome.year.results, "deeds": outcome.year.deeds.as_json()} if outcome.year else {}),
    }  # fmt: skip
    file.write_text(json.dumps(told, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    say(f"figures written to {file}")


def _report(file: Path, report: Report) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(page(report), encoding="utf-8")
    say(f"the year as a page, in Dutch and in English: {file}")


def _how_to_go_on(outcome: Outcome) -> None:
    set_aside = outcome.year.set_aside if outcome.year else outcome.figures.set_aside
    if set_aside:
        words.print(f"[bold red]{set_aside} messages were set aside: something is wrong.[/bold red]")
    words.print(
        "Now by hand:\n"
        "  make up                                      a region of your own, on http://127.0.0.1:8080\n"
        "  doorstroom token --organisation waterrijk    a token to try it with (in .venv/bin)\n"
        '  curl -H "Authorization: Bearer $TOKEN" http://127.0.0.1:8080/vacancy/v1/vacancies',
        highlight=False,
        soft_wrap=True,
    )
