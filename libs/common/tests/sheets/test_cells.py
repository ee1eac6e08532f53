"""What stands in a cell is understood as it was meant, or refused with what would be right."""

from datetime import datetime
from typing import Any

import pytest

from doorstroom_common.sheets import CellFault
from doorstroom_common.sheets.cells import Cell, Choice, Day, Money, Number, Several, Term, Text, Whole, YesNo
from doorstroom_common.sheets.columns import Column, Sheet
from doorstroom_common.sheets.headings import found_columns

NEED = Choice({"structural": ("structural", "structureel"), "until": ("until a date", "tot een datum")})


@pytest.mark.parametrize(
    ("cell", "given", "meant"),
    [
        (Number(), "36,5", 36.5),
        (Number(), "36.5", 36.5),
        (Number(), "1.250,50", 1250.5),
        (Number(), "1,250,000", 1_250_000),
        (Number(), 31.5, 31.5),
        (Whole(), "3,0", 3),
        (Money(), "150,25", 15025),
        (Day(), "1-5-2030", "2030-05-01"),
        (Day(), "01/05/2030", "2030-05-01"),
        (Day(), "2030-05-01", "2030-05-01"),
        (Day(), datetime(2030, 5, 1), "2030-05-01"),  # noqa: DTZ001 - as a cell has it
        (YesNo(), "Ja", True),
        (YesNo(), "x", True),
        (YesNo(), "nee", False),
        (YesNo(), True, True),
        (Text(), 8, "8"),
        (Text(), 8.0, "8"),
        (NEED, " Tot een  datum", "until"),
        (NEED, "STRUCTURAL", "structural"),
        (Several(Text()), "a | b;c", ["a", "b;c"]),
        (Several(Text()), "a; b", ["a", "b"]),
        (Term("esco-skill"), "toezicht <urn:a>", {"scheme": "esco-skill", "uri": "urn:a", "label": "toezicht"}),
        (Term("esco-skill"), "urn:a [rome@4]", {"scheme": "rome", "uri": "urn:a", "version": "4"}),
    ],
)
def test_a_cell_is_what_somebody_meant(cell: Cell, given: Any, meant: Any) -> None:
    read = cell.read(given, "nl")
    assert (read, type(read)) == (meant, type(meant))


@pytest.mark.parametrize(
    ("cell", "given", "right"),
    [
        (Number(), "1.250", "zonder scheiding van duizendtallen"),
        (Number(), "veel", "36 of 36,5"),
        (Whole(), "2,5", "geheel getal"),
        (Money(), "1,255", "duizendtallen"),
        (Day(), "31-2-2030", "31-12-2030"),
        (Day(), "1-5-30", "31-12-2030"),
        (YesNo(), "misschien", "ja of nee"),
        (NEED, "soms", "structureel; tot een datum"),
        (Term("esco-skill"), "toezicht", "adres van een term"),
        (Text(), "a\0b", "teken"),
    ],
)
def test_what_could_be_something_else_is_refused_with_what_would_be_right(cell: Cell, given: Any, right: str) -> None:
    with pytest.raises(CellFault) as refused:
        cell.read(given, "nl")
    assert right in refused.value.told("nl")
    assert refused.value.told("en") != refused.value.told("nl")


SHEET = Sheet(
    "things",
    ("Things", "Dingen"),
    (
        Column("closingDate", ("Closing date", "Sluitingsdatum"), Day(), "2030-01-01", ("", ""), required=True),
        Column("title", ("Title", "Titel"), Text(), "x", ("", "")),
    ),
)


def test_headings_are_known_in_both_languages_in_any_order_case_and_spacing() -> None:
    columns, faults = found_columns(SHEET, ["TITEL ", "", "closing-date"], {}, "nl")
    assert ([column.field if column else None for column in columns], faults) == (["title", None, "closingDate"], [])


def test_a_heading_of_two_columns_an_unknown_and_a_missing_one_are_all_named_at_once() -> None:
    _, faults = found_columns(SHEET, ["Titel", "Title", "Sluitdatum"], {}, "nl")
    assert [(fault.heading, fault.message.partition(";")[0]) for fault in faults] == [
        ("Title", "staat voor dezelfde kolom als een andere kop"),
        ("Sluitdatum", "is geen kolom van dit blad"),
        ("Sluitingsdatum", "ontbreekt"),
    ]
    assert faults[1].message.endswith("is Sluitingsdatum bedoeld?")
