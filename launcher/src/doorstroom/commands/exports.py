"""`doorstroom export`: what is an organisation's own, as a file from a running region."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import httpx
import typer

from doorstroom.asking import HERE, HTTP_SECONDS, Url, give_up_on, signed
from doorstroom.commands.imports import Organisation
from doorstroom.console import give_up, say
from doorstroom.folder import DataFolder
from doorstroom.options import DEFAULT_DATA, Data, Language


class Kind(StrEnum):
    """What the file will hold."""

    VACANCIES = "vacancies"
    SECONDMENT_REQUESTS = "secondment-requests"
    CANDIDATES = "candidates"
    RECRUITERS = "recruiters"
    MATCHES = "matches"


AT = {
    Kind.VACANCIES: ("vacancy", "vacancies:read"),
    Kind.SECONDMENT_REQUESTS: ("vacancy", "vacancies:read"),
    Kind.CANDIDATES: ("candidate", "candidates:read"),
    Kind.RECRUITERS: ("notification", "recruiters:read"),
    Kind.MATCHES: ("matching", "matches:read"),
}
FORMS = {".csv": "csv", ".xlsx": "xlsx", ".jsonl": "json-lines"}

KindArgument = Annotated[Kind, typer.Argument(help="What to fetch.")]
File = Annotated[Path, typer.Argument(help="The file to write: .csv, .xlsx or .jsonl.", dir_okay=False)]
LanguageOption = Annotated[Language, typer.Option("--language", help="Of headings and choices.")]


def export(
    kind: KindArgument,
    file: File,
    organisation: Organisation,
    url: Url = HERE,
    language: LanguageOption = Language.DUTCH,
    data: Data = DEFAULT_DATA,
) -> None:
    """Write an organisation's own vacancies, secondment requests, registrations, recruiters or matches to a file."""
    form = FORMS.get(file.suffix.lower())
    if form is None:
        give_up(f"{file.name} is neither .csv, .xlsx nor .jsonl.", "The end of the name says which form it gets.")
    service, scope = AT[kind]
    token = signed(DataFolder(data), organisation=organisation, supplier="doorstroom-export", scopes=(scope,))
    wanted = {"format": form, "language": language.value}
    half = file.with_name(f"{file.name}.part")
    _fetch(url, f"/{service}/v1/exports/{kind}", wanted, token, half)
    half.replace(file)
    say(f"written to {file}")


def _fetch(url: str, path: str, wanted: dict[str, str], token: str, file: Path) -> None:
    """A file that came in part takes no name that somebody trusts."""
    headers = {"Authorization": f"Bearer {token}", "Accept-Language": wanted["language"]}
    address = f"{url.rstrip('/')}{path}"
    try:
        with httpx.stream("GET", address, params=wanted, headers=headers, timeout=HTTP_SECONDS) as answer:
            if not answer.is_success:
                answer.read()
                give_up_on(answer)
            with file.open("wb") as out:
                for piece in answer.iter_bytes():
                    out.write(piece)
    except httpx.HTTPError as error:
        give_up(f"No whole answer from {url}: {type(error).__name__}.", "Is the region running? `--url` says where.")
