"""A CSV or XLSX file as an iterator of rows, in steady memory."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, BinaryIO

from doorstroom_common.sheets.csv_reading import csv_rows
from doorstroom_common.sheets.faults import TOO_MANY_ROWS, SheetRefused
from doorstroom_common.sheets.xlsx_reading import xlsx_rows

CSV = "text/csv"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORMS = (CSV, XLSX)
MOST_ROWS = 100_000


@dataclass(frozen=True, slots=True)
class Line:
    """A row that is not empty; `number` is the one that a spreadsheet shows beside it, from 1."""

    number: int
    cells: Sequence[Any]


def lines_of(file: BinaryIO, form: str) -> Iterator[Line]:
    """Headings first. `file` is seekable; texts are without white space around them, formulas are their values."""
    rows = csv_rows(file) if form == CSV else xlsx_rows(file)
    found = 0
    for number, cells in enumerate(rows, start=1):
        if all(cell in (None, "") for cell in cells):
            continue
        found += 1
        if found > MOST_ROWS + 1:
            raise SheetRefused(TOO_MANY_ROWS, most=MOST_ROWS)
        yield Line(number, cells)
