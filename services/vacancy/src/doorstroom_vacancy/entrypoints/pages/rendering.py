"""The pages as HTML, from templates that escape whatever they are given."""

from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from doorstroom_common.http.pages import page_policy
from doorstroom_vacancy.domain.advertised import Advertised
from doorstroom_vacancy.entrypoints.feeds.atom import ATOM
from doorstroom_vacancy.entrypoints.feeds.calendar import CALENDAR
from doorstroom_vacancy.entrypoints.feeds.entry import Entry
from doorstroom_vacancy.entrypoints.feeds.job_posting import CONTEXT, job_posting
from doorstroom_vacancy.entrypoints.feeds.json_forms import JSON_FEED, embeddable
from doorstroom_vacancy.entrypoints.feeds.rss import RSS
from doorstroom_vacancy.entrypoints.feeds.words import TO_ALL
from doorstroom_vacancy.entrypoints.pages.page import Page
from doorstroom_vacancy.entrypoints.pages.texts import READ_IN
from doorstroom_vacancy.entrypoints.pages.view import vacancy_view

PACKAGE = "doorstroom_vacancy.entrypoints.pages"
FOLLOWED = (
    (ATOM, "/feeds/atom", "Atom"),
    (RSS, "/feeds/rss", "RSS"),
    (JSON_FEED, "/feeds/json-feed", "JSON Feed"),
)
STYLE = files(PACKAGE).joinpath("templates", "style.css").read_text("utf-8")
POLICY = page_policy(STYLE)
"""Of every page. The JSON-LD in one is data, which no policy runs or stops."""


def vacancy_page(page: Page, advertised: Advertised, entry: Entry) -> bytes:
    """One vacancy; its `JobPosting` stands in it for machines."""
    posting = Markup(embeddable(CONTEXT | job_posting(advertised, entry, page.words)).decode())  # noqa: S704 - escaped
    return _written("vacancy.html", page, view=vacancy_view(advertised, entry, page.words), posting=posting)


def vacancies_page(page: Page, entries: Sequence[Entry], following: str | None) -> bytes:
    """A list of them; `following` is the path of the next page."""
    feeds = [*FOLLOWED, (CALENDAR, "/feeds/closing-dates", page.text("calendar"))]
    return _written(
        "vacancies.html", page, title=page.words.say(TO_ALL), entries=entries, following=following, feeds=feeds
    )


def gone_page(page: Page) -> bytes:
    """In the place of a vacancy that is not public."""
    return _written("gone.html", page)


def _written(template: str, page: Page, **shown: object) -> bytes:
    style = Markup(STYLE)  # noqa: S704 - a file of ours
    return _templates().get_template(template).render(page=page, read_in=READ_IN, style=style, **shown).encode()


@cache
def _templates() -> Environment:
    loader = PackageLoader(PACKAGE)
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
