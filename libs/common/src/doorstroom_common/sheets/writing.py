"""Rows as CSV, XLSX or JSON Lines, piece by piece as they come: no file is held, and no text becomes a formula."""

import csv
import re
import zipfile
from collections.abc import AsyncIterator, Iterable, Sequence
from io import StringIO
from typing import Any
from xml.sax.saxutils import escape

import orjson

from doorstroom_common.http.messages import Language
from doorstroom_common.sheets.columns import Sheet
from doorstroom_common.sheets.reading import CSV, XLSX

JSON_LINES = "application/jsonl"
FORMS = (CSV, XLSX, JSON_LINES)
SUFFIXES = {CSV: "csv", XLSX: "xlsx", JSON_LINES: "jsonl"}
BOM = "\ufeff"
RISKY = re.compile(r"(\A)(?=[\t\r\n])|(^|\r\n|\r|\n)(?=[^\S\r\n]*[=+\-@＝＋－＠])")
NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def harmless(text: str) -> str:
    """A text that a spreadsheet might run begins with `'`, on every line of it (OWASP, CSV injection)."""
    return RISKY.sub(r"\1\2'", text) if text and not text.isalnum() else text


async def written(
    sheet: Sheet, bodies: AsyncIterator[Sequence[Any]], form: str, language: Language
) -> AsyncIterator[bytes]:
    """`bodies` come as JSON has them, some at a time; the file as pieces of it."""
    writer: _Csv | _Xlsx | _JsonLines
    writer = _JsonLines() if form == JSON_LINES else _Csv(sheet, language) if form == CSV else _Xlsx(sheet, language)
    yield writer.begin()
    async for some in bodies:
        yield writer.rows(some)
    yield writer.end()


class _JsonLines:
    def begin(self) -> bytes:
        return b""

    def rows(self, bodies: Iterable[Any]) -> bytes:
        return b"".join(orjson.dumps(body, option=orjson.OPT_APPEND_NEWLINE | orjson.OPT_UTC_Z) for body in bodies)

    def end(self) -> bytes:
        return b""


class _Csv:
    """With BOM and semicolons: what opens rightly by a double click in the Netherlands."""

    def __init__(self, sheet: Sheet, language: Language) -> None:
        self._sheet = sheet
        self._language = language

    def begin(self) -> bytes:
        return csv_bytes([self._sheet.headings(self._language)], mark=True)

    def rows(self, bodies: Iterable[Any]) -> bytes:
        return csv_bytes(self._sheet.cells(body, self._language) for body in bodies)

    def end(self) -> bytes:
        return b""


def csv_bytes(rows: Iterable[Sequence[str]], *, mark: bool = False) -> bytes:
    """Every cell quoted and harmless."""
    text = StringIO()
    if mark:
        text.write(BOM)
    writer = csv.writer(text, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerows([harmless(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8", "replace")


class _Unseekable:
    """What a zip file is written to: gives away what came, and cannot go back."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []

    def write(self, data: bytes) -> int:
        self._parts.append(bytes(data))
        return len(data)

    def flush(self) -> None:
        return

    def close(self) -> None:
        return

    def take(self) -> bytes:
        taken, self._parts = b"".join(self._parts), []
        return taken


PARTS = {
    "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/xl/workbook.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
    '<Override PartName="/xl/worksheets/sheet1.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>',
    "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Target="xl/workbook.xml" Type='
    '"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"/></Relationships>',
    "xl/_rels/workbook.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Target="worksheets/sheet1.xml" Type='
    '"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"/></Relationships>',
}
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LINKED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


class _Xlsx:
    """One sheet of inline texts. A library would keep the rows, or a file of them, until the last has come."""

    def __init__(self, sheet: Sheet, language: Language) -> None:
        self._sheet = sheet
        self._language = language
        self._out = _Unseekable()
        self._archive = zipfile.ZipFile(self._out, "w", zipfile.ZIP_DEFLATED)

    def begin(self) -> bytes:
        title = self._sheet.title[self._language == "nl"][:31]
        book = (
            f'<workbook xmlns="{MAIN}" xmlns:r="{LINKED}"><sheets>'
            f'<sheet name="{escape(title)}" sheetId="1" r:id="rId1"/></sheets></workbook>'
        )
        for name, content in {**PARTS, "xl/workbook.xml": book}.items():
            self._archive.writestr(name, f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>{content}')
        self._part = self._archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True)
        self._part.write(f'<worksheet xmlns="{MAIN}"><sheetData>'.encode())
        self._write([self._sheet.headings(self._language)])
        return self._out.take()

    def rows(self, bodies: Iterable[Any]) -> bytes:
        self._write(self._sheet.cells(body, self._language) for body in bodies)
        return self._out.take()

    def end(self) -> bytes:
        self._part.write(b"</sheetData></worksheet>")
        self._part.close()
        self._archive.close()
        return self._out.take()

    def _write(self, rows: Iterable[Sequence[str]]) -> None:
        for row in rows:
            cells = "".join(map(_inline, row))
            self._part.write(f"<row>{cells}</row>".encode("utf-8", "replace"))


def _inline(text: str) -> str:
    return (
        f'<c t="inlineStr"><is><t xml:space="preserve">{escape(NOT_XML.sub("", text))}</t></is></c>' if text else "<c/>"
    )
