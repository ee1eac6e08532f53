"""What every page knows of itself: its reader's language, its own address, and where its links lead."""

from dataclasses import dataclass
from urllib.parse import urlencode

from doorstroom_common.locales import LANGUAGES
from doorstroom_vacancy.entrypoints.feeds.entry import Site
from doorstroom_vacancy.entrypoints.feeds.words import Words
from doorstroom_vacancy.entrypoints.pages.texts import TEXTS

PATH = "/vacancy-pages"
Keys = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Page:
    """`keys` are those of its query that count; `chosen` says that the reader asked for this language."""

    site: Site
    words: Words
    path: str = PATH
    keys: Keys = ()
    chosen: bool = False

    def text(self, name: str, **values: str) -> str:
        return self.words.say(TEXTS[name]).format(**values)

    @property
    def address(self) -> str:
        return self._at(self.path, self.keys)

    @property
    def languages(self) -> list[tuple[str, str]]:
        """Each language with the address of this page in it."""
        return [(one, self._at(self.path, (*self.keys, ("language", one)))) for one in LANGUAGES]

    def to(self, path: str = "") -> str:
        """Another page, in the language that was asked for."""
        return self._at(PATH + path, (("language", self.words.language),) if self.chosen else ())

    def _at(self, path: str, keys: Keys) -> str:
        return self.site.at(path) + (f"?{urlencode(keys)}" if keys else "")
