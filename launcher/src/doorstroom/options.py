"""Options that several commands share."""

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

    NL = "nl"
    EN = "en"
