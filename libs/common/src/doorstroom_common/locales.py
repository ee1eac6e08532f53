"""What people read, in Dutch and English, from gettext catalogues. The English text is the key."""

from collections.abc import Callable
from functools import cache
from importlib.resources import files

from babel.messages.pofile import read_po

Translate = Callable[[str], str]

LANGUAGES = ("nl", "en")


@cache
def translator(package: str, language: str) -> Translate:
    """For the texts in `<package>/locales/<language>.po`; English comes out as it is.

    A text without a translation raises `KeyError`: an error, not an English word on a Dutch page.
    """
    return str if language == "en" else translations(package, language).__getitem__


@cache
def translations(package: str, language: str) -> dict[str, str]:
    """Every text of a package's catalogue, by its English."""
    with files(package).joinpath("locales", f"{language}.po").open("rb") as file:
        catalogue = read_po(file, locale=language)
    return {str(message.id): str(message.string) for message in catalogue if message.id and message.string}
