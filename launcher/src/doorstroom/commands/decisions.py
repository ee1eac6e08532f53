"""`doorstroom decision`: decided again from what is stored, and compared."""

import asyncio
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Annotated
from uuid import UUID

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from doorstroom.console import give_up, results, say, words
from doorstroom.demo.showing import wide_enough
from doorstroom.folder import Addresses, DataFolder
from doorstroom.options import DEFAULT_DATA, Data, LanguageOption, spoken
from doorstroom.region import service_settings
from doorstroom.servers import reached
from doorstroom_common.clock import AMSTERDAM
from doorstroom_common.locales import Translate, translator
from doorstroom_matching.application.recompute import IN_ORDER, Recomputed, Result
from doorstroom_matching.bootstrap import Progress as Done
from doorstroom_matching.bootstrap import recompute as decided_again
from doorstroom_matching.settings import MatchingSettings

app = typer.Typer(help="The records of decisions: every outcome can be had again.", no_args_is_help=True)

DecisionId = Annotated[UUID | None, typer.Argument(help="The id of one record.")]
Everything = Annotated[bool, typer.Option("--all", help="Every record that there is.")]

COUNTED = {
    Recomputed.EQUAL: "decided again, and equal",
    Recomputed.INPUTS_ERASED: "inputs erased; the record is whole",
    Recomputed.OTHER_RULES: "made by rules of another version; the record and its inputs are whole",
    Recomputed.UNEQUAL: "decided again, and not equal",
    Recomputed.TAMPERED: "changed after it was sealed",
    Recomputed.MISSING: "the record is gone",
}
SHOWN = 50
"""As many of those that are not in order; the count says how many there are."""


@app.command("recompute")
def recompute(
    decision_id: DecisionId = None,
    everything: Everything = False,
    language: LanguageOption = None,
    data: Data = DEFAULT_DATA,
) -> None:
    """Decide again what was decided, from the stored versions of inputs, covenant and rules, and compare.

    Changes nothing, and the region may be running. Ends with 1 when anything is not equal, was changed or is gone.
    """
    if (decision_id is None) != everything:
        give_up("Which decision?", "Name the id of one record, or all of them: --all.")
    folder = DataFolder(data)
    with reached(folder, say) as addresses:
        found = _recomputed(folder, addresses, decision_id)
    if not found and decision_id:
        give_up(f"There is no decision {decision_id}.", "`--all` looks at every record that there is.")
    show(found, translator("doorstroom", (language or spoken()).value))
    if any(result.found not in IN_ORDER for result in found):
        sys.exit(1)


def show(found: Sequence[Result], translate: Translate) -> None:
    """How many of each, then what is not in order, and why; of one record always everything."""
    console = wide_enough(results)
    counts = Counter(result.found for result in found)
    table = Table(translate("found"), translate("records"), title=translate("Decisions had again"))
    for one, words_for_it in COUNTED.items():
        if counts[one] or one is Recomputed.EQUAL:
            table.add_row(translate(words_for_it), str(counts[one]))
    console.print(table)
    told = [result for result in found if result.found not in IN_ORDER or len(found) == 1]
    for line in (line for result in told[:SHOWN] for line in _told(result, translate)):
        console.print(line, soft_wrap=True, markup=False)
    if len(told) > SHOWN:
        console.print(translate("{count} more are not in order.").format(count=len(told) - SHOWN))


def _told(result: Result, translate: Translate) -> Iterator[str]:
    moment = f"{result.at.astimezone(AMSTERDAM):%Y-%m-%d %H:%M}"
    which = f"{translate('decision')} {result.decision_id or '-'}"
    about = f"{translate('vacancy or request')} {result.need_id or '-'}"
    yield f"{moment}  {result.organisation}  {which}  {about}: {translate(COUNTED[result.found])}"
    yield from (f"    {why}" for why in result.why)


def _recomputed(folder: DataFolder, addresses: Addresses, decision_id: UUID | None) -> list[Result]:
    settings = service_settings("matching", folder, addresses)
    assert isinstance(settings, MatchingSettings)  # noqa: S101 - by its name
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=words, transient=True) as bar:
        task = bar.add_task("deciding again", total=None)

        def tell(done: Done) -> None:
            bar.update(task, total=done.total, completed=done.done)

        return asyncio.run(decided_again(settings, decision_id, tell))
