"""JSON Feed 1.1, and JSON that may stand inside a page."""

from typing import Any

import orjson

from doorstroom_vacancy.entrypoints.feeds.entry import Entry, Feed
from doorstroom_vacancy.entrypoints.feeds.markup import moment

JSON_FEED = "application/feed+json"
VERSION = "https://jsonfeed.org/version/1.1"
_IN_A_PAGE = [(character.encode(), b"\\u%04x" % ord(character)) for character in "<>&\u2028\u2029"]


def json_feed(feed: Feed) -> bytes:
    following = {"next_url": feed.following} if feed.following else {}
    return embeddable(
        {
            "version": VERSION,
            "title": feed.title,
            "home_page_url": feed.site.url,
            "feed_url": feed.address,
            **following,
            "authors": [{"name": feed.site.name}],
            "items": [_item(entry) for entry in feed.entries],
        }
    )


def embeddable(value: Any) -> bytes:
    """JSON in which no text can end the script element that somebody puts it in."""
    written = orjson.dumps(value)
    for character, escaped in _IN_A_PAGE:
        written = written.replace(character, escaped)
    return written


def _item(entry: Entry) -> dict[str, Any]:
    return {
        "id": entry.id,
        "url": entry.page or entry.address,
        **({"external_url": entry.elsewhere} if entry.elsewhere else {}),
        "title": entry.title,
        "content_text": entry.content,
        "date_published": moment(entry.since),
        "date_modified": moment(entry.changed_at),
        "authors": [{"name": entry.organisation}],
        "tags": list(entry.labels),
    }
