"""`doorstroom covenants`: the agreements of the networks, adopted once and carried on the bus."""

from pathlib import Path
from typing import Annotated

import typer

from doorstroom.adoption import adopt_files
from doorstroom.console import results, say
from doorstroom.folder import DataFolder
from doorstroom.options import DEFAULT_DATA, Data, DryRun
from doorstroom.servers import reached

app = typer.Typer(help="The agreements of the networks.", no_args_is_help=True)

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
