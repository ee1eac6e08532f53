"""The sitemap protocol 0.9: the addresses of public vacancies, for machines that collect them."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID
from xml.etree.ElementTree import Element

from doorstroom_vacancy.entrypoints.feeds.entry import Site
from doorstroom_vacancy.entrypoints.feeds.markup import add, moment, written

SITEMAP = "application/xml"
NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


def sitemap(site: Site, vacancies: Iterable[tuple[UUID, datetime]]) -> bytes:
    """Of their pages, with that of the list first, since a sitemap holds at least one address."""
    root = Element("urlset", {"xmlns": NAMESPACE})
    add(add(root, "url"), "loc", site.at("/vacancy-pages"))
    for vacancy_id, changed_at in vacancies:
        url = add(root, "url")
        add(url, "loc", site.at(f"/vacancy-pages/{vacancy_id}"))
        add(url, "lastmod", moment(changed_at))
    return written(root)
