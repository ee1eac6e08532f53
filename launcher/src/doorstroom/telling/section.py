"""What is told of a covenant: sections of lines, each with where it comes from."""

from dataclasses import dataclass

from doorstroom.telling.words import Words
from doorstroom_common.covenant.members import Source


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence or some, and its source where it has one of its own."""

    text: str
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Section:
    title: str
    lines: tuple[Line, ...]


def sourced(words: Words, text: str, source: Source | None) -> Line:
    return Line(text, cited(words, source) if source else None)


def cited(words: Words, source: Source) -> str:
    """Says so where the source is silent and the choice is ours."""
    return words("source.default" if source.default else "source", text=source.text)
