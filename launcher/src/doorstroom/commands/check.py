"""`doorstroom check`: covenant files and settings, every fault with its line, before anything is touched."""

from pathlib import Path
from typing import Annotated

import typer
from pydantic import ValidationError
from rich.table import Table

from doorstroom.console import results, words
from doorstroom.editions import SERVICES
from doorstroom_common.covenant import Covenant, CovenantRefused, parse_covenant

Files = Annotated[list[Path] | None, typer.Argument(help="Covenant files; without any, the settings are checked.")]


def check(files: Files = None) -> None:
    """Check covenant files, or the settings in the environment, and name every fault with its place."""
    if not files:
        raise typer.Exit(_check_settings())
    raise typer.Exit(1 if sum([_refused(file) for file in files]) else 0)


def _refused(file: Path) -> bool:
    try:
        covenant = parse_covenant(file.read_text(encoding="utf-8"), str(file))
    except CovenantRefused as error:
        words.print(str(error), markup=False, soft_wrap=True)
        return True
    except (OSError, UnicodeDecodeError) as error:
        words.print(f"{file}: cannot be read: {error}", markup=False)
        return True
    results.print(_summary(covenant))
    return False


def _summary(covenant: Covenant) -> Table:
    table = Table(title=f"{covenant.name} ({covenant.id}, version {covenant.version})", show_header=False)
    until = covenant.valid_until.isoformat() if covenant.valid_until else "no end"
    table.add_row("valid", f"{covenant.valid_from.isoformat()} to {until}")
    table.add_row("members", str(len(covenant.members)))
    table.add_row("stages", ", ".join(f"{stage.stage} {stage.days} days" if stage.days else str(stage.stage)
                                      for stage in covenant.stages))  # fmt: skip
    table.add_row("hash", covenant.hash)
    return table


def _check_settings() -> int:
    faults = 0
    for name, edition in SERVICES.items():
        prefix = str(edition.settings.model_config.get("env_prefix", ""))
        try:
            edition.settings()  # type: ignore[call-arg]
        except ValidationError as error:
            for fault in error.errors(include_input=False, include_url=False):
                variable = prefix + "__".join(str(part).upper() for part in fault["loc"])
                words.print(f"{name}: {variable}: {fault['msg']}", markup=False)
                faults += 1
    if not faults:
        results.print("The settings of all four services make sense.")
    return 1 if faults else 0
