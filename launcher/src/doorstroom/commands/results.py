"""`doorstroom results`: what came of a covenant, as tables from a running region."""

import json
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from doorstroom.asking import HERE, Url, asked, signed
from doorstroom.console import results, say
from doorstroom.demo.showing import wide_enough
from doorstroom.folder import DataFolder
from doorstroom.options import DEFAULT_DATA, Data, Language
from doorstroom.outcomes import tables
from doorstroom_common.locales import translator

CovenantId = Annotated[str, typer.Argument(help="The covenant, as its file names it (delta-demo).")]
First = Annotated[datetime, typer.Option("--from", formats=["%Y-%m-%d"], help="The first day.")]
Last = Annotated[datetime, typer.Option("--to", formats=["%Y-%m-%d"], help="The last day.")]
JsonFile = Annotated[Path | None, typer.Option("--json", help="Write the figures to this file.", dir_okay=False)]
LanguageOption = Annotated[Language, typer.Option("--language", help="Of the headings.")]


def show_results(
    covenant: CovenantId,
    first: First,
    last: Last,
    json_file: JsonFile = None,
    url: Url = HERE,
    language: LanguageOption = Language.DUTCH,
    data: Data = DEFAULT_DATA,
) -> None:
    """Show what came of a covenant in a period: vacancies, moves, secondments, answers, beside the baseline.

    Whole calendar months around the period are counted. Asked as the covenant's co-ordinator, with a token of this
    data folder's own issuer; counts under five are left out.
    """
    told = _asked(url, covenant, first, last, _token(DataFolder(data), covenant))
    console = wide_enough(results)
    for table in tables(told, translator("doorstroom", language.value)):
        console.print(table)
    if json_file:
        json_file.write_text(json.dumps(told, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        say(f"figures written to {json_file}")


def _asked(url: str, covenant: str, first: datetime, last: datetime, token: str) -> dict[str, Any]:
    period = {"from": first.date().isoformat(), "to": last.date().isoformat()}
    told: dict[str, Any] = asked("GET", url, f"/vacancy/v1/covenants/{covenant}/results", token, params=period).json()
    return told


def _token(folder: DataFolder, covenant: str) -> str:
    return signed(
        folder, person="doorstroom-results", roles=("co-ordinator",), covenants=(covenant,), scopes=("vacancies:read",)
    )
