"""XML by the standard library, which escapes what it is given."""

from datetime import UTC, datetime
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


def moment(at: datetime) -> str:
    """RFC 3339 in UTC, to the second."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
