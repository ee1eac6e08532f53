"""Feeds as the parsers that others use read them, and the vacancies of one market day."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import feedparser
import icalendar
import orjson
from lxml import etree, html

from services.vacancy.tests.speaking import VacancyService

ATOM_RULES = etree.RelaxNG(etree.parse(Path(__file__).with_name("atom.rng")))
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
PUBLIC, PARTNERS = "Vergunningverlener", "Toezichthouder bouw"
OWN, DRAFT, CLOSED = "Adviseur water", "Concept", "Gesloten"
ON_LOAN, LOAN_DRAFT, LOAN_CLOSED = "Planeconoom te leen", "Aanvraag in concept", "Gesloten aanvraag"
Titles = Callable[[bytes], list[str]]


@dataclass(frozen=True, slots=True)
class Market:
    """Of Waterrijk: a vacancy in each stage, a secondment request, and of both a draft and one closed."""

    service: VacancyService
    ids: Mapping[str, str]


async def market_of(region: VacancyService) -> Market:
    made = {PUBLIC: await region.opened(title=PUBLIC), CLOSED: await region.opened(title=CLOSED)}
    await region.advance(days=10)
    made[PARTNERS] = await region.opened(title=PARTNERS)
    await region.advance(days=12)
    made[OWN] = await region.opened(title=OWN)
    made[DRAFT] = await region.opened(title=DRAFT, status="draft")
    await close(region, made[CLOSED]["vacancyId"])
    lent = {title: await region.asked(title=title) for title in (ON_LOAN, LOAN_CLOSED)}
    lent[LOAN_DRAFT] = await region.asked(title=LOAN_DRAFT, status="draft")
    await close(region, lent[LOAN_CLOSED]["secondmentRequestId"], of="secondment-requests")
    return Market(
        region,
        {title: vacancy["vacancyId"] for title, vacancy in made.items()}
        | {title: request["secondmentRequestId"] for title, request in lent.items()},
    )


async def close(region: VacancyService, posting_id: str, outcome: str = "withdrawn", of: str = "vacancies") -> None:
    path = f"/{of}/{posting_id}/closure"
    closed = await region.post(path, region.hr("waterrijk"), {"outcome": outcome})
    assert closed.status_code == 200, closed.text


def atom_titles(content: bytes) -> list[str]:
    ATOM_RULES.assertValid(etree.fromstring(content))
    return [entry.title for entry in parsed(content, "atom10").entries]


def rss_titles(content: bytes) -> list[str]:
    channel = parsed(content, "rss20")
    assert channel.feed.title
    assert channel.feed.link
    assert channel.feed.subtitle
    return [entry.title for entry in channel.entries]


def parsed(content: bytes, version: str) -> Any:
    """As feedparser reads it, with nothing that it had to forgive."""
    feed = feedparser.parse(content)
    assert (feed.bozo, feed.version) == (False, version)
    return feed


def json_feed_titles(content: bytes) -> list[str]:
    feed = orjson.loads(content)
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["title"]
    assert all(isinstance(item["id"], str) and item["content_text"] for item in feed["items"])
    return [item["title"] for item in feed["items"]]


def calendar_titles(content: bytes) -> list[str]:
    return [str(event["SUMMARY"]).partition(": ")[2] for event in events(content)]


def events(content: bytes) -> list[Any]:
    """The events of a calendar without a fault, in lines as RFC 5545 wants them."""
    assert content.endswith(b"END:VCALENDAR\r\n")
    assert max(len(line) for line in content.split(b"\r\n")) <= 75
    calendar = icalendar.Calendar.from_ical(content)
    assert calendar.subcomponents
    found = list(calendar.walk("VEVENT"))
    assert [event.errors for event in found if event.errors] == []
    return found


def posting_titles(content: bytes) -> list[str]:
    listed = orjson.loads(content)
    assert (listed["@context"], listed["@type"]) == ("https://schema.org", "ItemList")
    assert [item["position"] for item in listed["itemListElement"]] == list(
        range(1, 1 + len(listed["itemListElement"]))
    )
    return [item["item"]["title"] for item in listed["itemListElement"]]


def page_titles(content: bytes) -> list[str]:
    """The vacancies that a page lists."""
    return [str(title.text_content()) for title in html.fromstring(content).xpath("//main/ul/li/h2")]


def addresses(content: bytes) -> list[str]:
    root = etree.fromstring(content)
    assert root.tag == f"{SITEMAP}urlset"
    assert {child.tag for url in root for child in url} <= {f"{SITEMAP}loc", f"{SITEMAP}lastmod"}
    return [url.findtext(f"{SITEMAP}loc") for url in root]


FORMS: Mapping[str, tuple[str, Titles]] = {
    "atom": ("application/atom+xml", atom_titles),
    "rss": ("application/rss+xml", rss_titles),
    "json-feed": ("application/feed+json", json_feed_titles),
    "closing-dates": ("text/calendar; charset=utf-8", calendar_titles),
}
LISTS: Mapping[str, tuple[str, Titles]] = {
    "/job-postings": ("application/ld+json", posting_titles),
    **{f"/feeds/{name}": form for name, form in FORMS.items()},
    "/vacancy-pages": ("text/html; charset=utf-8", page_titles),
}
PARTNER_LISTS: Mapping[str, tuple[str, Titles]] = {f"/partner-feeds/{name}": form for name, form in FORMS.items()}
