"""RSS 2.0, with the links of Atom that its advisory board recommends.

Readers take a title and a description for HTML, so plain text is escaped for HTML first, and for XML after that.
"""

from datetime import UTC, datetime
from email.utils import format_datetime
from xml.etree.ElementTree import Element

from doorstroom_vacancy.entrypoints.feeds.atom import NAMESPACE
from doorstroom_vacancy.entrypoints.feeds.entry import Entry, Feed
from doorstroom_vacancy.entrypoints.feeds.markup import add, as_html, written

RSS = "application/rss+xml"
MINUTES_TO_LIVE = "1"


def rss(feed: Feed) -> bytes:
    root = Element("rss", {"version": "2.0", "xmlns:atom": NAMESPACE})
    channel = add(root, "channel")
    add(channel, "title", feed.title)
    add(channel, "link", feed.site.url)
    add(channel, "description", f"{feed.site.name}: {feed.title}")
    add(channel, "lastBuildDate", _moment(feed.updated))
    add(channel, "ttl", MINUTES_TO_LIVE)
    add(channel, "atom:link", rel="self", type=RSS, href=feed.address)
    if feed.following:
        add(channel, "atom:link", rel="next", type=RSS, href=feed.following)
    for entry in feed.entries:
        _item(channel, entry)
    return written(root)


def _item(channel: Element, entry: Entry) -> None:
    item = add(channel, "item")
    add(item, "title", entry.title.replace("<", "&lt;"))
    add(item, "link", entry.reading)
    add(item, "guid", entry.id, isPermaLink="false")
    add(item, "pubDate", _moment(entry.since))
    for label in entry.labels:
        add(item, "category", label)
    add(item, "description", as_html(entry.content))


def _moment(at: datetime) -> str:
    """RFC 822, as RSS has it."""
    return format_datetime(at.astimezone(UTC).replace(microsecond=0), usegmt=True)
