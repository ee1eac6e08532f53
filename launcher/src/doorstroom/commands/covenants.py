"""`doorstroom covenants`: the agreements of the networks, adopted once and carried on the bus."""

import asyncio
from datetime import datetime, time
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import Progress

from doorstroom.adoption import adopt_files, region_time
from doorstroom.comparing.reading import Compared, compare
from doorstroom.comparing.showing import rules_compared
from doorstroom.comparing.showing_impact import impact_shown
from doorstroom.console import give_up, results, say, words
from doorstroom.folder import Addresses, DataFolder
from doorstroom.options import DEFAULT_DATA, Data, DryRun, LanguageOption, spoken
from doorstroom.servers import reached
from doorstroom.telling.printing import print_sections
from doorstroom_common.clock import AMSTERDAM
from doorstroom_common.covenant import Covenant, parse_covenant

app = typer.Typer(help="The agreements of the networks.", no_args_is_help=True)

File = Annotated[Path, typer.Argument(exists=True, dir_okay=False)]
Against = Annotated[
    Path | None, typer.Option("--against", help="The data folder of a region; without it the files alone are compared.")
]
On = Annotated[
    datetime | None, typer.Option("--on", formats=["%Y-%m-%d"], help="The day on which the region is looked at; today.")
]
Examples = Annotated[int, typer.Option("--examples", min=0, help="How many examples of each kind are shown at most.")]
Files = Annotated[list[Path], typer.Argument(help="Covenant files (YAML).", exists=True, dir_okay=False)]


@app.callback()
def covenants() -> None:
    """The agreements of the networks."""


@app.command("adopt")
def adopt(files: Files, dry_run: DryRun = False, data: Data = DEFAULT_DATA) -> None:
    """Adopt covenants, or new versions of them, in the region of this data folder.

    A file is checked first, and refused with every fault and its line; the version in force then stays. A running
    region takes the new version over within seconds.
    """
    with reached(DataFolder(data), say) as addresses:
        adopt_files(addresses, files, lambda line: results.print(line, soft_wrap=True), dry_run=dry_run)


@app.command("diff")
def diff(
    old: File,
    new: File,
    against: Against = None,
    on: On = None,
    examples: Examples = 3,
    language: LanguageOption = None,
) -> None:
    """Show, before adoption, what another version of a covenant would change: whose group, stage or outcome.

    The region is read and nothing in it is changed. People appear by opaque ids alone.
    """
    before, after = (parse_covenant(file.read_text(encoding="utf-8"), str(file)) for file in (old, new))
    if before.id != after.id:
        give_up(f"{old} is of {before.id}, {new} of {after.id}.", "Compare two versions of one covenant.")
    spoken_here = language or spoken()
    print_sections(rules_compared(before, after, spoken_here))
    if against is None:
        return
    with reached(DataFolder(against), say) as addresses:
        now = datetime.combine(on, time(12), AMSTERDAM) if on else asyncio.run(region_time(addresses))
        compared = _compared(addresses, before, after, now, examples)
    print_sections(impact_shown(compared, now, spoken_here))


def _compared(addresses: Addresses, old: Covenant, new: Covenant, now: datetime, examples: int) -> Compared:
    with Progress(console=words, transient=True) as progress:
        task = progress.add_task("vacancies and requests", total=None)

        def step(done: int, total: int) -> None:
            progress.update(task, completed=done, total=total)

        return asyncio.run(compare(addresses, old, new, now, examples, step))
