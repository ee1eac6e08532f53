"""The days that count as iCalendar (RFC 5545): a whole one for each posting, which keeps nobody's time occupied."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from doorstroom_vacancy.entrypoints.feeds.entry import Entry, Feed

CALENDAR = "text/calendar"
MOST_OCTETS = 75
INSIDE_A_CHARACTER = 0x80
_BREAKS = dict.fromkeys("\n\x85\u2028\u2029", "\\n")
_CONTROLS = dict.fromkeys(map(chr, (*range(0x09), *range(0x0B, 0x20), 0x7F)), "")
_ESCAPED = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", **_BREAKS, **_CONTROLS})
ZONE = (
    "BEGIN:VTIMEZONE",
    "TZID:Etc/UTC",
    "BEGIN:STANDARD",
    "DTSTART:19700101T000000",
    "TZOFFSETFROM:+0000",
    "TZOFFSETTO:+0000",
    "END:STANDARD",
    "END:VTIMEZONE",
)
"""A calendar holds at least one component, also when nothing closes."""


def calendar(feed: Feed) -> bytes:
    return b"".join(_folded(line) + b"\r\n" for line in _lines(feed))


def _lines(feed: Feed) -> Iterator[str]:
    yield from ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Doorstroom//Vacancies//EN")
    yield f"NAME:{_text(feed.title)}"
    yield f"X-WR-CALNAME:{_text(feed.title)}"
    yield from ZONE
    for entry in feed.entries:
        yield from _event(entry)
    yield "END:VCALENDAR"


def _event(entry: Entry) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{entry.posting_id}"
    yield f"DTSTAMP:{_moment(entry.changed_at)}"
    yield f"LAST-MODIFIED:{_moment(entry.changed_at)}"
    yield f"DTSTART;VALUE=DATE:{entry.day:%Y%m%d}"
    yield "TRANSP:TRANSPARENT"
    yield f"SUMMARY:{_text(entry.marked)}"
    yield f"DESCRIPTION:{_text(_joined(entry.about))}"
    if entry.place:
        yield f"LOCATION:{_text(entry.place)}"
    yield f"URL:{entry.reading}"
    yield "END:VEVENT"


def _joined(lines: Iterable[str]) -> str:
    return "\n".join(lines)


def _text(value: str) -> str:
    """Escaped, so that nothing in it can begin a line of its own."""
    return value.translate(_ESCAPED)


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _folded(line: str) -> bytes:
    """In lines of at most 75 octets, never cut inside a character; what follows begins with a blank."""
    rest, parts, room = line.encode(), [], MOST_OCTETS
    while len(rest) > room:
        cut = room
        while rest[cut] & 0xC0 == INSIDE_A_CHARACTER:
            cut -= 1
        parts.append(rest[:cut])
        rest, room = rest[cut:], MOST_OCTETS - 1
    return b"\r\n ".join([*parts, rest])
