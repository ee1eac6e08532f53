from base64 import b64encode
from collections.abc import AsyncIterator
from hashlib import sha256
from typing import Any
from uuid import uuid4

import httpx
import orjson
import pytest
import pytest_asyncio
from lxml import html

from doorstroom_common.testing.postgres import Databases
from services.vacancy.tests.feeds import CLOSED, DRAFT, OWN, PARTNERS, PUBLIC, Market, close, market_of
from services.vacancy.tests.speaking import VacancyService, started
from services.vacancy.tests.story import DEMO, PERMIT_OFFICER

pytestmark = pytest.mark.asyncio(loop_scope="module")
SITE = "https://doorstroom.example/vacancy/v1"
BROWSER = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
HOSTILE = "</script></style><script>alert(1)</script> \"' onload=x & <b>"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def market(databases: Databases) -> AsyncIterator[Market]:
    async with started(databases) as service:
        await service.context.adopt(DEMO, "demo.yaml")
        yield await market_of(service)


async def asked(market: Market, path: str = "", **headers: str) -> httpx.Response:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return await market.service.get(f"/vacancy-pages{path}", {**BROWSER, **named})


def one(market: Market, title: str = PUBLIC) -> str:
    return f"/{market.ids[title]}"


def posting(page: Any) -> dict[str, Any]:
    [script] = page.xpath("//script")
    assert script.get("type") == "application/ld+json"
    held: dict[str, Any] = orjson.loads(script.text)
    return held


async def test_a_reader_finds_on_the_page_what_the_vacancy_says(market: Market) -> None:
    page = html.fromstring((await asked(market, one(market))).content)
    facts = {row[0].text: row[1].text for row in page.xpath("//dl/div")}
    assert page.xpath("//h1")[0].text == PUBLIC
    assert facts["Werkgever"] == "Waterrijk"
    assert facts["Uren"] == "24–36 uur per week"
    assert facts["Hoe lang het werk duurt"] == "Het werk heeft geen einddatum"
    assert facts["Nodig voor het begin"] == "Verklaring omtrent het gedrag (VOG), Eed of belofte"
    assert facts["Laatste dag om te reageren"] == "12 april 2026"
    assert "Jij beoordeelt aanvragen" in page.text_content()
    assert PERMIT_OFFICER["url"] in page.xpath("//main//a/@href")


async def test_the_posting_in_the_page_is_that_of_its_own_address(market: Market) -> None:
    page = html.fromstring((await asked(market, one(market))).content)
    alone = await market.service.get(f"/job-postings{one(market)}", {"Accept-Language": "nl"})
    assert posting(page) == alone.json()
    assert posting(page)["mainEntityOfPage"] == f"{SITE}/vacancy-pages{one(market)}"
    assert page.xpath("//link[@rel='canonical']/@href") == [posting(page)["mainEntityOfPage"]]


@pytest.mark.parametrize(
    ("accepted", "key", "expected"),
    [
        ("", "", "nl"),
        ("de", "", "nl"),
        ("en-GB, nl;q=0.5", "", "en"),
        ("nl", "?language=en", "en"),
        ("en", "?language=nl", "nl"),
    ],
)
async def test_it_is_dutch_unless_the_reader_prefers_english(
    market: Market, accepted: str, key: str, expected: str
) -> None:
    for path in ("", one(market)):
        answer = await asked(market, path + key, Accept_Language=accepted)
        page = html.fromstring(answer.content)
        assert (page.get("lang"), answer.headers["content-language"]) == (expected, expected)
        [other] = {"nl", "en"} - {expected}
        [switch] = page.xpath("//header//a[@lang]")
        there = await market.service.running.http.get(switch.get("href"), headers={"Accept-Language": expected})
        assert html.fromstring(there.content).get("lang") == other


async def test_links_keep_to_the_language_that_was_asked_for(market: Market) -> None:
    listed = html.fromstring((await asked(market, "?language=en")).content)
    [link] = listed.xpath("//main/ul//a/@href")
    page = html.fromstring((await market.service.running.http.get(link)).content)
    assert (page.get("lang"), page.xpath("//main/p/a/@href")[0]) == ("en", f"{SITE}/vacancy-pages?language=en")


async def test_the_list_leads_to_each_page_and_to_the_feeds(market: Market) -> None:
    listed = html.fromstring((await asked(market)).content)
    assert listed.xpath("//main/ul//a/@href") == [f"{SITE}/vacancy-pages{one(market)}"]
    for link in listed.xpath("//link[@type]"):
        answer = await market.service.running.http.get(link.get("href"))
        assert answer.headers["content-type"].partition(";")[0] == link.get("type")


async def test_feeds_and_sitemap_lead_to_the_page(market: Market) -> None:
    address = f"{SITE}/vacancy-pages{one(market)}"
    for path in ("/feeds/atom", "/feeds/rss", "/feeds/json-feed", "/feeds/closing-dates", "/sitemap", "/job-postings"):
        assert address in (await market.service.get(path, {})).text.replace("\r\n ", ""), path


@pytest.mark.parametrize("path", ["", "one", "gone"])
async def test_nothing_in_a_page_runs_and_only_its_own_style_passes(market: Market, path: str) -> None:
    answer = await asked(market, {"": "", "one": one(market), "gone": f"/{uuid4()}"}[path])
    policy = dict(rule.partition(" ")[::2] for rule in answer.headers["content-security-policy"].split("; "))
    page = html.fromstring(answer.content)
    [style] = page.xpath("//style")
    hashed = b64encode(sha256(style.text.encode()).digest()).decode()
    assert policy == {
        "default-src": "'none'", "style-src": f"'sha256-{hashed}'", "base-uri": "'none'", "form-action": "'none'",
        "frame-ancestors": "'none'",
    }  # fmt: skip
    loaded = "//script[not(@type='application/ld+json')] | //img | //iframe | //form | //link[@rel='stylesheet']"
    assert page.xpath(loaded) == []
    assert page.xpath("//@style | //@*[starts-with(name(), 'on')]") == []
    assert "set-cookie" not in answer.headers


@pytest.mark.asyncio(loop_scope="function")
async def test_whatever_is_typed_stays_text(region: VacancyService) -> None:
    email = "a'b\"<x>?cc=y@waterrijk.example"
    contact = {"name": HOSTILE, "email": email, "phone": "+31 (0)6 12345678", "public": True}
    url = "https://waterrijk.example/\"'><script>alert(1)</script>"
    typed: dict[str, Any] = {
        "title": HOSTILE,
        "text": HOSTILE,
        "department": HOSTILE,
        "place": {"name": HOSTILE},
        "url": url,
    }
    made = await region.opened(**typed, contactPerson=contact, conditions=["vog", "x"])
    await region.advance(days=22)
    one = html.fromstring((await region.get(f"/vacancy-pages/{made['vacancyId']}", BROWSER)).content)
    listed = html.fromstring((await region.get("/vacancy-pages", BROWSER)).content)
    assert one.xpath("//h1")[0].text == listed.xpath("//main/ul//h2")[0].text_content() == HOSTILE
    assert posting(one)["title"] == HOSTILE
    assert (listed.xpath("//script"), one.xpath("//b | //@onload"), listed.xpath("//b | //@onload")) == ([], [], [])
    assert url in one.xpath("//main//a/@href")
    [mail] = one.xpath("//a[starts-with(@href, 'mailto:')]/@href")
    assert "?" not in mail


@pytest.mark.parametrize("title", [PARTNERS, OWN, DRAFT, CLOSED])
async def test_what_is_not_public_is_unknown(market: Market, title: str) -> None:
    other = str(uuid4())
    hidden, unknown = await asked(market, one(market, title)), await asked(market, f"/{other}")
    assert (hidden.status_code, unknown.status_code) == (404, 404)
    assert hidden.text.replace(market.ids[title], other) == unknown.text
    assert title not in hidden.text
    assert hidden.headers["cache-control"] == "no-store"
    assert html.fromstring(hidden.content).xpath("//main//a/@href") == [f"{SITE}/vacancy-pages"]
    machine = await market.service.get(f"/vacancy-pages{one(market, title)}", {"Accept": "*/*"})
    assert (machine.status_code, machine.headers["content-type"]) == (404, "application/problem+json")


@pytest.mark.asyncio(loop_scope="function")
async def test_a_closed_vacancy_has_no_page_any_more_also_for_whoever_has_it(region: VacancyService) -> None:
    path = f"/vacancy-pages/{(await region.opened())['vacancyId']}"
    assert (await region.get(path, BROWSER)).status_code == 404
    await region.advance(days=22)
    first = await region.get(path, BROWSER)
    known = {**BROWSER, "If-None-Match": first.headers["etag"]}
    assert (await region.get(path, known)).status_code == 304
    assert first.headers["cache-control"] == "public, max-age=30, must-revalidate"
    await close(region, path.rpartition("/")[2])
    assert (await region.get(path, known)).status_code == 404


async def test_a_link_that_somebody_passed_on_still_leads_there(market: Market) -> None:
    for path in ("", one(market)):
        plain, shared = await asked(market, path), await asked(market, f"{path}?fbclid=abc&utm_source=mail")
        assert (shared.status_code, shared.content) == (200, plain.content)
    assert (await asked(market, "?limit=no")).status_code == 400
