"""What a sheet holds: its columns, each with the field of the JSON body that it stands for."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from doorstroom_common.http.messages import Language, Words
from doorstroom_common.sheets.cells import Cell


@dataclass(frozen=True, slots=True)
class Column:
    """`field` is the JSON Pointer of its value, without the first slash; it names the column in a mapping too.

    What stands in a `personal` column is not repeated when it is wrong.
    """

    field: str
    heading: Words
    cell: Cell
    example: Any
    about: Words
    required: bool = False
    personal: bool = False

    @property
    def path(self) -> list[str]:
        return self.field.split("/")


@dataclass(frozen=True, slots=True)
class Sheet:
    """One kind of thing that is sent or fetched as a spreadsheet. `kind` is a plural noun in kebab-case."""

    kind: str
    title: Words
    columns: Sequence[Column]

    def headings(self, language: Language) -> list[str]:
        return [column.heading[language == "nl"] for column in self.columns]

    def example(self, language: Language) -> list[str]:
        """One row that can be imported as it stands."""
        return [
            "" if column.example is None else column.cell.write(column.example, language) for column in self.columns
        ]

    def cells(self, body: Any, language: Language) -> list[str]:
        """A body as JSON has it, as a row of this sheet."""
        return [_cell(column, body, language) for column in self.columns]

    def column_of(self, pointer: str) -> Column | None:
        """The column of a fault: where it stands, or the first one within it."""
        asked = pointer.strip("/")
        for column in self.columns:
            if asked == column.field or asked.startswith(f"{column.field}/"):
                return column
        return next((column for column in self.columns if asked and column.field.startswith(f"{asked}/")), None)


def _cell(column: Column, body: Any, language: Language) -> str:
    value = body
    for name in column.path:
        value = None if value is None else value.get(name)
    return "" if value in (None, []) else column.cell.write(value, language)
