"""`doorstroom roles`: who has which role at an organisation: list, grant, end."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

import typer
from rich.markup import escape
from rich.table import Table

from doorstroom.asking import HERE, Url, asked, signed
from doorstroom.console import results, say
from doorstroom.demo.showing import wide_enough
from doorstroom.folder import DataFolder
from doorstroom.options import DEFAULT_DATA, Data, Language
from doorstroom_common.locales import Translate, translator

app = typer.Typer(help="The register of roles, from which an identity provider is fed.", no_args_is_help=True)

PATH = "/notification/v1/role-assignments"
DAY = ["%Y-%m-%d"]

Organisation = Annotated[str, typer.Argument(help="The organisation, as its covenant names it (waterrijk).")]
Email = Annotated[str, typer.Argument(help="The person's address.")]
Role = Annotated[str, typer.Argument(help="recruiter, vacancy-holder, adviser, co-ordinator or privacy-officer.")]
CovenantId = Annotated[str | None, typer.Option("--covenant", help="Of a co-ordinator: which covenant.")]
First = Annotated[datetime | None, typer.Option("--from", formats=DAY, help="The first day; without it today.")]
Last = Annotated[datetime | None, typer.Option("--until", formats=DAY, help="The last day; without it no end.")]
Assignment = Annotated[UUID, typer.Argument(help="The id of the assignment, as `list` shows it.")]
LanguageOption = Annotated[Language, typer.Option("--language", help="Of the headings and warnings.")]

COLUMNS = ("person", "role", "from day", "until day", "assignment")
Told = dict[str, Any]


@app.command("list")
def list_roles(
    organisation: Organisation, url: Url = HERE, language: LanguageOption = Language.DUTCH, data: Data = DEFAULT_DATA
) -> None:
    """Show who has which role at an organisation, with a warning where two duties of one person clash."""
    token = signed(DataFolder(data), organisation=organisation, supplier="doorstroom-roles", scopes=("roles:read",))
    _show(list(_all(url, token, language)), language)


@app.command("grant")
def grant(  # noqa: PLR0913 - a command line is a list of options
    organisation: Organisation,
    email: Email,
    role: Role,
    covenant: CovenantId = None,
    first: First = None,
    last: Last = None,
    url: Url = HERE,
    language: LanguageOption = Language.DUTCH,
    data: Data = DEFAULT_DATA,
) -> None:
    """Enter that somebody has a role; a clash with another of their duties is warned about, not refused."""
    body = {"email": email, "role": role, "covenantId": covenant, "fromDate": day_of(first), "untilDate": day_of(last)}
    given = {name: value for name, value in body.items() if value is not None}
    answer = asked("POST", url, PATH, _writing(data, organisation), language.value, json=given)
    _show([answer.json()], language)


@app.command("end")
def end(organisation: Organisation, assignment: Assignment, url: Url = HERE, data: Data = DEFAULT_DATA) -> None:
    """End a role and forget who had it. Tokens that were signed before hold until they expire."""
    asked("DELETE", url, f"{PATH}/{assignment}", _writing(data, organisation))
    say("ended")


def _writing(data: Data, organisation: str) -> str:
    return signed(DataFolder(data), organisation=organisation, supplier="doorstroom-roles", scopes=("roles:write",))


def _all(url: str, token: str, language: Language) -> Iterator[Told]:
    path: str | None = f"{PATH}?limit=100"
    while path:
        answer = asked("GET", url, path, token, language.value)
        yield from answer.json()["items"]
        following = answer.links.get("next")
        path = following["url"] if following else None


def _show(assignments: list[Told], language: Language) -> None:
    """A table of who has which role, and one of what to think about."""
    words = translator("doorstroom", language.value)
    console = wide_enough(results)
    held, warned = _table(COLUMNS, words), _table(("person", "warning"), words)
    for each in assignments:
        role = words(each["role"]) + (f" ({each['covenantId']})" if each["covenantId"] else "")
        days = (each["fromDate"], each["untilDate"] or "–")
        held.add_row(*(escape(text) for text in (each["email"], role, *days, each["assignmentId"])))
    console.print(held)
    for person, warning in _warnings(assignments):
        warned.add_row(escape(person), escape(warning))
    if warned.row_count:
        console.print(warned)


def _table(columns: Iterable[str], words: Translate) -> Table:
    table = Table()
    for name in columns:
        table.add_column(words(name), overflow="fold")
    return table


def _warnings(assignments: Iterable[Told]) -> list[tuple[str, str]]:
    """Once for a person, although each of the duties that clash is warned about."""
    found = {(each["email"].lower(), warning["message"]) for each in assignments for warning in each["warnings"]}
    return sorted(found)


def day_of(given: datetime | None) -> str | None:
    """As the interfaces write it."""
    day: date | None = given.date() if given else None
    return day.isoformat() if day else None
