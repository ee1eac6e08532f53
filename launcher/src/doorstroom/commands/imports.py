"""`doorstroom import`: a spreadsheet for an organisation into a running region, with every bad cell named."""

import json
import sys
import time
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.markup import escape
from rich.progress import Progress
from rich.table import Table

from doorstroom.asking import HERE, Url, asked, signed
from doorstroom.console import give_up, results, say, words
from doorstroom.demo.showing import wide_enough
from doorstroom.folder import DataFolder
from doorstroom.options import DEFAULT_DATA, Data, Language
from doorstroom_common.locales import Translate, translator
from doorstroom_common.sheets.reading import CSV, XLSX

BAD_ROWS = 2
LOOK_SECONDS = 0.3
FORMS = {".csv": CSV, ".txt": CSV, ".xlsx": XLSX}
HEADINGS = ("row", "column", "value", "what is wrong")


class Kind(StrEnum):
    """What the file holds."""

    VACANCIES = "vacancies"
    SECONDMENT_REQUESTS = "secondment-requests"
    CANDIDATES = "candidates"
    RECRUITERS = "recruiters"


class Rows(StrEnum):
    """Which rows are stored."""

    ALL = "all"
    GOOD = "good"


class Mode(StrEnum):
    """What happens to what is in no row."""

    ADD = "add"
    REPLACE = "replace"


AT = {
    Kind.VACANCIES: ("vacancy", "vacancies:write"),
    Kind.SECONDMENT_REQUESTS: ("vacancy", "vacancies:write"),
    Kind.CANDIDATES: ("candidate", "candidates:write"),
    Kind.RECRUITERS: ("notification", "recruiters:write"),
}

File = Annotated[Path, typer.Argument(help="A .csv or .xlsx file.", exists=True, dir_okay=False)]
KindOption = Annotated[Kind, typer.Option("--kind", help="What the file holds.")]
Organisation = Annotated[str, typer.Option("--organisation", help="Whose it is, as its covenant names it (waterrijk).")]
Store = Annotated[bool, typer.Option("--store/--dry-run", help="Store it, or only look at every row.")]
RowsOption = Annotated[Rows, typer.Option("--rows", help="With one bad row store nothing, or the good ones.")]
ModeOption = Annotated[Mode, typer.Option("--mode", help="`replace` also closes or takes back what is in no row.")]
Confirmed = Annotated[bool, typer.Option("--confirmed", help="Although `replace` closes more than a fifth.")]
Silent = Annotated[bool, typer.Option("--silent", help="A first load: nobody is alerted of what opens by it.")]
Mapping = Annotated[
    Path | None,
    typer.Option(help='JSON to remember: {"their heading": "our field", "passed over": null}.', dir_okay=False),
]
LanguageOption = Annotated[Language, typer.Option("--language", help="Of the report.")]


def import_file(  # noqa: PLR0913 - a command line is a list of options
    file: File,
    kind: KindOption,
    organisation: Organisation,
    store: Store = False,
    rows: RowsOption = Rows.ALL,
    mode: ModeOption = Mode.ADD,
    confirmed: Confirmed = False,
    silent: Silent = False,
    mapping: Mapping = None,
    url: Url = HERE,
    language: LanguageOption = Language.DUTCH,
    data: Data = DEFAULT_DATA,
) -> None:
    """Send a spreadsheet and wait for what comes of it; nothing is stored unless you say --store.

    Ends with 0 when every row is good, with 2 when rows are bad or the whole was refused, with 1 when nothing was done.
    """
    form = FORMS.get(file.suffix.lower())
    if form is None:
        give_up(f"{file.name} is neither .csv nor .xlsx.", "Save it as CSV UTF-8 or as XLSX.")
    service, scope = AT[kind]
    token = signed(DataFolder(data), organisation=organisation, supplier="doorstroom-import", scopes=(scope,))
    base = f"/{service}/v1"
    if mapping:
        remembered = {"headings": json.loads(mapping.read_text(encoding="utf-8"))}
        asked("PUT", url, f"{base}/import-mappings/{kind}", token, language.value, json=remembered)
    wanted: dict[str, Any] = {"kind": kind.value, "dryRun": str(not store).lower(), "rows": rows.value}
    if kind is not Kind.RECRUITERS:
        wanted |= {"mode": mode.value, "confirmed": str(confirmed).lower()}
    if service == "vacancy":
        wanted["announce"] = str(not silent).lower()
    sent = asked("POST", url, f"{base}/import-jobs", token, language.value, params=wanted, content=file.read_bytes(),
                 headers={"Content-Type": form})  # fmt: skip
    job = _finished(url, sent.headers["location"], token)
    lines = _report(url, sent.headers["location"], token)
    _tell(job, lines, translator("doorstroom", language.value))
    if job["badRows"] or job["problem"]:
        sys.exit(BAD_ROWS)


def _finished(url: str, path: str, token: str) -> dict[str, Any]:
    with Progress(console=words, transient=True) as progress:
        bar = progress.add_task("", total=None)
        while True:
            job: dict[str, Any] = asked("GET", url, path, token).json()
            progress.update(bar, completed=job["rowsRead"], total=job["ofRows"])
            if job["status"] in ("finished", "failed"):
                return job
            time.sleep(LOOK_SECONDS)


def _report(url: str, path: str, token: str) -> list[dict[str, Any]]:
    lines: list[dict[str, Any]] = []
    following: str | None = f"{path}/report?limit=100"
    while following:
        answer = asked("GET", url, following, token)
        lines += answer.json()["items"]
        link = answer.links.get("next")
        following = link["url"] if link else None
    return lines


def _tell(job: dict[str, Any], lines: list[dict[str, Any]], word: Translate) -> None:
    """The report on the output stream, what came of it beside it."""
    if lines:
        table = Table()
        for name in HEADINGS:
            table.add_column(word(name), overflow="fold")
        for line in lines:
            table.add_row(*(escape(str(line[name] or "")) for name in ("row", "column", "value", "message")))
        wide_enough(results).print(table)
    counted = ", ".join(f"{word(name)}: {count}" for name, count in job["counts"].items())
    say(f"{word('rows')}: {job['rowsRead']}, {word('bad')}: {job['badRows']}" + (f", {counted}" if counted else ""))
    if job["problem"]:
        words.print(job["problem"]["detail"], markup=False)
    say(word("stored" if job["stored"] else "nothing was stored"))
