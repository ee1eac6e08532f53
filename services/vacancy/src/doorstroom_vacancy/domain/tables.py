"""Tables and lists of counts with their sums, as they may be published."""

from collections.abc import Mapping
from dataclasses import dataclass

from doorstroom_vacancy.domain.suppression import TOTAL_PRICE, Arc, left_out

Cell = tuple[str | None, str | None]
"""A row and a column; None is the total over all of them."""

Published = int | None
"""None is a count that is left out: a small one, or one from which a small one could be worked out."""

TOTAL: Cell = (None, None)


@dataclass(frozen=True, slots=True)
class PublishedTable:
    """Cells above nought, and every sum; a cell that is not here is nought."""

    cells: Mapping[tuple[str, str], Published]
    row_totals: Mapping[str, Published]
    column_totals: Mapping[str, Published]
    total: Published


@dataclass(frozen=True, slots=True)
class PublishedList:
    """Counts by name with their sum; a name that is not here has nought."""

    counts: Mapping[str, Published]
    total: Published


def published_table(counts: Mapping[tuple[str, str], int]) -> PublishedTable:
    sums = _with_sums(counts)
    arcs = {cell: _arc(*cell, value) for cell, value in sums.items()}
    hidden = left_out(arcs)
    shown: dict[Cell, Published] = {cell: None if cell in hidden else value for cell, value in sums.items()}
    return PublishedTable(
        cells={
            (row, column): value for (row, column), value in shown.items() if row is not None and column is not None
        },
        row_totals={row: value for (row, column), value in shown.items() if row is not None and column is None},
        column_totals={column: value for (row, column), value in shown.items() if row is None and column is not None},
        total=shown.get(TOTAL, 0),
    )


def published_list(counts: Mapping[str, int]) -> PublishedList:
    here, there = ("list", ""), ("list", "sum")
    known = {name: value for name, value in counts.items() if value}
    arcs: dict[str | None, Arc] = {name: Arc(here, there, value, value) for name, value in known.items()}
    total = sum(known.values())
    if total:
        arcs[None] = Arc(there, here, total, TOTAL_PRICE)
    hidden = left_out(arcs)
    return PublishedList(
        counts={name: None if name in hidden else value for name, value in known.items()},
        total=None if None in hidden else total,
    )


def _with_sums(counts: Mapping[tuple[str, str], int]) -> dict[Cell, int]:
    """Rows, columns and the whole; what is nought is left to the reader."""
    sums: dict[Cell, int] = {}
    for (row, column), value in counts.items():
        if value:
            for cell in ((row, column), (row, None), (None, column), TOTAL):
                sums[cell] = sums.get(cell, 0) + value
    return sums


def _arc(row: str | None, column: str | None, value: int) -> Arc:
    """Cells flow from row to column, and back through the sums."""
    of_row, of_column = ("row", row or ""), ("column", column or "")
    all_rows, all_columns = ("row", ""), ("column", "")
    if row is not None and column is not None:
        return Arc(of_row, of_column, value, value)
    if row is not None:
        return Arc(all_columns, of_row, value, TOTAL_PRICE)
    if column is not None:
        return Arc(of_column, all_rows, value, TOTAL_PRICE)
    return Arc(all_rows, all_columns, value, 2 * TOTAL_PRICE)
