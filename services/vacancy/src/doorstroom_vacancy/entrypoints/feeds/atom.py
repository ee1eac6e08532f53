"""Atom (RFC 4287), in pages (RFC 5005)."""

from xml.etree.ElementTree import Element

from doorstroom_common.http.pages import HTML
from doorstroom_vacancy.entrypoints.feeds.entry import Entry, Feed
from doorstroom_vacancy.entrypoints.feeds.markup import add, moment, written

ATOM = "application/atom+xml"
NAMESPACE = "http://www.w3.org/2005/Atom"


def atom(feed: Feed) -> bytes:
    root = Element("feed", {"xmlns": NAMESPACE})
    add(root, "id", feed.id)
    add(root, "title", feed.title, **{"xml:lang": feed.language})
    add(root, "updated", moment(feed.updated))
    add(add(root, "author"), "name", feed.site.name)
    add(root, "link", rel="self", type=ATOM, href=feed.address)
    if feed.following:
        add(root, "link", rel="next", type=ATOM, href=feed.following)
    for entry in feed.entries:
        _entry(root, entry, feed.form)
    return written(root)


def _entry(root: Element, entry: Entry, form: str) -> None:
    node = add(root, "entry")
    add(node, "id", entry.id)
    add(node, "title", entry.title, type="text")
    add(node, "published", moment(entry.since))
    add(node, "updated", moment(entry.changed_at))
    add(add(node, "author"), "name", entry.organisation)
    if entry.page:
        add(node, "link", rel="alternate", type=HTML, href=entry.page)
    if entry.elsewhere:
        add(node, "link", rel="related" if entry.page else "alternate", href=entry.elsewhere)
    add(node, "link", rel="alternate", type=form, href=entry.address)
    for label in entry.labels:
        add(node, "category", term=label)
    add(node, "content", entry.content, type="text")
