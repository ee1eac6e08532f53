from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from doorstroom_common.testing.postgres import Databases
from services.vacancy.tests.feeds import OWN, PARTNER_LISTS, PARTNERS, PUBLIC, Market, market_of, parsed
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
        (service.hr("waterrijk"), [OWN, PARTNERS, PUBLIC]),
        (service.person("rita", "waterrijk", ("recruiter",)), [OWN, PARTNERS, PUBLIC]),
        (service.person("sam", "waterrijk"), [OWN, PARTNERS, PUBLIC]),
        (service.hr("duinmeer"), [PARTNERS, PUBLIC]),
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


async def test_feeds_of_two_readers_are_two_feeds(market: Market) -> None:
    ids = {
        parsed((await market.service.get("/partner-feeds/atom", market.service.hr(reader))).content, "atom10").feed.id
        for reader in ("waterrijk", "duinmeer")
    }
    assert len(ids) == 2
