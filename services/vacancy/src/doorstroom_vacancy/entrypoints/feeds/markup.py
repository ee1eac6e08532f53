"""XML by the standard library, which escapes what it is given; and text as HTML has it."""

from datetime import UTC, datetime
from html import escape
from xml.etree.ElementTree import Element, SubElement, tostring


def add(parent: Element, tag: str, text: str | None = None, **attributes: str) -> Element:
    """A child with its text."""
    child = SubElement(parent, tag, attributes)
    child.text = text
    return child


def written(root: Element) -> bytes:
    """The document as UTF-8, with its declaration."""
    document: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return document


def as_html(text: str) -> str:
    """Plain text for whoever takes it for HTML: it looks the same, and nothing in it is markup."""
    return escape(text).replace("\n", "<br/>\n")


def moment(at: datetime) -> str:
    """RFC 3339 in UTC, to the second."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
