"""Files as HR staff make them are read for what they say."""

import zipfile
from datetime import date, datetime
from io import BytesIO
from typing import Any

import pytest
from openpyxl import Workbook

from doorstroom_common.sheets import SheetRefused, lines_of
from doorstroom_common.sheets.reading import CSV, XLSX
from doorstroom_common.sheets.xlsx_reading import MOST_UNPACKED

AS_EXCEL_SAVED_IT = (
    b"\xef\xbb\xbfKenmerk;Titel;Uren\r\n"
    b'"HR-1";"Medewerker ""Vergunningen""\nen toezicht";"31,5"\r\n'
    b";;\r\n"
    b"HR-2; Adviseur jeugd ;36\r\n"
)


def read(file: bytes, form: str = CSV) -> list[tuple[int, list[Any]]]:
    return [(line.number, list(line.cells)) for line in lines_of(BytesIO(file), form)]


def test_a_file_made_by_hand_is_read_with_quotes_line_breaks_and_empty_rows() -> None:
    assert read(AS_EXCEL_SAVED_IT) == [
        (1, ["Kenmerk", "Titel", "Uren"]),
        (2, ["HR-1", 'Medewerker "Vergunningen"\nen toezicht', "31,5"]),
        (4, ["HR-2", "Adviseur jeugd", "36"]),
    ]


@pytest.mark.parametrize("separator", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("line_break", ["\r\n", "\n"])
def test_every_dialect_in_use_says_the_same(separator: str, encoding: str, line_break: str) -> None:
    rows = [["Kenmerk", "Naam", "Toelichting"], ["1", "Zoë Brontë", "één; twee, drie\tvier"]]
    text = line_break.join(separator.join(f'"{cell}"' for cell in row) for row in rows)
    assert [cells for _, cells in read(text.encode(encoding))] == rows


def test_a_file_far_longer_than_a_block_is_utf8_to_its_last_letter() -> None:
    text = "Kenmerk;Naam\r\n" + "".join(f"{number};Zoë\r\n" for number in range(30_000))
    lines = read(text.encode())
    assert (len(lines), lines[-1][1]) == (30_001, ["29999", "Zoë"])


def test_windows_letters_that_come_late_are_read_as_such() -> None:
    text = "Kenmerk;Naam\r\n" + "1;Jan\r\n" * 20_000 + "2;Zoë\r\n"
    assert read(text.encode("cp1252"))[-1][1] == ["2", "Zoë"]


def workbook(*rows: list[Any]) -> bytes:
    book, file = Workbook(), BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(file)
    return file.getvalue()


def test_a_workbook_gives_real_dates_numbers_and_values() -> None:
    file = workbook(["Kenmerk", "Dag", "Uren"], [17, date(2030, 4, 12), 31.5], [None, None, None], [" HR-2 ", None, 36])
    assert read(file, XLSX) == [
        (1, ["Kenmerk", "Dag", "Uren"]),
        (2, [17, datetime(2030, 4, 12), 31.5]),  # noqa: DTZ001 - as a cell has it
        (4, ["HR-2", None, 36]),
    ]


def test_a_formula_is_read_as_the_value_it_had_and_not_run() -> None:
    assert read(workbook(["a"], ["=1+1"], ["b"]), XLSX) == [(1, ["a"]), (3, ["b"])]


def bomb(name: str, size: int) -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive, archive.open(name, "w") as part:
        for _ in range(size // (1 << 20) + 1):
            part.write(bytes(1 << 20))
    return file.getvalue()


@pytest.mark.parametrize(
    ("name", "size"), [("xl/worksheets/sheet1.xml", MOST_UNPACKED), ("xl/sharedStrings.xml", 41 * 1024 * 1024)]
)
def test_a_workbook_that_unpacks_without_end_is_refused_before_it_does(name: str, size: int) -> None:
    with pytest.raises(SheetRefused, match="too large once unpacked"):
        read(bomb(name, size), XLSX)


def test_a_part_that_is_larger_than_it_declares_is_not_read_further() -> None:
    """What the archive says of its sizes may be a lie, in each of the two places where it says so."""
    whole = workbook(["a"], *[[f"cell {number} {'x' * 50}"] for number in range(500)])
    with zipfile.ZipFile(BytesIO(whole)) as archive:
        size = archive.getinfo("xl/worksheets/sheet1.xml").file_size
    lying = whole.replace(size.to_bytes(4, "little"), (100).to_bytes(4, "little"))
    assert lying != whole
    with pytest.raises(SheetRefused):
        read(lying, XLSX)


def test_entities_that_grow_are_refused() -> None:
    entities = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
    source, grown = BytesIO(workbook(["a"], ["b"])), BytesIO()
    with zipfile.ZipFile(source) as given, zipfile.ZipFile(grown, "w") as made:
        for part in given.infolist():
            content = given.read(part)
            if part.filename == "xl/worksheets/sheet1.xml":
                content = entities.encode() + content
            made.writestr(part, content)
    with pytest.raises(SheetRefused):
        read(grown.getvalue(), XLSX)


def test_too_many_rows_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("doorstroom_common.sheets.reading.MOST_ROWS", 2)
    assert len(read(b"a\n1\n2\n")) == 3
    with pytest.raises(SheetRefused) as refused:
        read(b"a\n1\n2\n3\n")
    assert "meer dan 2 rijen" in refused.value.told("nl")
