"""`doorstroom results`: what came of a covenant, as tables from a running region."""

import json
from datetime import datetime, timedelta
from pathlib import Path
from typing import Annotated, Any

import httpx
import typer

from doorstroom.console import give_up, results, say
from doorstroom.demo.showing import wide_enough
from doorstroom.folder import DataFolder
from doorstroom.options import DEFAULT_DATA, Data, Language
from doorstroom.outcomes import tables
from doorstroom_common.http import LocalIssuer
from doorstroom_common.locales import translator

CovenantId = Annotated[str, typer.Argument(help="The covenant, as its file names it (delta-demo).")]
First = Annotated[datetime, typer.Option("--from", formats=["%Y-%m-%d"], help="The first day.")]
Last = Annotated[datetime, typer.Option("--to", formats=["%Y-%m-%d"], help="The last day.")]
JsonFile = Annotated[Path | None, typer.Option("--json", help="Write the figures to this file.", dir_okay=False)]
Url = Annotated[str, typer.Option(help="Where the region answers.")]
LanguageOption = Annotated[Language, typer.Option("--language", help="Of the headings.")]

HTTP_SECONDS = 30.0


def show_results(
    covenant: CovenantId,
    first: First,
    last: Last,
    json_file: JsonFile = None,
    url: Url = "http://127.0.0.1:8080",
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


def _token(folder: DataFolder, covenant: str) -> str:
    if not folder.keys.is_dir():
        give_up(f"There is no region in {folder.root}.", "Name its folder with --data, or start one: doorstroom up.")
    return LocalIssuer.open(folder.keys).token(
        person="doorstroom-results",
        roles=("co-ordinator",),
        covenants=(covenant,),
        scopes=("vacancies:read",),
        lifetime=timedelta(minutes=5),
    )


def _asked(url: str, covenant: str, first: datetime, last: datetime, token: str) -> dict[str, Any]:
    try:
        answer = httpx.get(
            f"{url.rstrip('/')}/vacancy/v1/covenants/{covenant}/results",
            params={"from": first.date().isoformat(), "to": last.date().isoformat()},
            headers={"Authorization": f"Bearer {token}"},
            timeout=HTTP_SECONDS,
        )
    except httpx.HTTPError as error:
        give_up(f"No answer from {url}: {type(error).__name__}.", "Is the region running? `--url` says where.")
    if not answer.is_success:
        give_up(f"The region answered {answer.status_code}.", _detail(answer))
    told: dict[str, Any] = answer.json()
    return told


def _detail(answer: httpx.Response) -> str:
    try:
        return str(answer.json()["detail"])
    except (ValueError, KeyError, TypeError):
        return "Is that the address of a region?"
