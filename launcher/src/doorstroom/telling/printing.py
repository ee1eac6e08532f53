"""Sections on the output stream."""

from collections.abc import Iterable

from rich.padding import Padding
from rich.text import Text

from doorstroom.console import results
from doorstroom.telling.section import Section


def print_sections(sections: Iterable[Section]) -> None:
    """A title, its lines, and under a line where it comes from; nothing in them is markup."""
    for section in sections:
        results.print(section.title, style="bold", markup=False)
        for line in section.lines:
            _print(line.text, 2)
            if line.source:
                _print(line.source, 4, style="dim")
        results.print()


def _print(text: str, indent: int, style: str | None = None) -> None:
    """Broken to the width of a terminal; a file or a pipe gets a line whole."""
    if results.is_terminal:
        results.print(Padding.indent(Text(text), indent), style=style)
    else:
        results.print(" " * indent + text, style=style, markup=False, soft_wrap=True)
