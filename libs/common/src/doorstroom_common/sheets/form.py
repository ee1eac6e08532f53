"""A row of a sheet as the JSON body that an HR system would send, and the faults of that body as cells of the row."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, ValidationError

from doorstroom_common.errors import Fault
from doorstroom_common.http.messages import Language, Words, chosen, fault_words
from doorstroom_common.sheets.columns import Column, Sheet
from doorstroom_common.sheets.faults import CellFault
from doorstroom_common.sheets.reading import Line

LONGEST_SHOWN = 200
OTHER_FORM: Words = ("has another form; right is {example}", "heeft een andere vorm; goed is {example}")
OF_OUR_FORM = "string_pattern_mismatch"


@dataclass(frozen=True, slots=True)
class BadCell:
    """`column` is the sender's own heading, and None for what concerns the whole row."""

    line: int
    column: str | None
    value: str | None
    message: str


class Form:
    """What one file's columns mean; `model` is the body of an import in JSON, with its rules."""

    def __init__(
        self, sheet: Sheet, model: type[BaseModel], headings: Sequence[object], columns: Sequence[Column | None],
        language: Language,
    ) -> None:  # fmt: skip
        self._sheet = sheet
        self._model = model
        self._language = language
        self._places = [(index, column) for index, column in enumerate(columns) if column is not None]
        self._headings = {column.field: str(headings[index]) for index, column in self._places}
        self._index = {column.field: index for index, column in self._places}

    def read(self, line: Line) -> Any:
        """The body as the model has it, or a list of `BadCell`."""
        body: dict[str, Any] = {}
        bad: list[BadCell] = []
        for index, column in self._places:
            given = line.cells[index] if index < len(line.cells) else None
            if given in (None, ""):
                continue
            try:
                _put(body, column.path, column.cell.read(given, self._language))
            except CellFault as fault:
                bad.append(self._bad(line, column, fault.told(self._language)))
        wrong = {cell.column for cell in bad}
        try:
            made = self._model.model_validate(body)
        except ValidationError as error:
            entries = error.errors(include_url=False, include_input=False)
            bad += [cell for cell in self._invalid(line, entries) if cell.column not in wrong]
            return bad
        return bad or made

    def placed(self, line: Line, faults: Iterable[Fault]) -> list[BadCell]:
        """Faults that a use case found in the body of this row."""
        return [self._bad(line, self._sheet.column_of(fault.place), fault.message) for fault in faults]

    def _invalid(self, line: Line, entries: Iterable[Mapping[str, Any]]) -> Iterator[BadCell]:
        for entry in entries:
            column = self._sheet.column_of("/".join(str(part) for part in entry["loc"]))
            kind, context = entry["type"], entry.get("ctx", {})
            if kind == OF_OUR_FORM and column is not None:
                right = column.cell.write(column.example, self._language)
                message = chosen(OTHER_FORM, self._language).format(example=right)
            else:
                message = fault_words(kind, context, entry["msg"], self._language)
            yield self._bad(line, column, message)

    def _bad(self, line: Line, column: Column | None, message: str) -> BadCell:
        if column is None:
            return BadCell(line.number, None, None, message)
        index = self._index.get(column.field)
        given = line.cells[index] if index is not None and index < len(line.cells) else None
        heading = self._headings.get(column.field, chosen(column.heading, self._language))
        shown = None if given in (None, "") or column.personal else str(given).replace("\0", "")[:LONGEST_SHOWN]
        return BadCell(line.number, heading, shown, message)


def _put(body: dict[str, Any], path: Sequence[str], value: Any) -> None:
    for name in path[:-1]:
        body = body.setdefault(name, {})
    body[path[-1]] = value
