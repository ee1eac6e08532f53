"""Options that several commands share."""

import os
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

Data = Annotated[
    Path, typer.Option("--data", envvar="DOORSTROOM_DATA", help="The folder in which the region keeps everything.")
]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Show what would happen and change nothing.")]

DEFAULT_DATA = Path("data")


class Bus(StrEnum):
    """Which event bus carries the facts."""

    POSTGRES = "postgres"
    KAFKA = "kafka"


BusOption = Annotated[Bus, typer.Option("--bus", help="The log in PostgreSQL, or a real Kafka (without Docker).")]


class Language(StrEnum):
    """In which language people read."""

    DUTCH = "nl"
    ENGLISH = "en"


LanguageOption = Annotated[
    Language | None, typer.Option("--language", help="Of what is told; by itself that of your locale, else Dutch.")
]


def spoken() -> Language:
    """By the locale of the environment, in the order of POSIX; Dutch where that is neither."""
    named = next(filter(None, map(os.environ.get, ("LC_ALL", "LC_MESSAGES", "LANG"))), "")
    return Language.ENGLISH if named.startswith(Language.ENGLISH) else Language.DUTCH
