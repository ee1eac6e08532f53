"""`doorstroom check`: covenant files and settings, every fault with its line, before anything is touched."""

from pathlib import Path
from typing import Annotated

import typer
from pydantic import ValidationError

from doorstroom.console import results, words
from doorstroom.editions import SERVICES
from doorstroom.options import LanguageOption, spoken
from doorstroom.telling import told
from doorstroom.telling.printing import print_sections
from doorstroom_common.covenant import Covenant, CovenantRefused, parse_covenant

Files = Annotated[list[Path] | None, typer.Argument(help="Covenant files; without any, the settings are checked.")]
Quiet = Annotated[bool, typer.Option("--quiet", help="Tell faults alone; the exit code is 1 when there are any.")]


def check(files: Files = None, language: LanguageOption = None, quiet: Quiet = False) -> None:
    """Tell in plain words what covenant files say, or name every fault with its place; without files: of settings."""
    if not files:
        raise typer.Exit(_check_settings(quiet=quiet))
    covenants = [_read(file) for file in files]
    for covenant in covenants:
        if covenant and not quiet:
            print_sections(told(covenant, language or spoken()))
    raise typer.Exit(0 if all(covenants) else 1)


def _read(file: Path) -> Covenant | None:
    """None after telling why not."""
    try:
        return parse_covenant(file.read_text(encoding="utf-8"), str(file))
    except CovenantRefused as error:
        words.print(str(error), markup=False, soft_wrap=True)
    except (OSError, UnicodeDecodeError) as error:
        words.print(f"{file}: cannot be read: {error}", markup=False)
    return None


def _check_settings(*, quiet: bool) -> int:
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
    if not faults and not quiet:
        results.print("The settings of all four services make sense.")
    return 1 if faults else 0
