"""What is written can be read again, and no text of it becomes a formula."""

import csv
from collections.abc import AsyncIterator, Sequence
from io import BytesIO, StringIO
from typing import Any
from uuid import uuid4

import openpyxl
import orjson
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from doorstroom_common.http.messages import Language
from doorstroom_common.sheets import lines_of, written
from doorstroom_common.sheets.cells import Day, Number, Several, Text, YesNo
from doorstroom_common.sheets.columns import Column, Sheet
from doorstroom_common.sheets.reading import CSV, XLSX
from doorstroom_common.sheets.writing import JSON_LINES

ABOUT = ("", "")
SHEET = Sheet(
    "things",
    ("Things & more", "Dingen"),
    (
        Column("name", ("Name", "Naam"), Text(), "x", ABOUT),
        Column("hours/min", ("Hours", "Uren"), Number(), 1, ABOUT),
        Column("day", ("Day", "Dag"), Day(), "2030-01-01", ABOUT),
        Column("known", ("Known", "Bekend"), YesNo(), True, ABOUT),
        Column("words", ("Words", "Woorden"), Several(Text()), ["x"], ABOUT),
    ),
)
WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1).map(str.strip).filter(bool)
BODIES = st.fixed_dictionaries(
    {},
    optional={
        "name": WORDS.filter(lambda text: "'" not in text),
        "hours": st.fixed_dictionaries(
            {"min": st.one_of(st.integers(-999, 999), st.sampled_from([31.5, 0.25, 1200.75]))}
        ),
        "day": st.dates().map(str),
        "known": st.booleans(),
        "words": st.lists(st.text("abcé ", min_size=1).map(str.strip).filter(bool), min_size=1, max_size=3),
    },
)
PAYLOADS = [
    "=1+1", "+1", "-1+cmd|' /C calc'!A0", "@SUM(1)", "\t=1", "\r=1", "\n=1", "  =1", "\xa0=1", "a\n=1",
    "a\r\n @x", "＝1+1",
]  # fmt: skip


async def file_of(bodies: Sequence[Any], form: str, language: Language = "nl") -> bytes:
    async def some() -> AsyncIterator[Sequence[Any]]:
        for body in bodies:
            yield [body]

    return b"".join([piece async for piece in written(SHEET, some(), form, language)])


def read(file: bytes, form: str, language: Language) -> list[dict[str, Any]]:
    _, *lines = lines_of(BytesIO(file), form)
    found = []
    for line in lines:
        body: dict[str, Any] = {}
        for column, cell in zip(SHEET.columns, line.cells, strict=False):
            if cell not in (None, ""):
                here = body.setdefault(column.path[0], {}) if len(column.path) > 1 else body
                here[column.path[-1]] = column.cell.read(cell, language)
        found.append(body)
    return found


@given(st.lists(BODIES, max_size=4), st.sampled_from([CSV, XLSX]), st.sampled_from(["nl", "en"]))
async def test_what_is_written_is_read_back_as_it_was(bodies: list[Any], form: str, language: Language) -> None:
    kept = [body for body in bodies if body]
    assert read(await file_of(bodies, form, language), form, language) == kept


@given(st.text())
@example("=1+1")
async def test_no_line_of_any_cell_can_be_run_by_a_spreadsheet(text: str) -> None:
    (_, row) = csv.reader(
        StringIO((await file_of([{"name": text}], CSV)).decode("utf-8-sig"), newline=""), delimiter=";"
    )
    for line in row[0].splitlines():
        assert not line.lstrip().startswith(("=", "+", "-", "@", "＝", "＋", "－", "＠"))
    assert not row[0].startswith(("\t", "\r", "\n"))


@pytest.mark.parametrize("payload", PAYLOADS)
async def test_a_known_payload_stays_text_in_each_form(payload: str) -> None:
    assert b"\"'" in await file_of([{"name": payload}], CSV) or "a" in payload
    page = openpyxl.load_workbook(BytesIO(await file_of([{"name": payload}], XLSX))).active
    assert page["A2"].data_type in ("s", "inlineStr")
    assert orjson.loads(await file_of([{"name": payload}], JSON_LINES)) == {"name": payload}


async def test_a_file_comes_in_pieces_as_its_rows_do() -> None:
    asked = 0

    async def some() -> AsyncIterator[Sequence[Any]]:
        nonlocal asked
        for number in range(3):
            asked = number + 1
            yield [{"name": str(uuid4())} for _ in range(2000)]

    seen = [asked async for piece in written(SHEET, some(), XLSX, "en") if piece]
    assert seen[:2] == [0, 1]
