"""A route that will go: said in every answer it gives and in the document, long before it does."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from email.utils import format_datetime
from typing import Any

RawHeaders = Sequence[tuple[bytes, bytes]]

DOCUMENTED: dict[str, Any] = {
    "Deprecation": {
        "description": "Since when this should not be used any more (RFC 9745).",
        "schema": {"type": "string"},
    },
    "Sunset": {"description": "From when this may be gone (RFC 8594).", "schema": {"type": "string"}},
}


@dataclass(frozen=True, slots=True)
class Deprecated:
    """Since which day nobody should begin with it, what to do instead (`link`), and from which day it may be gone.

    Days begin at midnight UTC. Without `sunset` the day is not known yet.
    """

    since: date
    link: str
    sunset: date | None = None

    def __post_init__(self) -> None:
        if self.sunset is not None and self.sunset < self.since:
            raise ValueError("what is deprecated goes no sooner than that")

    def headers(self) -> RawHeaders:
        """What every answer of the route says."""
        given = {"deprecation": f"@{int(_midnight(self.since).timestamp())}"}
        link = f'<{self.link}>; rel="deprecation"'
        if self.sunset is not None:
            given["sunset"] = format_datetime(_midnight(self.sunset), usegmt=True)
            link += f', <{self.link}>; rel="sunset"'
        return [(name.encode(), value.encode("ascii")) for name, value in {**given, "link": link}.items()]

    def documented(self) -> dict[str, Any]:
        """These headers for the document."""
        return {name: header for name, header in DOCUMENTED.items() if name != "Sunset" or self.sunset is not None}


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, UTC)
