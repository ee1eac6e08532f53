"""Spreadsheets as HR staff make them, in and out.

`reading` gives the rows of a CSV or XLSX file as they stand, `columns` says what a sheet holds, `headings` finds whose
column is which, `cells` reads and writes one cell, `form` makes a row the JSON that an HR system would send;
`writing` and `template` are the way out.
"""

from doorstroom_common.sheets.columns import Column, Sheet
from doorstroom_common.sheets.faults import CellFault, SheetRefused
from doorstroom_common.sheets.form import Form
from doorstroom_common.sheets.reading import Line, lines_of
from doorstroom_common.sheets.template import template
from doorstroom_common.sheets.writing import written

__all__ = [
    "CellFault",
    "Column",
    "Form",
    "Line",
    "Sheet",
    "SheetRefused",
    "lines_of",
    "template",
    "written",
]
