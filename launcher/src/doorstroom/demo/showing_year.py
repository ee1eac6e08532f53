"""What came of it in the year, as tables for people, in Dutch and in English."""

from collections.abc import Mapping
from typing import Any

from rich.console import Console

from doorstroom.outcomes import overview
from doorstroom_common.locales import LANGUAGES, translator


def show_year(console: Console, told: Mapping[str, Any]) -> None:
    """`told` is what the region answered to the question for its results."""
    for language in LANGUAGES:
        words = translator("doorstroom", language)
        console.rule(words("A year of the region, simulated"))
        for table in overview(told, words):
            console.print(table)
        console.print()
