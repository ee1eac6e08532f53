"""`doorstroom dead-letters`: messages that were set aside: list, show, send again."""

import asyncio
from collections.abc import Sequence
from typing import Annotated, Any

import asyncpg
import typer
from rich.table import Table

from doorstroom.console import give_up, results, say
from doorstroom.editions import SERVICES
from doorstroom.folder import Addresses, DataFolder
from doorstroom.options import DEFAULT_DATA, Data, DryRun
from doorstroom.servers import reached
from doorstroom_common.consumer.dead_letters import ASK_AGAIN, LIST

app = typer.Typer(help="Messages that were set aside: kept whole, shown, and sent again.", no_args_is_help=True)

Service = Annotated[str, typer.Option(help=f"Which service: {', '.join(SERVICES)}, or all.")]
Everything = Annotated[bool, typer.Option("--all", help="Those that are settled as well.")]
Letter = Annotated[int, typer.Argument(help="The number of the letter, as `list` shows it.")]
Letters = Annotated[list[int] | None, typer.Argument(help="The numbers of the letters; without any: all that wait.")]
MOST = 500


@app.command("list")
def show_list(service: Service = "all", everything: Everything = False, data: Data = DEFAULT_DATA) -> None:
    """Show what was set aside, by service, with the reason and what became of it."""
    with reached(DataFolder(data), say) as addresses:
        rows = {name: asyncio.run(_listed(addresses, name, everything)) for name in _services(service)}
    table = Table("service", "number", "consumer", "topic", "type", "reason", "error", "tries", "set aside", "outcome")
    for name, letters in rows.items():
        for row in letters:
            table.add_row(
                name, str(row["id"]), row["consumer"], row["topic"], row["event_type"] or "?", row["reason"],
                row["error"], str(row["attempts"]), f"{row['set_aside_at']:%Y-%m-%d %H:%M}", _outcome(row),
            )  # fmt: skip
    if not table.row_count:
        results.print("Nothing was set aside.")
        return
    results.print(table)


@app.command("show")
def show(letter: Letter, service: Service, data: Data = DEFAULT_DATA) -> None:
    """Show one letter whole: where it came from, why it was set aside, and the message itself."""
    with reached(DataFolder(data), say) as addresses:
        rows = asyncio.run(_listed(addresses, _services(service)[0], True))
    found = next((row for row in rows if row["id"] == letter), None)
    if found is None:
        give_up(f"There is no letter {letter} at {service}.", "`doorstroom dead-letters list --all` shows the numbers.")
    for field, value in found.items():
        shown = value.decode("utf-8", "backslashreplace") if isinstance(value, bytes) else value
        results.print(f"{field}: {shown}", markup=False, soft_wrap=True)


@app.command("send-again")
def send_again(service: Service, letters: Letters = None, dry_run: DryRun = False, data: Data = DEFAULT_DATA) -> None:
    """Ask the service to handle letters again; it does so within seconds, or when it next runs.

    A letter that a newer version of its subject has overtaken has no effect and is reported as superseded.
    """
    with reached(DataFolder(data), say) as addresses:
        name = _services(service)[0]
        waiting = [row["id"] for row in asyncio.run(_listed(addresses, name, False))]
        chosen = [number for number in waiting if letters is None or number in letters]
        if unknown := set(letters or ()) - set(waiting):
            give_up(
                f"No such letters wait at {service}: {sorted(unknown)}.", "`doorstroom dead-letters list` shows them."
            )
        if not dry_run and chosen:
            asyncio.run(_asked_again(addresses, name, chosen))
    done = "would be sent again" if dry_run else "will be handled again"
    results.print(f"{len(chosen)} of {len(waiting)} letters {done}.")


def _services(service: str) -> list[str]:
    if service == "all":
        return list(SERVICES)
    if service not in SERVICES:
        give_up(f"There is no service {service!r}.", f"Choose one of: {', '.join(SERVICES)}.")
    return [service]


def _outcome(row: dict[str, Any]) -> str:
    return row["outcome"] or ("asked for again" if row["again_at"] else "waits")


async def _listed(addresses: Addresses, service: str, everything: bool) -> Sequence[dict[str, Any]]:
    arguments = LIST.arguments({"everything": everything, "most": MOST})
    return [dict(row) for row in await _query(addresses, service, LIST.sql, arguments)]


async def _asked_again(addresses: Addresses, service: str, ids: Sequence[int]) -> None:
    await _query(addresses, service, ASK_AGAIN.sql, ASK_AGAIN.arguments({"ids": list(ids)}))


async def _query(addresses: Addresses, service: str, sql: str, arguments: Sequence[Any]) -> list[asyncpg.Record]:
    connection = await asyncpg.connect(addresses.services[service].worker_dsn, timeout=5)
    try:
        return await connection.fetch(sql, *arguments)
    finally:
        await connection.close()
