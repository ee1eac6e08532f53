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
            results.print(Padding.indent(Text(line.text), 2))
            if line.source:
                results.print(Padding.indent(Text(line.source), 4), style="dim")
        results.print()
