from collections.abc import AsyncIterator
from uuid import uuid4

import httpx
import pytest
import pytest_asyncio

from doorstroom_common.testing.postgres import Databases
from services.vacancy.tests.feeds import (
    CLOSED,
    DRAFT,
    LISTS,
    OWN,
    PARTNERS,
    PUBLIC,
    Market,
    addresses,
    events,
    market_of,
    parsed,
)
from services.vacancy.tests.speaking import started
from services.vacancy.tests.story import DEMO

pytestmark = pytest.mark.asyncio(loop_scope="module")
SITE = "https://doorstroom.example/vacancy/v1"
ALL = [*LISTS, "/sitemap"]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def market(databases: Databases) -> AsyncIterator[Market]:
    async with started(databases) as service:
        await service.context.adopt(DEMO, "demo.yaml")
        yield await market_of(service)


async def asked(market: Market, path: str, **headers: str) -> httpx.Response:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return await market.service.get(path, named)


@pytest.mark.parametrize("path", LISTS)
async def test_everybody_reads_what_is_public_and_nothing_else(market: Market, path: str) -> None:
    form, titles = LISTS[path]
    answer = await asked(market, path)
    assert (answer.status_code, answer.headers["content-type"]) == (200, form)
    assert titles(answer.content) == [PUBLIC]


async def test_the_sitemap_names_what_is_public_and_nothing_else(market: Market) -> None:
    answer = await asked(market, "/sitemap")
    assert answer.headers["content-type"] == "application/xml"
    assert addresses(answer.content) == [f"{SITE}/vacancy-pages", f"{SITE}/vacancy-pages/{market.ids[PUBLIC]}"]


@pytest.mark.parametrize("path", [*ALL, "/job-postings/", "/vacancy-pages/"])
async def test_nothing_is_told_of_what_happened_inside(market: Market, path: str) -> None:
    """Neither covenant, members, stages and their moments, nor whom to ask where the vacancy keeps that inside."""
    told = (await asked(market, path + market.ids[PUBLIC] if path.endswith("/") else path)).text
    for inside in ("delta", "duinmeer", "audience", "partners", "2026-03-02", "20260302", "Canarisvogel", "12345678"):
        assert inside not in told


async def test_a_posting_holds_what_job_boards_ask(market: Market) -> None:
    posting = (await asked(market, f"/job-postings/{market.ids[PUBLIC]}")).json()
    assert posting["@context"] == "https://schema.org"
    assert (posting["@type"], posting["title"], posting["datePosted"]) == ("JobPosting", PUBLIC, "2026-03-23")
    assert posting["validThrough"] == "2026-04-12T23:59:59+02:00"
    assert posting["hiringOrganization"]["name"] == "Waterrijk"
    assert posting["jobLocation"]["address"]["addressLocality"] == "Waterrijk"
    assert posting["employmentType"] == ["FULL_TIME", "PART_TIME", "TEMPORARY"]
    assert posting["identifier"]["value"] == market.ids[PUBLIC]
    assert "Jij beoordeelt" in posting["description"]
    assert "baseSalary" not in posting


@pytest.mark.parametrize("title", [PARTNERS, OWN, DRAFT, CLOSED])
async def test_what_is_not_public_is_unknown(market: Market, title: str) -> None:
    hidden, unknown = [await asked(market, f"/job-postings/{one}") for one in (market.ids[title], uuid4())]
    assert (hidden.status_code, unknown.status_code) == (404, 404)
    assert {**hidden.json(), "instance": ""} == {**unknown.json(), "instance": ""}
    assert hidden.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("path", ALL)
async def test_the_same_bytes_are_sent_once(market: Market, path: str) -> None:
    first = await asked(market, path)
    tag = first.headers["etag"]
    assert tag.startswith('"')
    for known in (tag, f"W/{tag}", f'"other", {tag}', "*"):
        again = await asked(market, path, If_None_Match=known)
        assert (again.status_code, again.content) == (304, b"")
        for header in ("etag", "cache-control", "vary"):
            assert again.headers[header] == first.headers[header]
    other = await asked(market, path, If_None_Match='"other"')
    assert (other.status_code, other.content) == (200, first.content)


@pytest.mark.parametrize("path", ALL)
async def test_any_cache_may_keep_it_for_less_than_a_minute(market: Market, path: str) -> None:
    headers = (await asked(market, path)).headers
    assert headers["cache-control"] == "public, max-age=30, must-revalidate"
    assert headers["access-control-allow-origin"] == "*"
    assert headers["vary"] == "Accept-Language"
    assert "last-modified" not in headers


@pytest.mark.parametrize("path", LISTS)
async def test_a_token_changes_nothing_of_what_is_public(market: Market, path: str) -> None:
    owner = await market.service.get(path, market.service.hr("waterrijk"))
    assert owner.content == (await asked(market, path)).content


async def test_words_are_in_the_language_of_the_reader(market: Market) -> None:
    dutch = await asked(market, "/feeds/atom", Accept_Language="nl")
    english = await asked(market, "/feeds/atom", Accept_Language="en")
    assert parsed(dutch.content, "atom10").feed.title == "Vacatures die voor iedereen openstaan"
    assert "24–36 uur per week" in dutch.text
    assert "Reageren tot en met 12 april 2026" in dutch.text
    assert parsed(english.content, "atom10").feed.title == "Vacancies open to everybody"
    assert "Apply until April 12, 2026" in english.text
    assert (dutch.headers["content-language"], english.headers["content-language"]) == ("nl", "en")
    assert dutch.headers["etag"] != english.headers["etag"]


async def test_a_closing_date_is_a_whole_day_that_occupies_nobody(market: Market) -> None:
    [event] = events((await asked(market, "/feeds/closing-dates")).content)
    assert event["DTSTART"].to_ical() == b"20260412"
    assert event["TRANSP"] == "TRANSPARENT"
    assert event["UID"] == market.ids[PUBLIC]


@pytest.mark.parametrize("path", ["/sitemap", "/feeds/closing-dates", "/feeds/atom"])
async def test_an_unknown_key_is_refused(market: Market, path: str) -> None:
    assert (await asked(market, f"{path}?organisation=waterrijk")).status_code == 400
