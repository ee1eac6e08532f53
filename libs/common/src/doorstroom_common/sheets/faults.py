"""What can be wrong with a sheet: with all of it, or with one cell."""

from doorstroom_common.http.messages import Language, Words, chosen


class SheetRefused(Exception):
    """No row of it can be read; says why in the sender's language."""

    def __init__(self, words: Words, **context: object) -> None:
        super().__init__(words[0])
        self._words = words
        self._context = context

    def told(self, language: Language) -> str:
        return chosen(self._words, language).format_map(self._context)


class CellFault(Exception):
    """One cell, and what would be right. The words hold nothing of the cell."""

    def __init__(self, words: Words, **context: object) -> None:
        super().__init__(words[0])
        self._words = words
        self._context = context

    def told(self, language: Language) -> str:
        return chosen(self._words, language).format_map(self._context)


NOT_TEXT: Words = (
    "The file is not text that can be read; save it as CSV UTF-8, or as XLSX.",
    "Het bestand is geen leesbare tekst; sla het op als CSV UTF-8, of als XLSX.",
)
NOT_CSV: Words = (
    "Row {line} is no CSV: a quotation mark opens or closes where none belongs.",
    "Rij {line} is geen CSV: een aanhalingsteken staat waar het niet hoort.",
)
NOT_XLSX: Words = ("The file is not an XLSX workbook.", "Het bestand is geen XLSX-werkmap.")
TOO_LARGE: Words = (
    "The workbook is too large once unpacked; keep to one sheet without pictures.",
    "De werkmap is uitgepakt te groot; houd één blad zonder afbeeldingen over.",
)
TOO_MANY_ROWS: Words = (
    "The file has more than {most} rows; send it in parts.",
    "Het bestand heeft meer dan {most} rijen; stuur het in delen.",
)
EMPTY: Words = ("The file has no headings.", "Het bestand heeft geen kolomkoppen.")
