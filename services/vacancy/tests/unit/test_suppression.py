"""Held against brute force: every table that agrees with all that is published is looked at."""

from collections.abc import Iterator, Mapping
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from doorstroom_vacancy.domain.suppression import SMALLEST, nested, small
from doorstroom_vacancy.domain.tables import PublishedTable, published_list, published_table

Cell = tuple[str, str]
Steps = tuple[tuple[int, ...], ...]
ROWS, COLUMNS = ("a", "b", "c"), ("x", "y", "z")
COUNTS = st.sampled_from([0, 0, 1, 1, 2, 3, 4, 5, 6, 7, 9, 30])
TABLES = st.lists(COUNTS, min_size=9, max_size=9).map(
    lambda values: dict(zip(product(ROWS, COLUMNS), values, strict=True))
)


def determined(counts: Mapping[tuple[str, str], int], shown: PublishedTable) -> list[str]:
    """What is left out and can be worked out all the same.

    Differences between two such tables are made of circles of ones, so that tables that differ by 1 are enough. What
    is left out is at least 1 to a reader, because noughts are published.
    """
    others = list(tables_alike(counts, shown))
    found = [str(cell) for cell, value in shown.cells.items() if value is None and unmoved(others, *cell)]
    found += [f"row {row}" for row, total in shown.row_totals.items() if total is None and unmoved(others, row, None)]
    found += [
        f"column {name}" for name, total in shown.column_totals.items() if total is None and unmoved(others, None, name)
    ]
    return found + (["the total"] if shown.total is None and unmoved(others, None, None) else [])


def tables_alike(counts: Mapping[Cell, int], shown: PublishedTable) -> Iterator[Steps]:
    """How far each cell is from what it really is, in every table that readers cannot tell from the real one."""
    rows = [list(rows_alike(row, counts, shown)) for row in ROWS]
    for steps in product(*rows):
        columns = [sum(column) for column in zip(*steps, strict=True)]
        known = [shown.column_totals.get(name, 0) is not None for name in COLUMNS]
        if any(moved and fixed for moved, fixed in zip(columns, known, strict=True)):
            continue
        if shown.total is None or not sum(columns):
            yield steps


def rows_alike(row: str, counts: Mapping[Cell, int], shown: PublishedTable) -> Iterator[tuple[int, ...]]:
    hidden = [shown.cells.get((row, name), 0) is None for name in COLUMNS]
    choices = [(-1, 0, 1) if each else (0,) for each in hidden]
    for steps in product(*choices):
        possible = all(counts[row, name] + step >= 1 for name, step in zip(COLUMNS, steps, strict=True) if step)
        if possible and (shown.row_totals.get(row, 0) is None or not sum(steps)):
            yield steps


def unmoved(others: list[Steps], row: str | None, column: str | None) -> bool:
    """Whether a cell, or a sum over all rows or columns, is the same in all of them."""
    rows = [place for place, name in enumerate(ROWS) if row in {None, name}]
    columns = [place for place, name in enumerate(COLUMNS) if column in {None, name}]
    return not any(sum(steps[here][there] for here in rows for there in columns) for steps in others)


@settings(max_examples=150, deadline=None)
@given(TABLES)
def test_no_count_that_is_left_out_can_be_worked_out(counts: dict[tuple[str, str], int]) -> None:
    assert determined(counts, published_table(counts)) == []


@settings(max_examples=150, deadline=None)
@given(TABLES)
def test_nothing_small_is_published_and_nothing_published_is_changed(counts: dict[tuple[str, str], int]) -> None:
    shown = published_table(counts)
    for cell, value in counts.items():
        assert shown.cells.get(cell, 0) in {None, value}
        assert not 0 < (shown.cells.get(cell) or 0) < SMALLEST
    for row in shown.row_totals:
        total = sum(value for (name, _), value in counts.items() if name == row)
        assert shown.row_totals[row] == (None if total < SMALLEST else shown.row_totals[row])
        assert shown.row_totals[row] in {None, total}
    assert shown.total in {None, sum(counts.values())}


def test_where_nothing_is_small_everything_is_published() -> None:
    counts = {cell: 5 + place for place, cell in enumerate(product(ROWS, COLUMNS))}
    assert dict(published_table(counts).cells) == counts


def test_leaving_out_the_small_count_alone_would_give_it_away() -> None:
    """The audit itself sees a fault: this is what suppression without complements publishes."""
    counts = {("a", "x"): 3, ("a", "y"): 9, ("b", "x"): 8, ("b", "y"): 20}
    naive = PublishedTable({**counts, ("a", "x"): None}, {"a": 12, "b": 28}, {"x": 11, "y": 29}, 40)
    assert determined(counts, naive) == ["('a', 'x')"]
    shown = published_table(counts)
    assert [cell for cell, value in shown.cells.items() if value is None] == list(counts)
    assert shown.total == 40


def test_two_ones_in_a_row_do_not_give_each_other_away() -> None:
    """Their sum is 2, and each is at least 1: the sum is left out as well."""
    counts = {("a", "x"): 1, ("a", "y"): 1, ("b", "x"): 40, ("b", "y"): 40}
    shown = published_table(counts)
    assert shown.row_totals["a"] is None
    assert determined(counts, shown) == []


@pytest.mark.parametrize(
    ("counts", "shown", "total"),
    [
        ({}, {}, 0),
        ({"a": 7, "b": 9}, {"a": 7, "b": 9}, 16),
        ({"a": 3, "b": 9, "c": 40}, {"a": None, "b": None, "c": 40}, 52),
        ({"a": 3}, {"a": None}, None),
        ({"a": 1, "b": 1, "c": 40}, {"a": None, "b": None, "c": None}, 42),
        ({"a": 0, "b": 9}, {"b": 9}, 9),
    ],
)
def test_a_list_gives_nothing_away_by_its_sum(
    counts: dict[str, int], shown: dict[str, int | None], total: int | None
) -> None:
    published = published_list(counts)
    assert (dict(published.counts), published.total) == (shown, total)


def possible(shown: list[int | None], most: int) -> Iterator[tuple[int, ...]]:
    """Every row of counts, each part of the one before, that agrees with what is published."""
    for row in product(range(most + 1), repeat=len(shown)):
        if all(value in {None, count} for value, count in zip(shown, row, strict=True)) and sorted(row)[::-1] == list(
            row
        ):
            yield row


@settings(max_examples=150, deadline=None)
@given(st.lists(st.integers(0, 9), min_size=4, max_size=4).map(lambda row: sorted(row, reverse=True)))
def test_neither_a_small_part_nor_a_small_rest_can_be_worked_out(row: list[int]) -> None:
    shown = nested(row)
    rows = list(possible(shown, 10))
    for place, value in enumerate(shown):
        assert value is not None or len({each[place] for each in rows}) > 1
        for later in range(place + 1, len(shown)):
            rest = {each[place] - each[later] for each in rows}
            assert len(rest) > 1 or small(min(rest)) is not None


def test_noughts_are_published() -> None:
    assert [small(value) for value in (0, 1, 4, 5)] == [0, None, None, 5]
