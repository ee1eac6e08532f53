"""`doorstroom audit`: who could see something when, from the history of a running region."""

import json
from pathlib import Path
from typing import Annotated, Any
from uuid import UUID

import typer

from doorstroom.asking import HERE, Url, asked, signed
from doorstroom.console import results, say
from doorstroom.demo.showing import wide_enough
from doorstroom.folder import DataFolder
from doorstroom.options import DEFAULT_DATA, Data, Language
from doorstroom.sights import tables
from doorstroom_common.locales import translator

app = typer.Typer(help="What can be shown afterwards.", no_args_is_help=True)

READ = ("vacancies:read",)
WHO = "doorstroom-audit"

VacancyId = Annotated[UUID, typer.Argument(help="The vacancy, by its id.")]
SecondmentRequestId = Annotated[UUID, typer.Argument(help="The secondment request, by its id.")]
Organisation = Annotated[
    str | None, typer.Option("--organisation", help="Ask as this organisation: also for what never opened.")
]
JsonFile = Annotated[Path | None, typer.Option("--json", help="Write what was told to this file.", dir_okay=False)]
LanguageOption = Annotated[Language, typer.Option("--language", help="Of the headings and codes.")]


@app.callback()
def audit() -> None:
    """What can be shown afterwards."""


@app.command("vacancy")
def audit_vacancy(
    vacancy: VacancyId,
    organisation: Organisation = None,
    json_file: JsonFile = None,
    url: Url = HERE,
    language: LanguageOption = Language.DUTCH,
    data: Data = DEFAULT_DATA,
) -> None:
    """Show who could see a vacancy when, by which rule and clause of the covenant, and what was done to its stages.

    Asked as the co-ordinator of the covenants of the region, with a token of this data folder's own issuer.
    """
    _audit(f"vacancies/{vacancy}", organisation, json_file, url, language, data)


@app.command("secondment-request")
def audit_secondment_request(
    secondment_request: SecondmentRequestId,
    organisation: Organisation = None,
    json_file: JsonFile = None,
    url: Url = HERE,
    language: LanguageOption = Language.DUTCH,
    data: Data = DEFAULT_DATA,
) -> None:
    """Show who could see a secondment request when, as for a vacancy."""
    _audit(f"secondment-requests/{secondment_request}", organisation, json_file, url, language, data)


def _audit(
    posting: str, organisation: str | None, json_file: Path | None, url: str, language: Language, data: Path
) -> None:
    folder = DataFolder(data)
    token = _as_organisation(folder, organisation) if organisation else _as_co_ordinator(folder, url)
    told: dict[str, Any] = asked("GET", url, f"/vacancy/v1/{posting}/audit", token, language.value).json()
    console = wide_enough(results)
    for table in tables(told, translator("doorstroom", language.value)):
        console.print(table)
    if json_file:
        json_file.write_text(json.dumps(told, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        say(f"written to {json_file}")


def _as_organisation(folder: DataFolder, organisation: str) -> str:
    return signed(folder, organisation=organisation, supplier=WHO, scopes=READ)


def _as_co_ordinator(folder: DataFolder, url: str) -> str:
    """Of every covenant of the region: whose a posting is does not follow from its id."""
    adopted = asked("GET", url, "/vacancy/v1/covenants", signed(folder, person=WHO, scopes=READ)).json()["items"]
    covenants = sorted({covenant["covenantId"] for covenant in adopted})
    return signed(folder, person=WHO, roles=("co-ordinator",), covenants=covenants, scopes=READ)
