"""`doorstroom`: one region on one machine, and the tools of its operator. `--help` says what each command does."""

import typer

from doorstroom.commands import audit as auditing
from doorstroom.commands import check as checking
from doorstroom.commands import covenants as adopting
from doorstroom.commands import dead_letters as letters
from doorstroom.commands import decisions as deciding
from doorstroom.commands import demo as showing
from doorstroom.commands import exports as exporting
from doorstroom.commands import imports as importing
from doorstroom.commands import mandates as mandating
from doorstroom.commands import replay as replaying
from doorstroom.commands import results as counting
from doorstroom.commands import roles as appointing
from doorstroom.commands import tokens
from doorstroom.commands import up as running
from doorstroom.console import plain_faults

app = typer.Typer(
    help="One internal labour market for the public employers of a region.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_show_locals=False,
)
app.command("up")(running.up)
app.command("demo")(showing.demo)
app.command("token")(tokens.token)
app.command("check")(checking.check)
app.add_typer(adopting.app, name="covenants")
app.command("import")(importing.import_file)
app.command("export")(exporting.export)
app.command("replay")(replaying.replay)
app.command("results")(counting.show_results)
app.add_typer(auditing.app, name="audit")
app.add_typer(deciding.app, name="decision")
app.add_typer(appointing.app, name="roles")
app.add_typer(mandating.app, name="mandates")
app.add_typer(letters.app, name="dead-letters")


def main() -> None:
    """The console script."""
    with plain_faults():
        app()
