"""`doorstroom mandates`: who may act for an organisation: list, grant, end."""

from collections.abc import Iterator
from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

import typer
from rich.markup import escape
from rich.table import Table

from doorstroom.asking import HERE, Url, asked, signed
from doorstroom.commands.roles import DAY, LanguageOption, Organisation, day_of
from doorstroom.console import give_up, results
from doorstroom.demo.showing import wide_enough
from doorstroom.folder import DataFolder
from doorstroom.options import DEFAULT_DATA, Data, Language
from doorstroom_common.locales import Translate, translator

app = typer.Typer(
    help="The register of mandates: which suppliers and persons may act for an organisation, beside their tokens.",
    no_args_is_help=True,
)

PATH = "/notification/v1/mandates"
COLUMNS = ("holder", "scopes", "from day", "until day", "mandate")

Supplier = Annotated[str | None, typer.Option(help="A supplier, by the azp of its tokens.")]
Person = Annotated[str | None, typer.Option(help="A person, by their sub at the identity provider.")]
Scopes = Annotated[list[str], typer.Option("--scope", help="A right, such as vacancies:write; may be repeated.")]
First = Annotated[datetime | None, typer.Option("--from", formats=DAY, help="The first day; without it today.")]
Last = Annotated[datetime | None, typer.Option("--until", formats=DAY, help="The last day; without it no end.")]
Mandate = Annotated[UUID, typer.Argument(help="The id of the mandate, as `list` shows it.")]
Told = dict[str, Any]


@app.command("list")
def list_mandates(
    organisation: Organisation, url: Url = HERE, language: LanguageOption = Language.DUTCH, data: Data = DEFAULT_DATA
) -> None:
    """Show who may act for an organisation, with the mandates that ended."""
    _show(list(_all(url, _officer(data, organisation, "mandates:read"), language)), language)


@app.command("grant")
def grant(  # noqa: PLR0913 - a command line is a list of options
    organisation: Organisation,
    scopes: Scopes,
    supplier: Supplier = None,
    person: Person = None,
    first: First = None,
    last: Last = None,
    url: Url = HERE,
    language: LanguageOption = Language.DUTCH,
    data: Data = DEFAULT_DATA,
) -> None:
    """Let a supplier or a person act for an organisation.

    The first mandate of a supplier makes the register decide about suppliers, that of a person about persons: whoever
    has none is refused from its first day on, the commands of `doorstroom` too (`doorstroom-roles` and its like).
    """
    if (supplier is None) is (person is None):
        give_up("Who may act?", "Name a supplier (--supplier hr-suite) or a person (--person anna), not both.")
    body = {
        "kind": "supplier" if supplier else "person",
        "holder": supplier or person,
        "scopes": scopes,
        "fromDate": day_of(first),
        "untilDate": day_of(last),
    }
    given = {name: value for name, value in body.items() if value is not None}
    token = _officer(data, organisation, "mandates:write")
    _show([asked("POST", url, PATH, token, language.value, json=given).json()], language)


@app.command("end")
def end(
    organisation: Organisation,
    mandate: Mandate,
    url: Url = HERE,
    language: LanguageOption = Language.DUTCH,
    data: Data = DEFAULT_DATA,
) -> None:
    """End a mandate at once, whatever tokens say; it stays in the list."""
    token = _officer(data, organisation, "mandates:write")
    _show([asked("POST", url, f"{PATH}/{mandate}/ending", token, language.value).json()], language)


def _officer(data: Data, organisation: str, scope: str) -> str:
    who = {"person": "doorstroom-mandates", "roles": ("privacy-officer",), "organisation": organisation}
    return signed(DataFolder(data), **who, scopes=(scope,))


def _all(url: str, token: str, language: Language) -> Iterator[Told]:
    path: str | None = f"{PATH}?limit=100"
    while path:
        answer = asked("GET", url, path, token, language.value)
        yield from answer.json()["items"]
        following = answer.links.get("next")
        path = following["url"] if following else None


def _show(mandates: list[Told], language: Language) -> None:
    """A table of who may do what, and what there is to know beside it."""
    words = translator("doorstroom", language.value)
    table = Table()
    for name in COLUMNS:
        table.add_column(words(name), overflow="fold")
    for each in mandates:
        holder = f"{words(each['kind'])} {each['holder']}"
        days = (each["fromDate"], _until(each, words))
        table.add_row(*map(escape, (holder, "\n".join(each["scopes"]), *days, each["mandateId"])))
    console = wide_enough(results)
    console.print(table)
    for warning in (one for each in mandates for one in each["warnings"]):
        console.print(escape(warning["message"]))


def _until(each: Told, words: Translate) -> str:
    if each["endedAt"]:
        return f"{words('ended')} {each['endedAt'][:10]}"
    return str(each["untilDate"] or "–")
