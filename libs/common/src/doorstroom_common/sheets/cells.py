"""One kind of cell each: from what stands in a sheet to the value that JSON would have, and back to text."""

import re
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from typing_extensions import override

from doorstroom_common.http.messages import Language, Words
from doorstroom_common.sheets.faults import CellFault

LONGEST = 32_767
"""Characters of one cell; no spreadsheet holds more."""
YES = frozenset({"ja", "j", "yes", "y", "true", "waar", "x", "1"})
NO = frozenset({"nee", "n", "no", "false", "onwaar", "0", "-"})
DUTCH_DATE = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})")
GROUPED = re.compile(r"\d{1,3}([.,  ]\d{3})+")
NOT_TEXT: Words = ("holds a character that cannot be stored", "bevat een teken dat niet kan worden opgeslagen")
TOO_LONG: Words = ("is too long", "is te lang")
NOT_A_NUMBER: Words = ("must be a number such as 36 or 36,5", "moet een getal zijn zoals 36 of 36,5")
TWO_NUMBERS: Words = (
    "could be two numbers; write it without a sign for thousands",
    "kan twee getallen betekenen; schrijf het zonder scheiding van duizendtallen",
)
NOT_WHOLE: Words = ("must be a whole number such as 3", "moet een geheel getal zijn zoals 3")
NOT_MONEY: Words = ("must be euros such as 150 or 150,25", "moet een bedrag in euro's zijn zoals 150 of 150,25")
NOT_A_DATE: Words = (
    "must be a date such as 31-12-2030 or 2030-12-31",
    "moet een datum zijn zoals 31-12-2030 of 2030-12-31",
)
NOT_YES_NO: Words = ("must be yes or no", "moet ja of nee zijn")
NOT_A_CHOICE: Words = ("must be one of: {choices}", "moet een van deze zijn: {choices}")
NOT_A_TERM: Words = (
    "must be the address of a term, or a name with it: permit officer <http://data.europa.eu/esco/occupation/…>",
    "moet het adres van een term zijn, of een naam daarmee: vergunningverlener <http://data.europa.eu/esco/occupation/…>",
)


class Cell(ABC):
    """`read` raises `CellFault`; it never sees an empty cell."""

    choices: Sequence[Words] = ()

    @abstractmethod
    def read(self, given: Any, language: Language) -> Any:
        """The value in JSON."""

    def write(self, value: Any, language: Language) -> str:  # noqa: ARG002 - for those that speak
        """As text that `read` takes back."""
        return str(value)


class Text(Cell):
    """A whole number of a spreadsheet is read as its digits: a scale 8, an external id 1017."""

    @override
    def read(self, given: Any, language: Language) -> Any:
        if isinstance(given, bool):
            return "true" if given else "false"
        if isinstance(given, float) and given.is_integer():
            given = int(given)
        text = given.date().isoformat() if isinstance(given, datetime) else str(given)
        if "\0" in text:
            raise CellFault(NOT_TEXT)
        if len(text) > LONGEST:
            raise CellFault(TOO_LONG)
        return text


class Number(Cell):
    """With a decimal comma or point. `1.250` is refused, because it is two numbers."""

    @override
    def read(self, given: Any, language: Language) -> Any:
        if isinstance(given, int | float) and not isinstance(given, bool):
            return given
        text = str(given).replace(" ", "").replace(" ", "")
        if re.fullmatch(r"-?\d{1,3}[.,]\d{3}", text):
            raise CellFault(TWO_NUMBERS)
        whole, mark, rest = _parted(text)
        digits = re.sub(r"[.,]", "", whole) if GROUPED.fullmatch(whole.lstrip("-")) else whole
        if not re.fullmatch(r"-?\d{1,15}", digits, re.ASCII) or (mark and not re.fullmatch(r"\d{1,9}", rest, re.ASCII)):
            raise CellFault(NOT_A_NUMBER)
        return float(f"{digits}.{rest}") if mark else int(digits)

    @override
    def write(self, value: Any, language: Language) -> str:
        text = f"{value:.9f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)
        return text.replace(".", ",") if language == "nl" else text


class Whole(Number):
    @override
    def read(self, given: Any, language: Language) -> Any:
        number = super().read(given, language)
        if isinstance(number, float) and not number.is_integer():
            raise CellFault(NOT_WHOLE)
        return int(number)


class Money(Number):
    """Euros in the sheet, whole cents in JSON."""

    @override
    def read(self, given: Any, language: Language) -> Any:
        cents = round(super().read(given, language) * 100, 6)
        if cents != int(cents):
            raise CellFault(NOT_MONEY)
        return int(cents)

    @override
    def write(self, value: Any, language: Language) -> str:
        return super().write(value / 100, language)


class Code(Text):
    """A word of a list in lower case, however it was typed."""

    @override
    def read(self, given: Any, language: Language) -> Any:
        return str(super().read(given, language)).casefold()


class Day(Cell):
    """A real date, `dd-mm-jjjj` or ISO; never a day whose year has two digits."""

    @override
    def read(self, given: Any, language: Language) -> Any:
        if isinstance(given, datetime):
            return given.date().isoformat()
        if isinstance(given, date):
            return given.isoformat()
        text = str(given)
        found = DUTCH_DATE.fullmatch(text)
        iso = f"{found[3]}-{found[2]:0>2}-{found[1]:0>2}" if found else text
        try:
            return date.fromisoformat(iso if len(iso) == len("2030-12-31") else "").isoformat()
        except ValueError:
            raise CellFault(NOT_A_DATE) from None

    @override
    def write(self, value: Any, language: Language) -> str:
        day = date.fromisoformat(str(value))
        return f"{day:%d-%m-}{day.year:04}" if language == "nl" else day.isoformat()


class YesNo(Cell):
    choices = (("yes", "ja"), ("no", "nee"))

    @override
    def read(self, given: Any, language: Language) -> Any:
        word = str(int(given) if isinstance(given, float) and given.is_integer() else given).casefold()
        if word not in YES | NO:
            raise CellFault(NOT_YES_NO)
        return word in YES

    @override
    def write(self, value: Any, language: Language) -> str:
        return self.choices[0 if value else 1][language == "nl"]


@dataclass(frozen=True)
class Choice(Cell):
    """`codes` are the values in JSON with their words; the code itself is taken too, in whatever case."""

    codes: Mapping[str, Words]

    @property
    def choices(self) -> Sequence[Words]:  # type: ignore[override]
        return tuple(self.codes.values())

    @override
    def read(self, given: Any, language: Language) -> Any:
        asked = plain(str(given))
        for code, words in self.codes.items():
            if asked in {plain(code), *map(plain, words)}:
                return code
        known = "; ".join(words[language == "nl"] for words in self.codes.values())
        raise CellFault(NOT_A_CHOICE, choices=known)

    @override
    def write(self, value: Any, language: Language) -> str:
        return self.codes[value][language == "nl"]


@dataclass(frozen=True)
class Several(Cell):
    """A list in one cell, separated by `|` or line breaks, else by `;`."""

    of: Cell

    @override
    def read(self, given: Any, language: Language) -> Any:
        text = str(given)
        parts = re.split(r"[|\r\n]" if re.search(r"[|\r\n]", text) else ";", text)
        return [self.of.read(part.strip(), language) for part in parts if part.strip()]

    @override
    def write(self, value: Any, language: Language) -> str:
        return "".join(f"{self.of.write(each, language)} | " for each in value).removesuffix(
            " | " if len(value) > 1 else ""
        )


@dataclass(frozen=True)
class Term(Cell):
    """`name <address>` or the address alone; of another scheme than usual with `[scheme]`, and `[scheme@version]`."""

    scheme: str

    PATTERN = re.compile(
        r"(?:(?P<label>[^<>]*?)\s*<(?P<uri>[^<>\s]+)>|(?P<bare>[^<>\s\[\]]+))"
        r"(?:\s*\[(?P<scheme>[a-z0-9-]+)(?:@(?P<version>[^\]\s]+))?\])?"
    )

    @override
    def read(self, given: Any, language: Language) -> Any:
        found = self.PATTERN.fullmatch(str(given))
        uri = found and (found["uri"] or found["bare"])
        if not found or not uri or not uri.startswith(("http://", "https://", "urn:")):
            raise CellFault(NOT_A_TERM)
        term = {"scheme": found["scheme"] or self.scheme, "uri": uri}
        return term | {name: found[name] for name in ("label", "version") if found[name]}

    @override
    def write(self, value: Any, language: Language) -> str:
        label = re.sub(r"[<>|\r\n]+", ",", value.get("label") or "")
        version = f"@{value['version']}" if value.get("version") else ""
        scheme = f" [{value['scheme']}{version}]" if version or value["scheme"] != self.scheme else ""
        return f"{label} <{value['uri']}>{scheme}".lstrip()


def plain(text: str) -> str:
    """Without case, spaces and signs: `Sluitings-datum ` is `sluitingsdatum`."""
    return re.sub(r"[\W_]+", "", text.casefold())


def _parted(text: str) -> tuple[str, str, str]:
    """Before the decimal sign, the sign, and after it: the last comma or point, unless it parts thousands only."""
    if GROUPED.fullmatch(text.lstrip("-")) and len(set(re.findall(r"[.,]", text))) == 1:
        return text, "", ""
    at = max(text.rfind(","), text.rfind("."))
    return (text, "", "") if at < 0 else (text[:at], text[at], text[at + 1 :])
