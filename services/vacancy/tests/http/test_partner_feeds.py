from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from doorstroom_common.testing.postgres import Databases
from services.vacancy.tests.feeds import (
    ON_LOAN,
    OWN,
    PARTNER_LISTS,
    PARTNERS,
    PUBLIC,
    Market,
    close,
    events,
    market_of,
    parsed,
)
from services.vacancy.tests.speaking import VacancyService, started
from services.vacancy.tests.story import DEMO, READ

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def market(databases: Databases) -> AsyncIterator[Market]:
    async with started(databases) as service:
        await service.context.adopt(DEMO, "demo.yaml")
        yield await market_of(service)


def readers(service: VacancyService) -> list[tuple[dict[str, str], list[str]]]:
    """Who reads, and what is open to them; drafts and what is closed never are."""
    return [
        (service.hr("waterrijk"), [ON_LOAN, OWN, PARTNERS, PUBLIC]),
        (service.person("rita", "waterrijk", ("recruiter",)), [ON_LOAN, OWN, PARTNERS, PUBLIC]),
        (service.person("sam", "waterrijk"), [ON_LOAN, OWN, PARTNERS, PUBLIC]),
        (service.hr("duinmeer"), [ON_LOAN, PARTNERS, PUBLIC]),
        (service.hr("elders"), [PUBLIC]),
        (service.person("carla"), [PUBLIC]),
    ]


@pytest.mark.parametrize("path", PARTNER_LISTS)
async def test_each_reader_sees_what_is_open_to_them_and_nothing_else(market: Market, path: str) -> None:
    form, titles = PARTNER_LISTS[path]
    for caller, expected in readers(market.service):
        answer = await market.service.get(path, caller)
        assert (answer.status_code, answer.headers["content-type"]) == (200, form)
        assert sorted(titles(answer.content)) == sorted(expected)


@pytest.mark.parametrize("path", PARTNER_LISTS)
async def test_no_cache_gives_it_to_another_reader(market: Market, path: str) -> None:
    mine = await market.service.get(path, market.service.hr("waterrijk"))
    assert mine.headers["cache-control"] == "private, no-cache"
    assert mine.headers["vary"] == "Authorization, Accept-Language"
    assert "access-control-allow-origin" not in mine.headers
    known = {"If-None-Match": mine.headers["etag"]}
    assert (await market.service.get(path, {**market.service.hr("waterrijk"), **known})).status_code == 304
    theirs = await market.service.get(path, {**market.service.hr("duinmeer"), **known})
    assert (theirs.status_code, OWN in theirs.text) == (200, False)
    assert (await market.service.get(path, known)).status_code == 401


@pytest.mark.parametrize("path", PARTNER_LISTS)
async def test_the_right_to_read_vacancies_is_asked(market: Market, path: str) -> None:
    assert (await market.service.get(path, {})).status_code == 401
    assert (await market.service.get(path, {"Authorization": "Bearer nonsense"})).status_code == 401
    other = market.service.running.as_organisation("waterrijk", "candidates:read")
    assert (await market.service.get(path, other)).status_code == 403
    assert (
        await market.service.get(path, market.service.running.as_organisation("waterrijk", READ))
    ).status_code == 200


@pytest.mark.parametrize("path", PARTNER_LISTS)
async def test_nothing_is_told_of_audience_covenant_or_whom_to_ask(market: Market, path: str) -> None:
    told = (await market.service.get(path, market.service.hr("waterrijk"))).text
    for inside in ("delta-demo", "duinmeer", "audience", "Canarisvogel", "12345678"):
        assert inside not in told


async def test_entries_lead_to_where_the_reader_may_read_on(market: Market) -> None:
    caller = market.service.hr("duinmeer")
    feed = parsed((await market.service.get("/partner-feeds/atom", caller)).content, "atom10")
    for entry in feed.entries:
        [address] = [link.href for link in entry.links if link.get("type") == "application/json"]
        path = address.removeprefix("https://doorstroom.example/vacancy/v1")
        assert (await market.service.get(path, caller)).json()["title"] == entry.title


async def test_a_secondment_request_says_what_it_asks(market: Market) -> None:
    dutch = {**market.service.hr("duinmeer"), "Accept-Language": "nl"}
    feed = parsed((await market.service.get("/partner-feeds/rss", dutch)).content, "rss20")
    [request] = [entry for entry in feed.entries if entry.title == ON_LOAN]
    assert "Tijdelijke inzet van 1 april 2026 tot en met 30 september 2026" in request.description
    assert "Aanvraag tijdelijke inzet" in [tag.term for tag in request.tags]
    calendar = events((await market.service.get("/partner-feeds/closing-dates", dutch)).content)
    [day] = [event for event in calendar if event["UID"] == market.ids[ON_LOAN]]
    assert (day["DTSTART"].dt.isoformat(), str(day["SUMMARY"])) == ("2026-04-01", f"Eerste dag: {ON_LOAN}")


async def test_pages_of_vacancies_and_requests_show_each_once(market: Market) -> None:
    caller, path, found = market.service.hr("waterrijk"), "/partner-feeds/json-feed?limit=1", list[str]()
    while path:
        page = (await market.service.get(path, caller)).json()
        found += [item["title"] for item in page["items"]]
        path = page.get("next_url", "").removeprefix("https://doorstroom.example/vacancy/v1")
    assert sorted(found) == sorted([ON_LOAN, OWN, PARTNERS, PUBLIC])


@pytest.mark.asyncio(loop_scope="function")
async def test_a_closed_request_is_gone_at_once(region: VacancyService) -> None:
    made = await region.asked(title=ON_LOAN)
    for path in PARTNER_LISTS:
        assert ON_LOAN in (await region.get(path, region.hr("duinmeer"))).text.replace("\r\n ", "")
    await close(region, made["secondmentRequestId"], of="secondment-requests")
    for path in PARTNER_LISTS:
        assert ON_LOAN not in (await region.get(path, region.hr("duinmeer"))).text.replace("\r\n ", "")


async def test_feeds_of_two_readers_are_two_feeds(market: Market) -> None:
    ids = {
        parsed((await market.service.get("/partner-feeds/atom", market.service.hr(reader))).content, "atom10").feed.id
        for reader in ("waterrijk", "duinmeer")
    }
    assert len(ids) == 2
