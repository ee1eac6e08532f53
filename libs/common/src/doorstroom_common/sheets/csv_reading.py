"""CSV in the dialects of spreadsheet programs: what separates the cells and how text is encoded is found out."""

import codecs
import csv
import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from io import TextIOWrapper
from typing import BinaryIO

from doorstroom_common.sheets.faults import NOT_CSV, NOT_TEXT, SheetRefused

SEPARATORS = (";", ",", "\t")
BLOCK = 64 * 1024
GUARDED = re.compile(r"(\A)'(?=[\t\r\n])|(^|\r\n|\r|\n)'(?=[^\S\r\n]*[=+\-@＝＋－＠])")
"""As `writing.harmless` leaves what a spreadsheet might run."""


def csv_rows(file: BinaryIO) -> Iterator[Sequence[str]]:
    """The cells of every row, quoted line breaks kept, empty rows included."""
    encoding = _encoding(file)
    file.seek(0)
    text = TextIOWrapper(file, encoding, newline="")
    try:
        separator = _separator(text.readline(BLOCK))
        text.detach()
        file.seek(0)
        text = TextIOWrapper(file, encoding, newline="")
        reader = csv.reader(text, delimiter=separator, strict=True)
        read = 0
        try:
            for row in reader:
                read += 1
                yield [as_meant(cell.strip()) for cell in row]
        except csv.Error:
            raise SheetRefused(NOT_CSV, line=read + 1) from None
        except UnicodeDecodeError:
            raise SheetRefused(NOT_TEXT) from None
    finally:
        with suppress(ValueError):
            text.detach()


def as_meant(cell: str) -> str:
    """Without the `'` that makes a formula a text."""
    return GUARDED.sub(r"\1\2", cell) if "'" in cell else cell


def _encoding(file: BinaryIO) -> str:
    """UTF-16 where its mark stands, UTF-8 where all of it is UTF-8, else Windows-1252."""
    file.seek(0)
    if file.read(2) in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        return "utf-16"
    file.seek(0)
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        while block := file.read(BLOCK):
            decoder.decode(block)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8-sig"


def _separator(first: str) -> str:
    """The one that stands most often in the first line, outside quotation marks; a semicolon where none does."""
    bare = "".join(first.split('"')[::2])
    return max(SEPARATORS, key=bare.count)
