"""Results as a table for a spreadsheet: one figure a line, and nothing that a spreadsheet would run."""

import csv
from collections.abc import Iterator
from io import StringIO

from doorstroom_vacancy.entrypoints.result_answers import ListAnswer, ResultsAnswer, TableAnswer

HEAD = ("part", "row", "column", "count")
LEFT_OUT = "*"
TOTAL = "total"
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
Line = tuple[str, str, str, float | None]


def results_csv(answer: ResultsAnswer) -> str:
    """With CRLF, as RFC 4180 has it; a count that is left out is `*`."""
    written = StringIO()
    writer = csv.writer(written, lineterminator="\r\n")
    writer.writerow(HEAD)
    for part, row, column, count in _lines(answer):
        writer.writerow([safe(part), safe(row), safe(column), LEFT_OUT if count is None else f"{count:g}"])
    return written.getvalue()


def safe(text: str) -> str:
    """A text that a spreadsheet takes for a formula is shown as the text it is."""
    return f"'{text}" if text.startswith(FORMULA) else text


def _lines(answer: ResultsAnswer) -> Iterator[Line]:
    yield "opened", TOTAL, "", answer.opened
    for part in ("vacancies", "moves", "secondments"):
        yield from _table(part, getattr(answer, part))
    yield "permanent-contracts", "told", "", answer.permanent_contracts.told
    yield "permanent-contracts", "kept", "", answer.permanent_contracts.kept
    for part in ("endings", "deviations", "reactions"):
        yield from _list(part, getattr(answer, part))
    yield "first-answers", "answered", "", answer.first_answers.answered
    yield "first-answers", "median-hours", "", answer.first_answers.median_hours
    yield from (("funnel", step.name, "", step.count) for step in answer.funnel)
    yield from (("posted-nothing", organisation, "", 0) for organisation in answer.posted_nothing)
    yield from (("answered-nothing", organisation, "", 0) for organisation in answer.answered_nothing)
    if answer.baseline is not None:
        for name, value in answer.baseline.model_dump(by_alias=True, exclude={"from_date", "until_date"}).items():
            yield "baseline", name, "", value


def _table(part: str, table: TableAnswer) -> Iterator[Line]:
    yield from ((part, cell.row, cell.column, cell.count) for cell in table.cells)
    yield from ((part, row.name, TOTAL, row.count) for row in table.rows)
    yield from ((part, TOTAL, column.name, column.count) for column in table.columns)
    yield part, TOTAL, TOTAL, table.total


def _list(part: str, given: ListAnswer) -> Iterator[Line]:
    yield from ((part, item.name, "", item.count) for item in given.items)
    yield part, TOTAL, "", given.total
