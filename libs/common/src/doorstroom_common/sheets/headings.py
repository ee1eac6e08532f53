"""Whose column is which: by the headings of the sheet, or by what an organisation confirmed before."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from doorstroom_common.http.messages import Language, Words, chosen
from doorstroom_common.sheets.cells import plain
from doorstroom_common.sheets.columns import Column, Sheet

UNKNOWN: Words = (
    "is not a column of this sheet; map it to a column, or to none",
    "is geen kolom van dit blad; koppel hem aan een kolom, of aan geen",
)
MEANT: Words = ("; was {heading} meant?", "; is {heading} bedoeld?")
TWICE: Words = ("stands for the same column as another heading", "staat voor dezelfde kolom als een andere kop")
MISSING: Words = ("is missing", "ontbreekt")
CLOSE = 0.6

Mapping_ = Mapping[str, str | None]


@dataclass(frozen=True, slots=True)
class HeadingFault:
    heading: str
    message: str


def found_columns(
    sheet: Sheet, headings: Sequence[object], mapping: Mapping_, language: Language
) -> tuple[list[Column | None], list[HeadingFault]]:
    """The column of each heading, None for one that is passed over; and what is wrong, all at once."""
    known = {name: column for column in sheet.columns for name in _names(column)}
    by_field = {column.field: column for column in sheet.columns}
    mapped = {plain(theirs): ours for theirs, ours in mapping.items()}
    columns: list[Column | None] = []
    faults: list[HeadingFault] = []
    for heading in headings:
        name = plain(str(heading or ""))
        column = by_field.get(mapped[name] or "") if name in mapped else known.get(name)
        if column is None and name and name not in mapped:
            faults.append(HeadingFault(str(heading), _unknown(name, known, language)))
        if column is not None and column in columns:
            faults.append(HeadingFault(str(heading), chosen(TWICE, language)))
        columns.append(column)
    missing = [column for column in sheet.columns if column.required and column not in columns]
    faults += [HeadingFault(chosen(column.heading, language), chosen(MISSING, language)) for column in missing]
    return columns, faults


def _names(column: Column) -> set[str]:
    return {plain(column.field), *map(plain, column.heading)}


def _unknown(name: str, known: Mapping[str, Column], language: Language) -> str:
    close = get_close_matches(name, known, n=1, cutoff=CLOSE)
    meant = chosen(MEANT, language).format(heading=chosen(known[close[0]].heading, language)) if close else ""
    return chosen(UNKNOWN, language) + meant
