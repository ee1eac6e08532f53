"""XLSX, as openpyxl reads it row by row: values of formulas, real dates, and nothing that unpacks without end."""

import zipfile
from collections.abc import Iterator, Sequence
from typing import Any, BinaryIO
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from doorstroom_common.sheets.faults import NOT_XLSX, TOO_LARGE, SheetRefused

MOST_UNPACKED = 200 * 1024 * 1024
MOST_TEXTS = 40 * 1024 * 1024
"""Of the texts that cells share, which are held in memory."""
MOST_PARTS = 1_000
MOST_COLUMNS = 200
UNREADABLE = (
    zipfile.BadZipFile,
    InvalidFileException,
    ParseError,
    DefusedXmlException,
    KeyError,
    ValueError,
    TypeError,
    AttributeError,
    IndexError,
    EOFError,
    NotImplementedError,
    OSError,
    zipfile.LargeZipFile,
)


def xlsx_rows(file: BinaryIO) -> Iterator[Sequence[Any]]:
    """The cells of every row of the first sheet, empty rows included."""
    _check_size(file)
    try:
        book = load_workbook(file, read_only=True, data_only=True, keep_links=False)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()
        for row in sheet.iter_rows(max_col=MOST_COLUMNS, values_only=True):
            yield _trimmed([cell.strip() if isinstance(cell, str) else cell for cell in row])
    except UNREADABLE:
        raise SheetRefused(NOT_XLSX) from None


def _trimmed(row: list[Any]) -> list[Any]:
    """Without the empty cells after the last one that holds something."""
    while row and row[-1] is None:
        row.pop()
    return row


def _check_size(file: BinaryIO) -> None:
    """By what the archive declares of its parts: no part is read further than that."""
    file.seek(0)
    try:
        with zipfile.ZipFile(file) as archive:
            parts = archive.infolist()
    except UNREADABLE:
        raise SheetRefused(NOT_XLSX) from None
    texts = sum(part.file_size for part in parts if part.filename.lower().endswith("sharedstrings.xml"))
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED or texts > MOST_TEXTS:
        raise SheetRefused(TOO_LARGE)
    file.seek(0)
