"""The texts in one language, with days, numbers and lists as people write them."""

from collections.abc import Iterable, Mapping
from datetime import date

from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import format_decimal

from doorstroom.telling import change_texts, texts
from doorstroom_common.locales import translator

Texts = Mapping[str, str]
Names = Mapping[str, Mapping[str, str]]

PACKAGE = "doorstroom"
TEXTS = {**texts.TEXTS, **change_texts.TEXTS}
NAMES = {**texts.NAMES, **change_texts.NAMES}


class Words:
    """`words("stage.first", days=…)` is that text as a sentence; a text without Dutch is an error."""

    def __init__(self, language: str, texts: Texts = TEXTS, names: Names = NAMES) -> None:
        self.language = language
        self._texts, self._names = texts, names
        self._say = translator(PACKAGE, language)

    def __call__(self, key: str, **figures: str | int) -> str:
        return self.sentence(self.piece(key, **figures))

    @staticmethod
    def sentence(text: str) -> str:
        return text[:1].upper() + text[1:]

    def piece(self, key: str, **figures: str | int) -> str:
        """Inside a sentence: no capital is added."""
        return self._say(self._texts[key]).format(**{name: self._shown(value) for name, value in figures.items()})

    def name(self, group: str, value: str) -> str:
        return self._say(self._names[group][value])

    def names(self, group: str, values: Iterable[str]) -> str:
        return self.all_of(self.name(group, value) for value in values)

    def days(self, count: int) -> str:
        unit = self.name("days", "one" if count == 1 else "more")
        return f"{self._shown(count)} {unit}"

    def day(self, day: date) -> str:
        return format_date(day, "long", self.language)

    def all_of(self, values: Iterable[str]) -> str:
        return format_list(list(values), "standard", self.language)

    def one_of(self, values: Iterable[str]) -> str:
        return format_list(list(values), "or", self.language)

    def _shown(self, value: str | int) -> str:
        return value if isinstance(value, str) else format_decimal(value, locale=self.language)
