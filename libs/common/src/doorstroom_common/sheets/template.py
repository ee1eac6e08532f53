"""An empty sheet to fill in: headings and one example row; as XLSX with lists to choose from and a page of words."""

from io import BytesIO

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from doorstroom_common.http.messages import Language, Words
from doorstroom_common.sheets.columns import Sheet
from doorstroom_common.sheets.reading import CSV, MOST_ROWS
from doorstroom_common.sheets.writing import csv_bytes

EXPLAINED: Words = ("Explanation", "Toelichting")
HEAD: tuple[Words, ...] = (
    ("Column", "Kolom"),
    ("Required", "Verplicht"),
    ("What it is", "Wat het is"),
    ("Choices", "Keuzes"),
    ("Example", "Voorbeeld"),
)
YES_NO: tuple[Words, Words] = (("no", "nee"), ("yes", "ja"))
WIDTH = 24
LONGEST_LIST = 255
"""Characters of a list within a cell's rule, which is all that Excel takes."""


def template(sheet: Sheet, form: str, language: Language) -> bytes:
    """The whole file; it is small."""
    if form == CSV:
        return csv_bytes([sheet.headings(language), sheet.example(language)], mark=True)
    book = Workbook()
    page = book.active
    assert isinstance(page, Worksheet)  # noqa: S101 - a new workbook has one
    page.title = sheet.title[language == "nl"][:31]
    _fill(page, sheet, language)
    _explain(book.create_sheet(EXPLAINED[language == "nl"]), sheet, language)
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def _fill(page: Worksheet, sheet: Sheet, language: Language) -> None:
    page.append(sheet.headings(language))
    page.append(sheet.example(language))
    page.freeze_panes = "A2"
    for number, column in enumerate(sheet.columns, start=1):
        letter = get_column_letter(number)
        page.column_dimensions[letter].width = WIDTH
        page.cell(1, number).font = Font(bold=column.required)
        page.cell(2, number).data_type = "s"
        listed = ",".join(words[language == "nl"] for words in column.cell.choices)
        if listed and len(listed) <= LONGEST_LIST:
            rule = DataValidation(type="list", formula1=f'"{listed}"', allow_blank=not column.required)
            rule.add(f"{letter}2:{letter}{MOST_ROWS}")
            page.add_data_validation(rule)


def _explain(page: Worksheet, sheet: Sheet, language: Language) -> None:
    dutch = language == "nl"
    page.append([words[dutch] for words in HEAD])
    for column, example in zip(sheet.columns, sheet.example(language), strict=True):
        choices = "; ".join(words[dutch] for words in column.cell.choices)
        page.append([column.heading[dutch], YES_NO[column.required][dutch], column.about[dutch], choices, example])
    for letter in "ABCDE":
        page.column_dimensions[letter].width = WIDTH * 2
