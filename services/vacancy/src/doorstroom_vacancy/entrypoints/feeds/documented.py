"""How a route of feeds stands in `openapi.json`: its own form with an example, its headers, and 304."""

from typing import Any

import orjson
from starlette.responses import Response

from doorstroom_common.http.caching import HEADERS, NOT_MODIFIED
from doorstroom_vacancy.entrypoints.feeds.atom import ATOM, atom
from doorstroom_vacancy.entrypoints.feeds.calendar import CALENDAR, calendar
from doorstroom_vacancy.entrypoints.feeds.examples import CHANGED, ENTRY, PERMIT_OFFICER, SITE, WORDS, example_feed
from doorstroom_vacancy.entrypoints.feeds.job_posting import CONTEXT, JSON_LD, job_posting, job_postings
from doorstroom_vacancy.entrypoints.feeds.json_forms import JSON_FEED, VERSION, json_feed
from doorstroom_vacancy.entrypoints.feeds.rss import RSS, rss
from doorstroom_vacancy.entrypoints.feeds.sitemap import SITEMAP, sitemap

Options = dict[str, Any]
LINK = {"Link": {"description": "The next page, as rel=next.", "schema": {"type": "string"}}}
TEXT = {"type": "string"}
LINKED_DATA = {
    "type": "object",
    "required": ["@context", "@type"],
    "properties": {"@context": {"const": "https://schema.org"}, "@type": {"enum": ["JobPosting", "ItemList"]}},
}
FEED = {
    "type": "object",
    "required": ["version", "title", "items"],
    "properties": {
        "version": {"const": VERSION},
        "feed_url": {"type": "string", "format": "uri"},
        "next_url": {"type": "string", "format": "uri"},
        "items": {"type": "array", "items": {"type": "object", "required": ["id", "content_text"]}},
    },
}
EXAMPLE_POSTING = job_posting(PERMIT_OFFICER, ENTRY, WORDS)


def atom_of(path: str) -> Options:
    return form(ATOM, TEXT, atom(example_feed(path)).decode(), LINK)


def rss_of(path: str) -> Options:
    return form(RSS, TEXT, rss(example_feed(path)).decode(), LINK)


def json_feed_of(path: str) -> Options:
    return form(JSON_FEED, FEED, orjson.loads(json_feed(example_feed(path))), LINK)


def calendar_of(path: str) -> Options:
    return form(CALENDAR, TEXT, calendar(example_feed(path)).decode())


def sitemap_form() -> Options:
    return form(SITEMAP, TEXT, sitemap(SITE, [(PERMIT_OFFICER.posting_id, CHANGED)]).decode())


def posting_form() -> Options:
    return form(JSON_LD, LINKED_DATA, CONTEXT | EXAMPLE_POSTING)


def postings_form() -> Options:
    return form(JSON_LD, LINKED_DATA, job_postings([EXAMPLE_POSTING]), LINK)


def form(media_type: str, schema: Options, example: Any, headers: Options | None = None) -> Options:
    content = {media_type: {"schema": schema, "example": example}}
    found = {"content": content, "headers": HEADERS | (headers or {})}
    return {"response_class": Response, "responses": {200: found, 304: NOT_MODIFIED}}
